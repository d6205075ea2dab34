import { describe, expect, it } from 'vitest';
import type { BiasRole } from '../../../src/decomposition/biasRole.js';
import { frameWidth } from '../../../src/run/frame.js';
import { RunStore } from '../../../src/run/runStore.js';
import { makeFrame, packFrames } from './frames.js';

const BIASES: readonly BiasRole[] = ['free', 'none', 'frozen'];
const STEPS = [0, 10, 20, 33];

function filledStore(): RunStore {
  const store = new RunStore(BIASES);
  store.append(
    packFrames(
      STEPS.slice(0, 1).map((step) => makeFrame(step, BIASES)),
      3,
    ),
  );
  store.append(
    packFrames(
      STEPS.slice(1).map((step) => makeFrame(step, BIASES)),
      3,
    ),
  );
  return store;
}

describe('RunStore', () => {
  it('gives back every number of every frame, with the reasons for undefined ones', () => {
    const store = filledStore();
    STEPS.forEach((step, index) => {
      expect(store.frameAt(index)).toEqual(makeFrame(step, BIASES));
    });
    expect([...store.frames()].map((frame) => frame.step)).toEqual(STEPS);
    const resting = new RunStore(BIASES);
    resting.append(packFrames([makeFrame(5, BIASES, true)], 3));
    expect(resting.frameAt(0)).toEqual(makeFrame(5, BIASES, true));
  });

  it('has no frame outside its range', () => {
    const store = filledStore();
    for (const index of [-1, 4, 1.5]) expect(store.frameAt(index)).toBeUndefined();
    expect(new RunStore(BIASES).indexNearest(3)).toBeUndefined();
  });

  it('finds the frame nearest to a step', () => {
    const store = filledStore();
    for (const [step, index] of [
      [-5, 0],
      [4, 0],
      [6, 1],
      [20, 2],
      [26, 2],
      [27, 3],
      [900, 3],
    ] as const) {
      expect(store.indexNearest(step)).toBe(index);
    }
  });

  it('keeps all numbers while it grows', () => {
    const store = new RunStore(BIASES);
    for (let step = 0; step < 1000; step++) store.append(packFrames([makeFrame(step, BIASES)], 3));
    expect(store.column('step')).toEqual(Float64Array.from({ length: 1000 }, (_, i) => i));
    expect(store.frameAt(617)).toEqual(makeFrame(617, BIASES));
  });

  it('counts the frames that no longer fit and keeps the earlier ones', () => {
    const store = new RunStore(BIASES, 3 * frameWidth(3) * 8);
    const frames = STEPS.map((step) => makeFrame(step, BIASES));
    store.append(packFrames(frames, 3));
    store.append(packFrames(frames.slice(0, 1), 3));
    expect([store.frameCount, store.droppedFrames]).toEqual([3, 2]);
    expect(store.frameAt(2)).toEqual(frames[2]);
  });

  it('refuses a block that is not made of whole frames', () => {
    expect(() => {
      filledStore().append(new Float64Array(5));
    }).toThrow(RangeError);
  });
});
