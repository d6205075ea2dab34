import { describe, expect, it } from 'vitest';
import { checkSpec } from '../../../src/network/checkSpec.js';

const TABLE = 'x,y\n1,2\n2,4\n3,7\n4,8\n5,10\n';

/** Checks a spec with this data source; csv files hold five samples of one input and one target. */
function check(data: string, rest = '', outputs = 1) {
  const text = `bbd: 1
data: {${data}}
layers: [{type: dense, units: ${outputs}}]
loss: mse
${rest}`;
  const checked = checkSpec(text, { readDataFile: () => ({ ok: true, value: TABLE }) });
  const errors = checked.diagnostics.map(({ code, range, message }) => ({
    code,
    text: text.slice(range.start, range.end),
    message,
  }));
  return { plan: checked.experiment?.data, probe: checked.experiment?.analysis.probe, errors };
}

const SINE = 'source: sine, samples: 50, validation: ';

describe('samples that are kept apart', () => {
  it.each([
    ['0.2', 10],
    ['0.25', 13],
    ['0.99', undefined],
    ['12', 12],
    ['49', 49],
    ['0', undefined],
  ] as const)('%s of 50 are %s', (size, validation) => {
    const { plan, errors } = check(SINE + size);
    if (size === '0.99') {
      // 49.5 rounds to all of them.
      expect(errors).toMatchObject([{ code: 'data.validationSize', text: '0.99' }]);
      return;
    }
    expect(errors).toEqual([]);
    expect(plan?.validation).toBe(validation);
  });

  it.each([
    'source: teacher, inputs: 2, samples: 10',
    'source: spirals, samples: 10',
    'source: moons, samples: 10',
    'source: xor, samples: 10',
    'source: sine, samples: 10',
    'source: ring-waves, inputs: 8, samples: 10',
    'source: mnist1d, samples: 10',
    'source: digits, samples: 10',
    'source: csv, path: a.csv, inputs: [x]',
    'source: iris',
  ])('can be kept apart of {%s}', (data) => {
    const checked = checkSpec(`bbd: 1\ndata: {${data}, validation: 3}\nlayers: []\nloss: mse\n`, {
      readDataFile: () => ({ ok: true, value: TABLE }),
    });
    expect(checked.diagnostics.map(({ code }) => code)).toEqual(['network.noLayers']);
  });

  it.each([
    ['50', 'nothing would be left to train on. Take at most 49.'],
    ['1000', 'nothing would be left to train on'],
    ['0.005', 'nothing would be left to validate on'],
  ])('leave at least one on either side: not %s of 50', (size, message) => {
    const { errors } = check(SINE + size);
    expect(errors).toMatchObject([{ code: 'data.validationSize', text: size }]);
    expect(errors[0]?.message).toContain(message);
  });

  it.each([
    ['-1', 'spec.outOfRange'],
    ['0.995', 'spec.outOfRange'],
    ['1.5', 'spec.wrongType'],
    ['2e6', 'spec.outOfRange'],
    ['"a fifth"', 'spec.wrongType'],
  ])('are a share or a whole number, not %s', (size, code) => {
    expect(check(SINE + size).errors).toMatchObject([{ code, text: size }]);
  });

  it('cannot be in a batch or in the probe', () => {
    const { errors } = check(`${SINE}30`, 'training: {batchSize: 21}\nanalysis: {probe: 22}\n');
    expect(errors).toMatchObject([
      { code: 'training.batchTooLarge', text: '21' },
      { code: 'analysis.probeTooLarge', text: '22' },
    ]);
    expect(errors[0]?.message).toContain('the data has 20 to train on, and 30 apart');
  });

  it('leave a probe of as many as there are', () => {
    expect(check('source: csv, path: a.csv, validation: 2').probe).toBe(3);
  });
});
