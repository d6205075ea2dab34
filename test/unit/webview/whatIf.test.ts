import { describe, expect, it } from 'vitest';
import type { KnobValue, NumberKnob, WhatIfKnob } from '../../../src/protocol/whatIf.js';
import { readPanelMessage } from '../../../src/protocol/panel.js';
import {
  changesOf,
  missingTexts,
  outcomeText,
  positionOf,
  sliderOf,
  valueAt,
} from '../../../webview/model/whatIf.js';

const rate: NumberKnob = {
  id: 'learningRate',
  kind: 'number',
  about: 'η of training',
  value: 0.05,
  least: 1e-4,
  most: 10,
  scale: 'logarithmic',
  whole: false,
};
const depth: NumberKnob = {
  ...rate,
  id: 'depth',
  value: 6,
  least: 1,
  most: 24,
  scale: 'linear',
  whole: true,
};
const KNOBS: readonly WhatIfKnob[] = [
  depth,
  { id: 'width', kind: 'missing', reason: 'There is none.' },
  rate,
  { id: 'activation', kind: 'choice', about: 'behind all', value: 'tanh', choices: ['tanh', 'relu'] },
];

describe('The slider of a knob', () => {
  it('goes by decades where its scale is logarithmic', () => {
    expect(sliderOf(rate)).toMatchObject({ min: -4, max: 1 });
    expect(valueAt(rate, -1)).toBe(0.1);
    expect(valueAt(rate, -1.3)).toBe(0.05);
    expect(valueAt(rate, positionOf(rate, 0.0023))).toBe(0.0023);
  });

  it('goes by whole numbers where it is linear', () => {
    expect(sliderOf(depth)).toEqual({ min: 1, max: 24, step: 1 });
    expect(valueAt(depth, 7)).toBe(7);
    expect(positionOf(depth, 7)).toBe(7);
  });
});

describe('What was chosen', () => {
  it('is a change where it differs from the spec', () => {
    const chosen = new Map<WhatIfKnob['id'], KnobValue>([
      ['depth', 6],
      ['width', 3],
      ['learningRate', 0.1],
      ['activation', 'relu'],
    ]);
    expect(changesOf(KNOBS, chosen)).toEqual({ learningRate: 0.1, activation: 'relu' });
  });

  it('says which knobs there are not, and why', () => {
    expect(missingTexts(KNOBS)).toEqual(['Width: There is none.']);
  });

  it('has an outcome in words', () => {
    const label = 'depth 6 → 12';
    expect(outcomeText({ kind: 'possible', label, parameters: 11_585 })).toMatch(
      /^depth 6 → 12: 11.585 parameters\.$/,
    );
    expect(outcomeText({ kind: 'refused', reason: 'Too deep.' })).toBe('Too deep.');
    expect(outcomeText({ kind: 'forked', label })).toMatch(/same seed/);
    expect(outcomeText({ kind: 'applied', label })).toMatch(/Undo/);
  });
});

describe('A request of the page', () => {
  it('has an action and values of knobs; what is no knob is left out', () => {
    const changes = { depth: 12, activation: 'relu', width: { a: 1 }, __proto__: 3, other: 4 };
    expect(readPanelMessage({ type: 'whatIf', action: 'fork', changes })).toEqual({
      type: 'whatIf',
      action: 'fork',
      changes: { depth: 12, activation: 'relu' },
    });
  });

  it('is none without them', () => {
    expect(readPanelMessage({ type: 'whatIf', action: 'delete', changes: {} })).toBeUndefined();
    expect(readPanelMessage({ type: 'whatIf', action: 'fork' })).toBeUndefined();
    expect(readPanelMessage({ type: 'whatIf', action: 'fork', changes: null })).toBeUndefined();
  });
});
