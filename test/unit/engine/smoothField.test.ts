import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src/base/random.js';
import { drawSmoothField, type SmoothField } from '../../../src/engine/smoothField.js';

const streams = (count: number, seed: number): Random[] =>
  Array.from({ length: count }, (_, m) => createRandom(seed, `field/${m}`));

function field(changes: Partial<SmoothField>): SmoothField {
  return { inputs: 6, outputs: 8, depthCorrelation: 0, widthCorrelation: 0, ...changes };
}

/** Mean over many fields of the product of two places, each [layer, i, j]. */
function correlation(given: SmoothField, layers: number, a: number[], b: number[], draws = 3000): number {
  const at = (drawn: Float64Array[], [m, i, j]: number[]): number => drawn[m!]![i! * given.outputs + j!]!;
  let sum = 0;
  for (let seed = 0; seed < draws; seed++) {
    const drawn = drawSmoothField(given, streams(layers, seed));
    sum += at(drawn, a) * at(drawn, b);
  }
  return sum / draws;
}

/** Four standard errors of a mean of 3000 products of unit normals. */
const ERROR = 4 * Math.sqrt(2 / 3000);
const gaussian = (distance: number, length: number): number => Math.exp(-0.5 * (distance / length) ** 2);

describe('a smooth field', () => {
  test.each([
    { depthCorrelation: 2.5, widthCorrelation: 0 },
    { depthCorrelation: 0, widthCorrelation: 1.2 },
    { depthCorrelation: 100, widthCorrelation: 0.6 },
  ])('has unit variance at every place: $depthCorrelation, $widthCorrelation', (lengths) => {
    for (const place of [
      [0, 0, 0],
      [4, 5, 7],
      [2, 3, 1],
    ]) {
      expect(Math.abs(correlation(field(lengths), 5, place, place) - 1)).toBeLessThan(ERROR);
    }
  });

  test('is correlated along depth as a Gaussian', () => {
    const given = field({ depthCorrelation: 2 });
    for (const distance of [1, 2, 3, 5]) {
      const measured = correlation(given, 7, [1, 2, 3], [1 + distance, 2, 3]);
      expect(Math.abs(measured - gaussian(distance, 2))).toBeLessThan(ERROR);
    }
    expect(Math.abs(correlation(given, 3, [1, 2, 3], [2, 2, 4]))).toBeLessThan(ERROR);
  });

  test('is correlated along both sides of a layer as a Gaussian on a ring', () => {
    const given = field({ widthCorrelation: 0.9 });
    const onRing = (d: number, size: number): number => {
      let [sum, norm] = [0, 0];
      for (let turn = -9; turn <= 9; turn++) {
        sum += gaussian(d + turn * size, 0.9);
        norm += gaussian(turn * size, 0.9);
      }
      return sum / norm;
    };
    for (const [di, dj] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [5, 0],
      [0, 7],
      [2, 0],
      [3, 4],
    ] as const) {
      const measured = correlation(given, 1, [0, 0, 0], [0, di, dj]);
      expect(Math.abs(measured - onRing(di, 6) * onRing(dj, 8)), `${di}, ${dj}`).toBeLessThan(ERROR);
    }
  });

  test('much longer than the network is the same in all layers', () => {
    const [first, ...others] = drawSmoothField(field({ depthCorrelation: 1e6 }), streams(40, 1));
    for (const other of others) {
      other.forEach((value, at) => {
        expect(Math.abs(value - first![at]!)).toBeLessThan(1e-3);
      });
    }
  });

  test('much longer than the width is the same everywhere in a layer', () => {
    const [layer] = drawSmoothField(field({ widthCorrelation: 1e6 }), streams(1, 1));
    for (const value of layer!) expect(Math.abs(value - layer![0]!)).toBeLessThan(1e-6);
    expect(layer![0]).not.toBe(0);
  });

  test('of length 0 is white noise, every layer from its own stream', () => {
    const drawn = drawSmoothField(field({}), streams(3, 1));
    drawn.forEach((layer, m) => {
      const random = createRandom(1, `field/${m}`);
      expect(layer).toEqual(layer.map(() => random.normal()));
    });
  });

  test('does not change where layers are added behind it', () => {
    const given = field({ depthCorrelation: 3, widthCorrelation: 1 });
    const [few, many] = [drawSmoothField(given, streams(3, 1)), drawSmoothField(given, streams(9, 1))];
    expect(many.slice(0, 3)).toEqual(few);
  });
});
