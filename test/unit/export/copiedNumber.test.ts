import { expect, test } from 'vitest';
import { numberText } from '../../../src/export/copiedNumber.js';
import { layerTable } from '../../../src/export/layerTable.js';
import { networkTable } from '../../../src/export/networkTable.js';
import { numberContextJson, readNumberContext } from '../../../src/protocol/numberContext.js';
import { quantity } from '../../../src/quantities/quantities.js';
import { isNumber, numberAt } from '../../../src/run/numbers.js';
import { exportedRun, FRAMES } from './exportedRuns.js';

const about = { step: 10, network: 'Two', run: 3, seed: 11 };
const layer = { m: 4, name: 'dense4' };
const number = (id: string, value: number, ofLayer = true) => ({
  ...about,
  quantity: quantity(id),
  value,
  layer: ofLayer ? layer : undefined,
});

test('a number is copied with all its digits', () => {
  expect(numberText(number('coupling', -(0.1 + 0.2)), 'value')).toBe('-0.30000000000000004');
});

test.each([
  ['weightKinetic', true, String.raw`$K_{W}^{(4)} = 1.23457 \times 10^{-7}$`],
  ['coupling', true, String.raw`$C^{(4)} = 1.23457 \times 10^{-7}$`],
  ['powerCurrent', true, String.raw`$P_{4} = 1.23457 \times 10^{-7}$`],
  ['absorbedPower', true, String.raw`$P_{4} - P_{5} = 1.23457 \times 10^{-7}$`],
  ['bulk', false, String.raw`$L_{\mathrm{bulk}} = 1.23457 \times 10^{-7}$`],
])('as LaTeX it is symbol = value: %s', (id, ofLayer, expected) => {
  expect(numberText(number(id, 1.234_567e-7, ofLayer), 'latex')).toBe(expected);
});

test('as JSON it says what it is, where and in what unit', () => {
  expect(JSON.parse(numberText(number('fluxSquared', 1 / 3), 'json'))).toEqual({
    id: 'fluxSquared',
    name: 'flux²',
    symbol: 'F',
    value: 1 / 3,
    unit: 'parameter² per step²',
    normalisation: quantity('fluxSquared').normalisation,
    layer: 4,
    layerName: 'dense4',
    ...about,
  });
});

test('every column of the exported tables is a number that can be copied, and the same one', () => {
  const run = exportedRun();
  const { dynamics } = run.recorded;
  const shown = { frame: FRAMES[1], dynamics: dynamics[1], statistics: undefined };
  const layers = layerTable(run);
  const row = [...layers.rows()].find(([step, m]) => step === 10 && m === 1)!;
  for (const [i, { id, kind }] of layers.columns.entries()) {
    if (kind !== 'number') continue;
    expect(isNumber(id, true)).toBe(true);
    expect(numberAt(shown, id, 1)).toEqual({ step: 10, value: row[i] });
  }
  const network = networkTable(run);
  const whole = [...network.rows()].find(([step]) => step === 10)!;
  for (const [i, { id, kind }] of network.columns.entries()) {
    if (kind !== 'number' || id === 'validationLoss') continue;
    expect(isNumber(id, false)).toBe(true);
    expect(numberAt(shown, id, undefined)?.value).toBe(whole[i]);
  }
});

test('what the page says of a number is what the command reads', () => {
  for (const context of [
    { quantity: 'coupling', layer: 0 },
    { quantity: 'bulk', layer: undefined },
  ]) {
    expect(readNumberContext(JSON.parse(numberContextJson(context)))).toEqual(context);
  }
  for (const other of [undefined, 3, {}, { bbdQuantity: 3 }, { bbdQuantity: 'coupling', bbdLayer: -1 }])
    expect(readNumberContext(other)).toBeUndefined();
});
