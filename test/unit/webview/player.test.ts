import { describe, expect, it } from 'vitest';
import { paceOf, Player } from '../../../webview/model/player.js';

/** A player of 100 frames whose host answers and whose clock ticks when told. */
function setUp(calm = false) {
  const asked: (number | 'first')[] = [];
  let waiting: (() => void) | undefined;
  const player = new Player({
    move: (frames) => asked.push(frames),
    toFirst: () => asked.push('first'),
    isCalm: () => calm,
    onChange: () => undefined,
    wait: (_, then) => {
      waiting = then;
    },
  });
  const tick = (): void => {
    const then = waiting;
    waiting = undefined;
    then?.();
  };
  const show = (frameIndex: number): void => {
    player.update({ frameIndex, frameCount: 100 });
  };
  const toggle = (frameIndex: number): void => {
    player.toggle({ frameIndex, frameCount: 100 });
  };
  return { player, asked, tick, show, toggle };
}

describe('paceOf', () => {
  it('plays as many frames a second with little motion, in fewer pictures', () => {
    expect(paceOf(4, false)).toEqual({ frames: 4, interval: 100 });
    expect(paceOf(4, true)).toEqual({ frames: 40, interval: 1000 });
  });
});

describe('Player', () => {
  it('goes on once a frame is shown and the pause is over', () => {
    const { asked, tick, show, toggle } = setUp();
    toggle(7);
    expect(asked).toEqual([1]);
    tick();
    expect(asked).toEqual([1]);
    show(8);
    expect(asked).toEqual([1, 1]);
    show(9);
    expect(asked).toEqual([1, 1]);
    tick();
    expect(asked).toEqual([1, 1, 1]);
  });

  it('takes as many frames at once as its speed', () => {
    const { player, asked, tick, show, toggle } = setUp();
    player.changeSpeed();
    player.changeSpeed();
    toggle(0);
    show(16);
    tick();
    expect(asked).toEqual([16, 16]);
    player.changeSpeed();
    expect(player.speed).toBe(1);
  });

  it('stops at the last frame and begins anew from there', () => {
    const { player, asked, tick, show, toggle } = setUp();
    toggle(98);
    show(99);
    tick();
    expect(player.playing).toBe(false);
    expect(asked).toEqual([1]);
    toggle(99);
    expect(asked).toEqual([1, 'first']);
    show(0);
    tick();
    expect(asked).toEqual([1, 'first', 1]);
  });

  it('rests when it is told to', () => {
    const { player, asked, tick, show, toggle } = setUp();
    toggle(7);
    toggle(7);
    show(8);
    tick();
    expect(player.playing).toBe(false);
    expect(asked).toEqual([1]);
  });
});
