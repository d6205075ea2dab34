import { expect, test } from 'vitest';
import { outOfMemory } from '../../../src/kernels/kernelHeap.js';
import { failureText } from '../../../src/worker/failureText.js';
import { experiment } from '../engine/experiments.js';

test.each([
  new RangeError('Array buffer allocation failed'),
  new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded: memory.grow'),
  outOfMemory(2 ** 31),
])('at the end of memory a failure says how much the run needs and what to lower: %s', (thrown) => {
  const text = failureText(thrown, experiment({}));
  expect(text).toContain(thrown.message);
  expect(text).toMatch(/needs at least 1 MB\. Most of it, 1 MB, is for/);
});

test('another failure is told as it is', () => {
  expect(failureText(new Error('boom'), experiment({}))).toBe('boom');
  expect(failureText('boom', experiment({}))).toBe('boom');
});
