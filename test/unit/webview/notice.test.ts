import { describe, expect, it } from 'vitest';
import { runNotices, staleNotice } from '../../../webview/model/notice.js';
import { panelView, problem, runView } from './views.js';

describe('runNotices', () => {
  it('are silent while all is well', () => {
    expect(runNotices(panelView())).toEqual([]);
    expect(runNotices(panelView({ run: undefined }))).toEqual([]);
  });

  it('tell where a run diverged, what to do, and the way on', () => {
    const run = runView({ status: 'diverged', step: 312, message: 'Lower the learning rate.' });
    expect(runNotices(panelView({ run }))).toEqual([
      {
        kind: 'error',
        title: 'Diverged at step 312',
        text: 'Lower the learning rate.',
        action: { label: 'Train again', run: 'restart' },
      },
    ]);
  });

  it('offer no way on that the errors of the text bar', () => {
    const run = runView({ status: 'failed', message: 'No worker.' });
    const [notice] = runNotices(panelView({ run, problems: [problem()] }));
    expect(notice).not.toHaveProperty('action');
  });

  it('offer no way on to a network that this version does not train', () => {
    const run = runView({ status: 'failed', message: 'No worker.' });
    const view = panelView({
      run,
      stale: true,
      gap: 'This version does not train conv2d layers yet (line 5).',
    });
    expect(runNotices(view)[0]).not.toHaveProperty('action');
    expect(staleNotice(view)?.text).toContain('conv2d');
    expect(staleNotice(view)).not.toHaveProperty('action');
  });

  it('state all that was assumed at once, before anything else', () => {
    const view = panelView({ run: undefined, assumptions: ['Data: a teacher.', 'Dropout is off.'] });
    expect(runNotices(view)).toEqual([
      { kind: 'information', title: 'Assumed', text: 'Data: a teacher. Dropout is off.' },
    ]);
  });

  it('tell of another backend and of frames that were not recorded', () => {
    const run = runView({ notice: 'The CPU backend is used.', droppedFrames: 1200 });
    const notices = runNotices(panelView({ run }));
    expect(notices.map(({ text }) => text).join(' ')).toContain('The CPU backend is used.');
    expect(notices[1]?.text).toContain('1\u202f200 frames');
  });
});

describe('staleNotice', () => {
  it('comes only when the text has changed since the run', () => {
    expect(staleNotice(panelView())).toBeUndefined();
    expect(staleNotice(panelView({ stale: true, run: undefined }))).toBeUndefined();
    expect(staleNotice(panelView({ stale: true }))?.action).toEqual({
      label: 'Train the new text',
      run: 'restart',
    });
  });

  it('asks to mend the errors first', () => {
    const notice = staleNotice(panelView({ stale: true, problems: [problem()] }));
    expect(notice?.text).toContain('Mend');
    expect(notice).not.toHaveProperty('action');
  });
});
