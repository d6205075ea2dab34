import { describe, expect, it } from 'vitest';

import { checkSpec } from '../../../src/network/checkSpec.js';

const LABELS = 'x,y\n1,a\n2,b\n3,a\n';
const SIGNS = 'x,y\n1,1\n2,-1\n3,1\n';
const SHARES = 'x,p,q\n1,0.25,0.75\n2,1,0\n';
const NUMBERS = 'x,y,z\n1,0.5,2\n2,7,8\n';

const codesFor = (table: string, options: string, units: number, loss: string): readonly string[] =>
  checkSpec(
    `bbd: 1
data: {source: csv, path: a.csv${options}}
layers: [{type: dense, units: ${units}}]
loss: ${loss}
`,
    { readDataFile: () => ({ ok: true, value: table }) },
  )
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

const RAW = ', standardize: false';

describe('the targets', () => {
  it.each([
    ['labels', LABELS, '', 2, 'crossEntropy'],
    ['labels', LABELS, '', 2, 'klDivergence'],
    ['labels', LABELS, '', 2, 'hinge'],
    ['labels', LABELS, '', 2, 'mse'],
    ['1 and −1', SIGNS, RAW, 1, 'hinge'],
    ['shares', SHARES, `${RAW}, targets: 2`, 2, 'klDivergence'],
    ['shares', SHARES, `${RAW}, targets: 2`, 2, 'crossEntropy'],
    ['numbers', NUMBERS, ', targets: 2', 2, 'mse'],
  ])('can be %s: %j%s, %d outputs, %s', (_, table, options, units, loss) => {
    expect(codesFor(table, options, units, loss)).toEqual([]);
  });

  it.each([
    ['numbers', NUMBERS, ', targets: 2', 2, 'crossEntropy'],
    ['numbers', NUMBERS, ', targets: 2', 2, 'klDivergence'],
    ['numbers', NUMBERS, `${RAW}, targets: 2`, 2, 'klDivergence'],
    ['numbers', NUMBERS, '', 1, 'hinge'],
    ['1 and −1, standardised', SIGNS, '', 1, 'hinge'],
    ['shares, standardised', SHARES, ', targets: 2', 2, 'klDivergence'],
    ['shares', SHARES, `${RAW}, targets: 2`, 2, 'hinge'],
  ])('cannot be %s: %j%s, %d outputs, %s', (_, table, options, units, loss) => {
    expect(codesFor(table, options, units, loss)).toContain('network.lossTargets');
  });

  it('of klDivergence need two outputs, as softmax does', () => {
    expect(codesFor(LABELS, '', 1, 'klDivergence')).toContain('network.lossOutputs');
  });
});
