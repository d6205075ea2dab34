import { describe, expect, it } from 'vitest';
import { checkSpec } from '../../../src/network/checkSpec.js';
import { estimateMemory, memoryProblem } from '../../../src/network/memoryEstimate.js';
import { check as checkText, examples } from './specTexts.js';

function check(
  layers: string,
  training = '',
  data = 'source: teacher, inputs: 10, outputs: 1, samples: 100',
) {
  const text = `bbd: 1
data: {${data}}
layers: [${layers}]
loss: mse
training: {${training}}
analysis: {probe: 4}
`;
  const checked = checkSpec(text, { readDataFile: () => ({ ok: true, value: 'x,y\n1,2\n3,5\n4,4\n5,6\n' }) });
  return {
    ...checked,
    errors: checked.diagnostics.map(({ code, message, range }) => ({
      code,
      message,
      place: text.slice(range.start, range.end),
    })),
  };
}

function estimate(...given: Parameters<typeof check>) {
  const { experiment, errors } = check(...given);
  if (experiment === undefined) throw new Error(JSON.stringify(errors));
  return estimateMemory(experiment);
}

const CHAIN = '{type: dense, units: 20, activation: tanh}, {type: dense, units: 1}';

describe('the memory that a run needs', () => {
  it('is counted from its parameters, values, probe and data', () => {
    const parameters = 10 * 20 + 20 + 20 + 1;
    expect(estimate(CHAIN, 'batchSize: 5')).toEqual({
      parameters: 4 * 2 * parameters,
      // Inputs, z and h of the first layer, z of the second.
      batch: 4 * 5 * (10 + 20 + 20 + 1),
      probe: 8 * 4 * (10 + 20 + 1),
      data: 4 * 100 * 11,
      total: 4 * 2 * parameters + 4 * 5 * 51 + 8 * 4 * 31 + 4 * 100 * 11,
    });
  });

  it.each([
    ['sgd', 2],
    ['momentum', 3],
    ['nesterov', 3],
    ['rmsprop', 3],
    ['adam', 4],
  ])('holds as many arrays as %s has', (optimizer, arrays) => {
    expect(estimate(CHAIN, `optimizer: ${optimizer}`).parameters).toBe(4 * arrays * 241);
  });

  it('counts norms and operations between the links, but not what only changes a shape', () => {
    const layers = `{type: conv1d, filters: 3, kernel: 3}, {type: layerNorm, activation: relu}, {type: dropout, rate: 0.5},
      {type: maxPool1d, size: 2}, {type: flatten}, {type: dense, units: 1}`;
    // 10 inputs; 30 numbers four times over: z, its norm, σ and dropout; 15 of the pool; 1 output.
    expect(estimate(layers).batch).toBe(4 * (10 + 4 * 30 + 15 + 1));
  });

  it('counts a table twice, as it was read, too', () => {
    expect(estimate('{type: dense, units: 1}', '', 'source: csv, path: a.csv').data).toBe(12 * 4 * 2);
  });
});

describe('a run that cannot fit', () => {
  const WIDE = `{type: dense, units: 10000}, {repeat: 60, layers: [{type: layerNorm}]}, {type: dense, units: 1}`;
  const DATA = 'source: teacher, inputs: 10, outputs: 1, samples: 2000';

  it('is an error at the size of its batches, with the number and what to lower', () => {
    const { errors, network, experiment } = check(WIDE, 'batchSize: 1900', DATA);
    expect(errors).toMatchObject([{ code: 'training.memory', place: '1900' }]);
    expect(errors[0]?.message).toMatch(/at least 4\.\d GB.*can have 4\.3 GB.*lower training\.batchSize/);
    expect([network, experiment]).toEqual([undefined, undefined]);
  });

  it('may have smaller batches, or another backend', () => {
    expect(check(WIDE, 'batchSize: 1700', DATA).errors).toEqual([]);
    expect(check(WIDE, 'batchSize: 1900, backend: cpu', DATA).errors).toEqual([]);
  });

  it('is told from one that fits by the memory of the machine', () => {
    const { experiment } = check(CHAIN, 'batchSize: 5');
    if (experiment === undefined) throw new Error('not checked');
    const { total } = estimateMemory(experiment);
    expect(memoryProblem(experiment, total)).toBeUndefined();
    expect(memoryProblem(experiment, total - 1)).toMatch(/needs at least 1 MB.*for the samples: take fewer/);
  });
});

it.each(examples)('the example %s fits into a machine of 200 MB', (_, text) => {
  const { experiment } = checkText(text);
  if (experiment === undefined) throw new Error('not trainable');
  expect(memoryProblem(experiment, 2e8)).toBeUndefined();
});
