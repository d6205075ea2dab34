import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordEnsemble } from '../../../src/run/recordEnsemble.js';
import { dynamicsRecord } from './dynamicsRecords.js';

interface Sample {
  readonly step: number;
  readonly loss: number;
  readonly length:
    { readonly value: number } | { readonly value: undefined; readonly reason: 'noDecay' | 'atRest' };
  readonly verdict: 'uniform' | 'covariant';
  readonly layers: readonly (number | undefined)[];
}

const sample = (step: number, changes: Partial<Sample> = {}): Sample => ({
  step,
  loss: 1,
  length: { value: 2 },
  verdict: 'uniform',
  layers: [1, undefined],
  ...changes,
});

const ensembleOf = (runs: readonly (readonly Sample[])[]): RecordEnsemble<Sample> => {
  const ensemble = new RecordEnsemble<Sample>((step) => step % 10 === 0);
  for (const records of runs) ensemble.add(records);
  return ensemble;
};

describe('records over an ensemble', () => {
  it('have mean, standard error and count of every number, wherever it stands', () => {
    const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(numbers, (values) => {
        const runs = values.map((value) => [sample(0, { length: { value }, layers: [0, -value] })]);
        const { mean, standardError, definedIn, runs: count } = ensembleOf(runs).at(0)!;
        const expected = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance =
          values.reduce((sum, value) => sum + (value - expected) ** 2, 0) / (values.length - 1);
        expect(count).toBe(values.length);
        expect(mean.length.value).toBeCloseTo(expected, 9);
        expect(mean.layers[1]).toBeCloseTo(-expected, 9);
        expect(standardError.layers[1]).toBeCloseTo(Math.sqrt(variance / values.length), 9);
        expect(standardError.loss).toBe(0);
        expect(definedIn.length.value).toBe(values.length);
      }),
    );
  });

  it('say in how many runs a number is defined, and average over those alone', () => {
    const nothing = { length: { value: undefined, reason: 'noDecay' } } as const;
    const ensemble = ensembleOf([[sample(0, nothing)], [sample(0)], [sample(0, { length: { value: 6 } })]]);
    const { mean, standardError, definedIn, runs } = ensemble.at(0)!;
    expect({ runs, mean: mean.length, error: standardError.length, in: definedIn.length }).toEqual({
      runs: 3,
      mean: { value: 4 },
      error: { value: 2 },
      in: { value: 2 },
    });
    expect(mean.layers).toEqual([1, undefined]);
  });

  it('keep the reason of what no run has, and name the commonest word', () => {
    const none = (reason: 'noDecay' | 'atRest'): readonly Sample[] => [
      sample(0, { length: { value: undefined, reason }, verdict: 'covariant' }),
    ];
    const ensemble = ensembleOf([none('atRest'), none('noDecay'), none('noDecay'), [sample(10)]]);
    expect(ensemble.at(0)!.mean).toMatchObject({ length: { reason: 'noDecay' }, verdict: 'covariant' });
    const [entry] = [...ensemble.entries()];
    expect(entry).toMatchObject({
      step: 0,
      runs: 3,
      definedIn: { loss: 3, length: { reason: { atRest: 1, noDecay: 2 } }, verdict: { covariant: 3 } },
    });
  });

  it('have no standard error of one run, and nothing of steps that were asked for by hand', () => {
    const ensemble = ensembleOf([[sample(0), sample(3), sample(10)]]);
    expect(ensemble.recordedSteps).toEqual([0, 10]);
    expect(ensemble.at(10)!.standardError.loss).toBeNaN();
    expect(ensemble.at(3)).toBeUndefined();
  });

  it('leave out the same steps of every run where there are too many', () => {
    const many = Array.from({ length: 1200 }, (_, i) => sample(10 * i));
    const ensemble = ensembleOf([many, many]);
    const { recordedSteps } = ensemble;
    expect(recordedSteps.length).toBeLessThanOrEqual(500);
    expect([recordedSteps[0], recordedSteps.at(-1)]).toEqual([0, 11_990]);
    expect(recordedSteps.every((step) => ensemble.at(step)!.runs === 2)).toBe(true);
  });

  it('have the form of the record, for every record there is', () => {
    const ensemble = new RecordEnsemble<ReturnType<typeof dynamicsRecord>>(() => true);
    ensemble.add([dynamicsRecord(1)]);
    ensemble.add([{ ...dynamicsRecord(1), energy: { ...dynamicsRecord(2).energy } }]);
    const one = dynamicsRecord(1);
    const other = dynamicsRecord(2);
    const { mean } = ensemble.at(1)!;
    // The same members and words; the same numbers where the two runs agree.
    expect(mean.forces).toEqual(one.forces);
    expect(mean.inertia).toEqual(one.inertia);
    for (const [m, power] of mean.energy.powerCurrent.entries()) {
      const half = (one.energy.powerCurrent[m]! + other.energy.powerCurrent[m]!) / 2;
      expect(power).toBeCloseTo(half, 12);
    }
    const { steps, means } = ensemble.curve(({ energy }) => energy.balanceRatio.value);
    expect([...steps]).toEqual([1]);
    expect(means[0]).toBeCloseTo((one.energy.balanceRatio.value! + other.energy.balanceRatio.value!) / 2, 12);
  });
});
