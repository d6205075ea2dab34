import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameEnsemble, type Estimate } from '../../../src/run/frameEnsemble.js';
import { FRAME_COLUMNS, frameWidth, LAYER_COLUMNS, type Frame } from '../../../src/run/frame.js';
import { makeFrame, packFrames } from './frames.js';

const LINKS = ['free', 'none'] as const;
/** A frame of a run: numbers of the step, all times a factor. */
function scaledFrames(steps: readonly number[], factor: number): Float64Array {
  const packed = packFrames(
    steps.map((step) => makeFrame(step, LINKS)),
    2,
  );
  const width = frameWidth(2);
  return packed.map((value, i) => (i % width === 0 ? value : value * factor));
}

describe('frames over an ensemble', () => {
  it('has mean and standard error of every number of the frames', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (factors) => {
          const ensemble = new FrameEnsemble(2, 10);
          for (const factor of factors) ensemble.add(scaledFrames([0, 10], factor));
          const count = factors.length;
          const mean = factors.reduce((sum, factor) => sum + factor, 0) / count;
          const variance = factors.reduce((sum, factor) => sum + (factor - mean) ** 2, 0) / (count - 1);
          const frame = ensemble.frameAt(1)!;
          const one: Frame = makeFrame(10, LINKS);
          expect(frame).toMatchObject({ step: 10, runs: count });
          for (const [name, estimate] of Object.entries(frame.quantities) as ['loss', Estimate][]) {
            const value = one[name];
            expect(estimate.mean).toBeCloseTo(value * mean, 6);
            if (count === 1) expect(estimate.standardError).toBeUndefined();
            else expect(estimate.standardError).toBeCloseTo(Math.abs(value) * Math.sqrt(variance / count), 5);
          }
          expect(Object.keys(frame.quantities)).toHaveLength(FRAME_COLUMNS.length - 1);
          expect(Object.keys(frame.layers[0]!)).toHaveLength(LAYER_COLUMNS.length);
          expect(frame.layers[1]!.fluxSquared!.mean).toBeCloseTo(one.layers[1]!.fluxSquared * mean, 6);
        },
      ),
    );
  });

  it('leaves undefined what is undefined in one of the runs', () => {
    const ensemble = new FrameEnsemble(2, 10);
    ensemble.add(packFrames([makeFrame(0, LINKS, true)], 2));
    ensemble.add(packFrames([makeFrame(0, LINKS)], 2));
    ensemble.add(packFrames([makeFrame(0, LINKS)], 2));
    const frame = ensemble.frameAt(0)!;
    expect(frame.layers[0]!.residual).toEqual({ mean: undefined, standardError: undefined });
    expect(frame.quantities.residual).toEqual({ mean: undefined, standardError: undefined });
    expect(frame.quantities.loss!.mean).toBeDefined();
  });

  it('keeps what a run recorded before it diverged, and says how many runs a step has', () => {
    const ensemble = new FrameEnsemble(2, 10);
    ensemble.add(scaledFrames([0, 10, 20], 1));
    ensemble.add(scaledFrames([0], 3));
    expect([...ensemble.frames()].map(({ step, runs }) => [step, runs])).toEqual([
      [0, 2],
      [10, 1],
      [20, 1],
    ]);
    const { steps, means, standardErrors } = ensemble.curve('loss');
    const losses = [0, 10, 20].map((step) => makeFrame(step, LINKS).loss);
    expect([...steps]).toEqual([0, 10, 20]);
    expect(means[0]).toBeCloseTo(2 * losses[0]!, 10);
    expect(means[1]).toBeCloseTo(losses[1]!, 10);
    expect([...standardErrors].map(Number.isNaN)).toEqual([false, true, true]);
  });

  it('aligns frames by their steps, whatever was recorded beside the plan', () => {
    const ensemble = new FrameEnsemble(2, 10);
    // Step 3 was asked for by hand; step 0 of the other run was not kept.
    ensemble.add(scaledFrames([0, 3, 10], 1));
    ensemble.add(scaledFrames([10], 1));
    expect([...ensemble.frames()].map(({ step, runs }) => [step, runs])).toEqual([
      [0, 1],
      [10, 2],
    ]);
    expect(ensemble.frameAt(1)!.quantities.bulk!.standardError).toBe(0);
    expect(ensemble.frameAt(2)).toBeUndefined();
  });

  it('refuses frames of another network', () => {
    expect(() => {
      new FrameEnsemble(3, 10).add(new Float64Array(frameWidth(2)));
    }).toThrow(RangeError);
  });
});
