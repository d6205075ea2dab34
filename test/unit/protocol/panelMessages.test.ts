import { expect, test } from 'vitest';
import { readPanelMessage } from '../../../src/protocol/panel.js';

test.each([
  { type: 'select', place: { kind: 'layer', m: 3 }, reveal: true },
  { type: 'select', place: { kind: 'interface', m: 0 }, reveal: false },
])('a selection is read: %j', (message) => {
  expect(readPanelMessage(message)).toEqual(message);
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
