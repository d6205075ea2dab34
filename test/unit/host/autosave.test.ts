import { describe, expect, it } from 'vitest';
import { Autosave } from '../../../src/host/autosave.js';

/** An autosave whose clock and disk the test moves. */
function setUp() {
  const state = { now: 0, saves: 0, finish: (): void => undefined };
  const autosave = new Autosave(
    () => {
      state.saves++;
      return new Promise<void>((resolve) => {
        state.finish = resolve;
      });
    },
    () => state.now,
  );
  const finishSave = async (duration: number): Promise<void> => {
    state.now += duration;
    state.finish();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, autosave, finishSave };
}

describe('Autosave', () => {
  it('saves when a run pauses and when it ends', async () => {
    const { state, autosave, finishSave } = setUp();
    autosave.note('running');
    expect(state.saves).toBe(0);
    autosave.note('paused');
    expect(state.saves).toBe(1);
    await finishSave(1);
    autosave.note('paused');
    expect(state.saves).toBe(1);
    autosave.note('running');
    autosave.note('diverged');
    expect(state.saves).toBe(2);
  });

  it('saves now and then while a run goes on, and rarely when saving is slow', async () => {
    const { state, autosave, finishSave } = setUp();
    autosave.note('running');
    state.now = 1000;
    autosave.note('running');
    expect(state.saves).toBe(1);
    await finishSave(1000);
    state.now += 49_000;
    autosave.note('running');
    expect(state.saves).toBe(1);
    state.now += 1_000;
    autosave.note('running');
    expect(state.saves).toBe(2);
  });

  it('saves the end that comes while it is saving', async () => {
    const { state, autosave, finishSave } = setUp();
    autosave.note('paused');
    autosave.note('stopped');
    expect(state.saves).toBe(1);
    await finishSave(1);
    expect(state.saves).toBe(2);
    await finishSave(1);
    expect(state.saves).toBe(2);
  });
});
