import { describe, expect, it } from 'vitest';
import { END_REASONS } from '../../../src/run/result.js';
import { RUN_ACTIONS } from '../../../src/protocol/panel.js';
import {
  availabilityOf,
  describePlan,
  formatPace,
  formatProgress,
  statusWord,
} from '../../../webview/model/runState.js';
import { panelView, problem, runView } from './views.js';

const availableIn = (view: ReturnType<typeof panelView>): string[] =>
  RUN_ACTIONS.filter((action) => availabilityOf(action, view).available);

describe('availabilityOf', () => {
  it('lets a training run be paused, restarted and stopped', () => {
    expect(availableIn(panelView())).toEqual(['pause', 'restart', 'stop']);
  });

  it('lets a paused run be resumed and stepped', () => {
    const view = panelView({ run: runView({ status: 'paused' }) });
    expect(availableIn(view)).toEqual(['resume', 'step', 'restart', 'stop']);
  });

  it('lets a run that has ended only be restarted', () => {
    for (const status of END_REASONS) {
      expect(availableIn(panelView({ run: runView({ status }) }))).toEqual(['restart']);
    }
  });

  it('does not restart a text with errors, and says so', () => {
    expect(availabilityOf('restart', panelView({ problems: [problem()] }))).toEqual({
      available: false,
      reason: 'the spec has errors',
    });
    expect(availableIn(panelView({ problems: [problem({ severity: 'warning' })] }))).toContain('restart');
  });

  it('lets the first run be started', () => {
    expect(availableIn(panelView({ run: undefined }))).toEqual(['restart']);
  });
});

describe('the words of a run', () => {
  it('count steps in groups of three', () => {
    expect(formatProgress(runView())).toBe('1\u202f240 / 2\u202f000');
    expect(statusWord('running')).toBe('training');
  });

  it('give the speed while there is one, and the final loss at the end', () => {
    expect(formatPace(runView())).toBe('12\u202f400 steps/s');
    expect(formatPace(runView({ stepsPerSecond: undefined }))).toBe('');
    expect(formatPace(runView({ finalLoss: 0.1 + 0.2 }))).toBe('final loss 0.3000');
  });

  it('tell what is trained and analysed', () => {
    expect(describePlan(runView())).toEqual([
      'wasm, fused',
      'probe of 8, every 10 steps',
      'batch 1',
      'sgd',
      'η 0.05',
      'mse',
    ]);
    expect(describePlan(runView({ mode: 'streaming', every: 1 }))[1]).toBe('streaming mode, every step');
  });
});
