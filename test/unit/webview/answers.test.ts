import { describe, expect, it } from 'vitest';
import { unknown } from '../../../src/dynamics/quantity.js';
import type { RunView, SymmetryView } from '../../../src/protocol/panel.js';
import { findQuantity } from '../../../src/quantities/quantities.js';
import { answersOf, type Answer } from '../../../webview/model/answers.js';
import { energyFlow, formatShare } from '../../../webview/model/energyFlow.js';
import { continuumRecord } from '../run/continuumRecords.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { statisticsRecord } from '../run/statisticsRecords.js';
import { panelView, runView } from './views.js';

const SYMMETRY: SymmetryView = {
  verdict: 'symmetric',
  summary: 'Depth-symmetric: links 1–6 are one block.',
  segments: [
    { role: 'input', first: 0, last: 0, block: undefined },
    { role: 'block', first: 1, last: 6, block: { index: 0, letter: 'A', period: 1 } },
  ],
  findings: [],
};

function answer(id: Answer['id'], changes: Partial<RunView> = {}, symmetry?: SymmetryView): Answer {
  const found = answersOf(panelView({ run: runView(changes), symmetry })).find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no answer ${id}`);
  return found;
}

const dynamics = dynamicsRecord(3);
/** The same, with currents of one's own: 10 at the output, of which layer 1 takes 7. */
const flowing = (powerCurrent: readonly number[], absorbedPower: readonly number[]): typeof dynamics => ({
  ...dynamics,
  energy: { ...dynamics.energy, powerCurrent, absorbedPower, absorbedByStatistics: [0, 0] },
});

describe('the answers', () => {
  it('are five, each with a number that is defined somewhere', () => {
    const all = answersOf(
      panelView({ run: runView({ dynamics, continuum: continuumRecord(3) }), symmetry: SYMMETRY }),
    );
    expect(all.map(({ id }) => id)).toEqual(['exact', 'symmetric', 'continuum', 'overdamped', 'energy']);
    const numbers = all.flatMap(({ number }) => number ?? []);
    expect(numbers).toHaveLength(4);
    expect(numbers.filter(({ quantity }) => findQuantity(quantity) === undefined)).toEqual([]);
  });

  it('say that nothing is measured before there is a run', () => {
    const all = answersOf(panelView({ run: undefined }));
    expect(all.map(({ verdict }) => verdict)).toEqual(new Array(5).fill('Not measured yet'));
    expect(all.every(({ why, number }) => why !== '' && number === undefined)).toBe(true);
  });

  it('prove the decomposition by its residual', () => {
    expect(answer('exact')).toMatchObject({ verdict: 'Exact', tone: 'good', number: { text: '3e-14' } });
    expect(answer('exact', { worstResidual: 1e-3 })).toMatchObject({ verdict: 'Not exact', tone: 'bad' });
  });

  it('name the blocks and breaks, and what the motion makes of them', () => {
    expect(answer('symmetric', {}, SYMMETRY)).toMatchObject({
      verdict: 'Symmetric',
      why: 'A: layers 1–6; the motion is not measured yet',
    });
    const broken = { ...SYMMETRY, verdict: 'broken' as const, findings: [0, 2] };
    expect(answer('symmetric', { statistics: statisticsRecord(3) }, broken)).toMatchObject({
      verdict: 'Broken',
      tone: 'warn',
      why: 'A: layers 1–6; 2 breaks; the motion has no verdict',
    });
  });

  it('give the verdict on the continuum with V of the longest block, without the advice', () => {
    const found = answer('continuum', { continuum: continuumRecord(3) });
    expect(found).toMatchObject({ verdict: 'Not controlled', tone: 'bad', number: { symbol: 'V' } });
    expect(found.why).toMatch(/^layers 1–6: .*from layer to layer$/);
    const none = { ...continuumRecord(3), blocks: [] };
    expect(answer('continuum', { continuum: none })).toMatchObject({
      verdict: 'Undefined',
      number: undefined,
    });
  });

  it('give ρ with its verdict, or why there is none', () => {
    expect(answer('overdamped', { dynamics }).number?.symbol).toBe('ρ');
    const adaptive = { ...dynamics, inertia: { ...dynamics.inertia, overdamping: unknown('adaptive') } };
    expect(answer('overdamped', { dynamics: adaptive })).toMatchObject({
      verdict: 'Undefined',
      number: undefined,
      why: expect.stringContaining('Adam') as string,
    });
  });

  it('say which layer takes most of the energy, and how much comes to the first', () => {
    expect(answer('energy', { dynamics: flowing([0, -3, -10], [3, 7]) })).toMatchObject({
      verdict: 'Most into layer 1',
      number: { text: '-10.00 loss per step' },
      why: expect.stringMatching(/layer 1 takes 70 %; 30 % reaches layer 0; balance ratio/) as string,
    });
    expect(answer('energy', { dynamics: flowing([0, 2, 4], [-2, -2]) }).verdict).toBe('Out at the output');
    expect(answer('energy', { dynamics: flowing([0, 0, 0], [0, 0]) }).verdict).toBe('Nowhere');
  });
});

describe('energyFlow', () => {
  it('counts what enters as 1, and what gives energy back as negative', () => {
    const { shares, most, reachingFirst } = energyFlow(flowing([0, -12, -10], [12, -2]));
    expect(shares).toEqual([1.2, -0.2]);
    expect(most).toBe(0);
    expect(reachingFirst).toBe(1.2);
  });

  it('has the parts that moving statistics of norms take', () => {
    const record = flowing([0, -4, -10], [4, 5]);
    const { energy } = record;
    expect(energyFlow({ ...record, energy: { ...energy, absorbedByStatistics: [0, 1] } }).shares).toEqual([
      0.4, 0.6,
    ]);
  });
});

it.each([
  [0.314, '31 %'],
  [0.0952, '9.5 %'],
  [0.0042, '0.42 %'],
  [-0.031, '-3.1 %'],
  [1e-9, '< 0.01 %'],
  [0, '0 %'],
])('formatShare(%d) is %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
