import { describe, expect, it } from 'vitest';
import { HistoryFeed } from '../../../webview/model/historyFeed.js';

function setUp() {
  const asked: string[] = [];
  const pauses: number[] = [];
  let waiting: (() => void) | undefined;
  let time = 0;
  const feed = new HistoryFeed({
    ask: ({ quantity, of }) => asked.push(`${quantity} ${of}`),
    now: () => time,
    wait: (milliseconds, then) => {
      pauses.push(milliseconds);
      waiting = then;
    },
  });
  const answer = (took = 1): void => {
    time += took;
    feed.receive(undefined);
  };
  const rest = (): void => {
    waiting?.();
  };
  const want = (quantity: 'coupling' | 'residual', of: string): void => {
    feed.want({ quantity, of, columns: 100 });
  };
  return { asked, pauses, answer, rest, want };
}

describe('HistoryFeed', () => {
  it('asks for the same only once', () => {
    const { asked, answer, rest, want } = setUp();
    want('coupling', 'frame 1');
    answer();
    rest();
    want('coupling', 'frame 1');
    expect(asked).toEqual(['coupling frame 1']);
  });

  it('waits for an answer and rests before it asks for what is newest then', () => {
    const { asked, answer, rest, want } = setUp();
    want('coupling', 'frame 1');
    want('coupling', 'frame 2');
    want('coupling', 'frame 3');
    answer();
    expect(asked).toEqual(['coupling frame 1']);
    rest();
    expect(asked).toEqual(['coupling frame 1', 'coupling frame 3']);
  });

  it('rests longer after answers that take long', () => {
    const { pauses, answer, rest, want } = setUp();
    want('coupling', 'frame 1');
    answer(1);
    rest();
    want('coupling', 'frame 2');
    answer(100);
    expect(pauses).toEqual([250, 800]);
  });

  it('does not rest when another quantity is chosen', () => {
    const { asked, answer, want } = setUp();
    want('coupling', 'frame 1');
    answer();
    want('residual', 'frame 1');
    expect(asked).toEqual(['coupling frame 1', 'residual frame 1']);
  });
});
