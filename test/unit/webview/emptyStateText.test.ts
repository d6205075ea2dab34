import { describe, expect, it } from 'vitest';
import { emptyStateText } from '../../../webview/model/emptyStateText.js';
import { panelView, problem } from './views.js';

describe('what stands in place of a run', () => {
  it('asks to mend errors before anything else', () => {
    const view = panelView({ problems: [problem()], gap: 'This version does not train dropout layers yet.' });
    expect(emptyStateText(view).text).toContain('Mend the errors');
  });

  it('says why a correct spec is not trained', () => {
    const { title, text } = emptyStateText(
      panelView({ gap: 'This version does not train dropout layers yet.' }),
    );
    expect(title).toBe('Checked, but not trained by this version');
    expect(text).toContain('dropout layers');
  });

  it('invites to train a correct spec', () => {
    expect(emptyStateText(panelView()).title).toBe('No run yet');
  });
});
