import { expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/types.js';
import { BatchSequence, selectSamples } from '../../../src/engine/batches.js';

/** Sample s has the inputs [s, s + 0.5] and the target [−s]. */
function numbered(samples: number): Dataset {
  return {
    samples,
    inputs: 2,
    outputs: 1,
    x: Float32Array.from({ length: 2 * samples }, (_, i) => Math.floor(i / 2) + (i % 2) / 2),
    y: Float32Array.from({ length: samples }, (_, i) => -i),
  };
}

/** The numbers of the samples in the first `count` batches. */
function draw(data: Dataset, batchSize: number, seed: number, count: number): number[] {
  const batches = new BatchSequence(data, batchSize, seed);
  return Array.from({ length: count }, () => {
    const rows = [...batches.current.y].map((y) => -y);
    batches.advance();
    return rows;
  }).flat();
}

test('samples are taken whole', () => {
  expect(selectSamples(numbered(5), [3, 1])).toEqual({
    samples: 2,
    x: Float32Array.of(3, 3.5, 1, 1.5),
    y: Float32Array.of(-3, -1),
  });
});

test('every epoch visits every sample once, each in an order of its own', () => {
  const drawn = draw(numbered(10), 5, 1, 4);
  const [first, second] = [drawn.slice(0, 10), drawn.slice(10)];
  const sorted = Array.from({ length: 10 }, (_, i) => i);
  expect([...first].sort((a, b) => a - b)).toEqual(sorted);
  expect([...second].sort((a, b) => a - b)).toEqual(sorted);
  expect(second).not.toEqual(first);
});

test('a batch may hold the end of an epoch and the beginning of the next', () => {
  const drawn = draw(numbered(5), 3, 1, 5);
  expect(drawn).toHaveLength(15);
  for (let epoch = 0; epoch < 3; epoch++) {
    expect(new Set(drawn.slice(5 * epoch, 5 * epoch + 5)).size).toBe(5);
  }
});

test('a batch may be larger than the data', () => {
  const rows = draw(numbered(2), 5, 1, 1);
  expect(rows).toHaveLength(5);
  expect(new Set(rows)).toEqual(new Set([0, 1]));
});

test('the order comes from the seed', () => {
  const data = numbered(20);
  expect(draw(data, 4, 7, 10)).toEqual(draw(data, 4, 7, 10));
  expect(draw(data, 4, 7, 10)).not.toEqual(draw(data, 4, 8, 10));
});
