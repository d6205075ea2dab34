import { expect, test } from 'vitest';
import { readPanelMessage } from '../../../src/protocol/panel.js';

test.each([
  { type: 'select', place: { kind: 'layer', m: 3 }, reveal: true },
  { type: 'select', place: { kind: 'interface', m: 0 }, reveal: false },
])('a selection is read: %j', (message) => {
  expect(readPanelMessage(message)).toEqual(message);
});

test.each([
  { type: 'askForContinuum' },
  { type: 'runRefinement', offsets: 'paper', fields: 'one' },
  { type: 'cancelRefinement' },
])('what the continuum view asks for is read: %j', (message) => {
  expect(readPanelMessage(message)).toEqual(message);
});

test.each([
  { type: 'runRefinement', offsets: 'elsewhere', fields: 'one' },
  { type: 'runRefinement', offsets: 'paper' },
])('an experiment nobody knows is none: %j', (message) => {
  expect(readPanelMessage(message)).toBeUndefined();
});

test('no selection comes without a place, as JSON has no undefined', () => {
  expect(readPanelMessage({ type: 'select', reveal: true })).toEqual({
    type: 'select',
    place: undefined,
    reveal: true,
  });
});

test.each([
  { type: 'select', place: { kind: 'neuron', m: 3 }, reveal: true },
  { type: 'select', place: { kind: 'layer', m: -1 }, reveal: true },
  { type: 'select', place: { kind: 'layer', m: 1.5 }, reveal: true },
  { type: 'select', place: 3, reveal: true },
  { type: 'select', place: { kind: 'layer', m: 3 } },
])('anything else is none: %j', (message) => {
  expect(readPanelMessage(message)).toBeUndefined();
});

const CHART = {
  title: 'Loss',
  xLabel: 'step',
  yLabel: 'loss',
  yScale: 'linear',
  lines: [{ name: 'loss', dash: [2, 3], x: Float64Array.of(0, 1), y: Float64Array.of(2, NaN) }],
};

test.each([
  { type: 'exportRun' },
  { type: 'saveFigure', title: 'Loss', format: 'svg', bytes: Uint8Array.of(1) },
  { type: 'copyText', what: 'The table', text: 'a\tb' },
  { type: 'copyPgfplots', chart: CHART },
])('what is to be written or copied is read: $type', (message) => {
  expect(readPanelMessage(message)).toEqual(message);
});

test.each([
  { type: 'saveFigure', title: 'Loss', format: 'exe', bytes: Uint8Array.of(1) },
  { type: 'saveFigure', title: 'Loss', format: 'png', bytes: 'text' },
  { type: 'copyText', what: 'The table' },
  { type: 'copyPgfplots', chart: { ...CHART, yScale: 'cubic' } },
  { type: 'copyPgfplots', chart: { ...CHART, lines: [{ ...CHART.lines[0], y: [1, 2] }] } },
])('a request of that kind with anything else is none: %j', (message) => {
  expect(readPanelMessage(message)).toBeUndefined();
});
