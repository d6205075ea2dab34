import { describe, expect, it, vi } from 'vitest';
import type { RunView } from '../../../src/protocol/panel.js';
import { Timeline, type ChosenRange } from '../../../webview/model/timeline.js';
import { frameOf, layerTerms, runView, series } from './views.js';

function setUp(remembered?: ChosenRange) {
  const onRange = vi.fn();
  const timeline = new Timeline(remembered, onRange);
  const show = (changes: Partial<RunView> = {}): void => {
    timeline.update(runView({ id: 'a', every: 1, extent: { first: 0, last: 50 }, ...changes }));
  };
  return { timeline, onRange, show };
}

const frameAt = (step: number) => frameOf([layerTerms()], { step });

describe('Timeline', () => {
  it('shows all steps of a run, and tells the host so', () => {
    const { timeline, onRange, show } = setUp();
    expect(timeline.visible).toBeUndefined();
    show();
    expect(timeline.visible).toEqual({ first: 0, last: 50 });
    expect(onRange).toHaveBeenCalledExactlyOnceWith(undefined, undefined);
  });

  it('keeps a range while the run goes on', () => {
    const { timeline, onRange, show } = setUp();
    show();
    const redraw = vi.fn();
    timeline.listenToRange(redraw);
    timeline.show({ first: 10, last: 30 });
    expect(redraw).toHaveBeenCalledOnce();
    expect(onRange).toHaveBeenLastCalledWith(
      { span: 20, end: 30 },
      { run: 'a', range: { span: 20, end: 30 } },
    );
    show({ extent: { first: 0, last: 500 } });
    expect(timeline.visible).toEqual({ first: 10, last: 30 });
  });

  it('follows the run with a range that ends at the newest step', () => {
    const { timeline, show } = setUp();
    show({ followLive: true });
    timeline.show({ first: 30, last: 50 });
    show({ followLive: true, extent: { first: 0, last: 500 } });
    expect(timeline.visible).toEqual({ first: 480, last: 500 });
  });

  it('brings a range back after a reload, in the same run alone', () => {
    const remembered = { run: 'a', range: { span: 20, end: 40 } };
    const same = setUp(remembered);
    same.show();
    expect(same.timeline.visible).toEqual({ first: 20, last: 40 });
    const other = setUp(remembered);
    other.show({ id: 'b' });
    expect(other.timeline.isZoomed).toBe(false);
  });

  it('forgets a range with its run', () => {
    const { timeline, onRange, show } = setUp();
    show();
    timeline.zoom(0.5);
    show({ id: 'b' });
    expect(timeline.isZoomed).toBe(false);
    expect(onRange).toHaveBeenLastCalledWith(undefined, undefined);
  });

  it('zooms about the selected step where it is shown', () => {
    const { timeline, show } = setUp();
    show({ frame: frameAt(10) });
    timeline.zoom(0.5);
    expect(timeline.visible).toEqual({ first: 5, last: 30 });
    timeline.reset();
    expect(timeline.visible).toEqual({ first: 0, last: 50 });
  });

  it('comes along when another step is selected, but not while it follows the run', () => {
    const { timeline, show } = setUp();
    show({ frame: frameAt(10) });
    timeline.show({ first: 0, last: 20 });
    show({ frame: frameAt(40) });
    expect(timeline.visible).toEqual({ first: 20, last: 40 });
    show({ frame: frameAt(50), followLive: true, extent: { first: 0, last: 60 } });
    expect(timeline.visible).toEqual({ first: 20, last: 40 });
  });

  it('points at recorded steps', () => {
    const { timeline, show } = setUp();
    show({ series: { ...runView().series, loss: series([0, 10, 20]) } });
    const pointed: (number | undefined)[] = [];
    timeline.listenToPointer((step) => pointed.push(step));
    for (const place of [11, 12, 16, undefined]) timeline.point(place);
    expect(pointed).toEqual([10, 20, undefined]);
  });
});
