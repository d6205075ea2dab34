import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BiasRole } from '../../../src/decomposition/biasRole.js';
import { decodeRun, encodeRun } from '../../../src/run/persist.js';
import { RunStore } from '../../../src/run/runStore.js';
import { makeFrame, packFrames } from './frames.js';

const BIASES: readonly BiasRole[] = ['free', 'none'];

function storedRun(): Uint8Array {
  const store = new RunStore(BIASES);
  store.append(
    packFrames(
      [0, 5, 10].map((step) => makeFrame(step, BIASES)),
      2,
    ),
  );
  return encodeRun({ title: 'Übung', seed: 7 }, store);
}

describe('a stored run', () => {
  it('reads back as it was written, also from the middle of a buffer', () => {
    const bytes = storedRun();
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    for (const source of [bytes, shifted.subarray(3), Buffer.from(bytes)]) {
      const result = decodeRun(source);
      if (!result.ok) throw new Error(result.error);
      expect(result.value.header).toEqual({ title: 'Übung', seed: 7 });
      expect([...result.value.store.frames()]).toEqual([0, 5, 10].map((step) => makeFrame(step, BIASES)));
    }
  });

  it('is refused with a reason when it is cut off or something else', () => {
    const bytes = storedRun();
    for (let length = 0; length < bytes.length; length += 7) {
      expect(decodeRun(bytes.subarray(0, length)).ok).toBe(false);
    }
    expect(decodeRun(new TextEncoder().encode('name: a spec\nlayers: []'))).toEqual({
      ok: false,
      error: 'not a stored run',
    });
  });

  it('never makes the reader throw, whatever the bytes', () => {
    const bytes = storedRun();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = bytes.slice();
        damaged[at] = byte;
        const result = decodeRun(damaged);
        if (!result.ok) expect(result.error).not.toBe('');
      }),
    );
  });
});
