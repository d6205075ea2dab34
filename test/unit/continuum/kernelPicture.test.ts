import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, permutation } from '../../../src/base/random.js';
import { kernelPictures, nonLocality } from '../../../src/continuum/kernelPicture.js';
import { seriate } from '../../../src/continuum/seriation.js';

/** A band of Gaussian profile about the diagonal, inputs × outputs. */
const band = (inputs: number, outputs: number, width: number): Float64Array =>
  Float64Array.from({ length: inputs * outputs }, (_, at) => {
    const [i, j] = [Math.floor(at / outputs), at % outputs];
    return Math.exp(-0.5 * (((i + 0.5) / inputs - (j + 0.5) / outputs) / width) ** 2);
  });

describe('the picture of a kernel', () => {
  it('brings a band back to the diagonal, whatever the labels', () => {
    const [inputs, outputs] = [24, 16];
    const local = band(inputs, outputs, 0.08);
    const ordered = kernelPictures(local, inputs, outputs)[0].nonLocality!;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed, 'labels');
        const [rows, columns] = [permutation(inputs, random), permutation(outputs, random)];
        const mixed = local.map(
          (_, at) => local[rows[Math.floor(at / outputs)]! * outputs + columns[at % outputs]!]!,
        );
        const [labels, fiedler] = kernelPictures(mixed, inputs, outputs);
        expect(labels.nonLocality).toBeGreaterThan(1.5 * ordered);
        expect(fiedler.nonLocality).toBeCloseTo(ordered, 6);
        // Up to the direction, it is the order that the labels were taken from.
        const places = [...fiedler.inputs].map((label) => rows[label]!);
        const forwards = places.every((place, p) => place === p);
        const backwards = places.every((place, p) => place === inputs - 1 - p);
        expect(forwards || backwards).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('is the same twice, runs with the labels, and holds every weight', () => {
    const random = createRandom(1, 'weights');
    const weights = Float64Array.from({ length: 12 * 9 }, () => random.normal());
    const [, first] = kernelPictures(weights, 12, 9);
    const [, second] = kernelPictures(weights, 12, 9);
    expect(second).toEqual(first);
    expect([...first.values].sort()).toEqual([...weights].sort());
    expect(first.values[0]).toBe(weights[first.inputs[0]! * 9 + first.outputs[0]!]);
    const smooth = kernelPictures(band(20, 20, 0.1), 20, 20)[1];
    expect([...smooth.inputs]).toEqual([...smooth.inputs].sort((a, b) => a - b));
  });

  it('says how non-local a kernel is: 0 on the diagonal, 1 for one that is alike everywhere', () => {
    const unit = Float64Array.from({ length: 400 }, (_, at) => (at % 21 === 0 ? 1 : 0));
    expect(nonLocality(unit, 20, 20)).toBe(0);
    expect(nonLocality(new Float64Array(400).fill(2), 20, 20)).toBeCloseTo(1, 2);
    const random = createRandom(2, 'weights');
    const independent = Float64Array.from({ length: 64 * 64 }, () => random.normal());
    const [labels, fiedler] = kernelPictures(independent, 64, 64);
    expect(labels.nonLocality).toBeCloseTo(1, 1);
    // No order makes independent weights local.
    expect(fiedler.nonLocality).toBeGreaterThan(0.8);
    expect(nonLocality(new Float64Array(4), 2, 2)).toBeUndefined();
  });

  it('leaves a kernel without a second direction in its order', () => {
    const { rows, columns, strength } = seriate(new Float64Array(6).fill(1), 2, 3);
    expect([[...rows], [...columns], strength]).toEqual([[0, 1], [0, 1, 2], undefined]);
    expect(seriate(new Float64Array(4), 2, 2).strength).toBeUndefined();
    const found = seriate(Float64Array.of(1, 0, 0, 1), 2, 2);
    expect(found.strength).toBeCloseTo(1, 12);
    expect([...found.rows]).toEqual([...found.columns]);
  });
});
