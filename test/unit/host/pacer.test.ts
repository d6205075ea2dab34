import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pacer } from '../../../src/host/pacer.js';

describe('Pacer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('works at once, then at most once an interval, and not without a request', () => {
    const work = vi.fn();
    const pacer = new Pacer(100, work);
    pacer.request();
    pacer.request();
    vi.advanceTimersByTime(1);
    expect(work).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 98; i++) {
      pacer.request();
      vi.advanceTimersByTime(1);
    }
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('leaves nine tenths of the time to others when the work is slow', () => {
    const starts: number[] = [];
    let busy = 0;
    const now = (): number => performance.now() + busy;
    const work = (): void => {
      starts.push(now());
      busy += 50;
    };
    const pacer = new Pacer(100, work, now);
    pacer.request();
    vi.advanceTimersByTime(1);
    pacer.request();
    vi.advanceTimersByTime(1200);
    expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(500);
  });

  it('does nothing after it is disposed', () => {
    const work = vi.fn();
    const pacer = new Pacer(100, work);
    pacer.request();
    pacer.dispose();
    vi.advanceTimersByTime(1000);
    expect(work).not.toHaveBeenCalled();
  });
});
