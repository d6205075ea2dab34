import type { PanelView, SymmetryView } from '../../src/protocol/panel.js';
import { summaryText } from '../model/symmetrySummary.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';

const VERDICTS: Readonly<Record<SymmetryView['verdict'], string>> = {
  symmetric: 'Depth-symmetric',
  broken: 'Depth symmetry broken',
  undefined: 'Depth symmetry undefined',
};

/**
 * Whether the layers are alike along depth: a verdict, a sentence, and the way to what breaks it.
 * @param testId also begins those of its parts
 * @param pictures stand between the verdict and the sentence
 */
export function createSymmetryCard(context: PanelContext, testId: string, pictures: readonly Part[]): Part {
  const verdict = element('h2', { 'data-testid': `${testId}-verdict` });
  const summary = element('p', { 'class': 'caption', 'data-testid': `${testId}-summary` });
  const next = element('button', { type: 'button', class: 'link-button' });
  const root = element(
    'section',
    { 'class': 'card symmetry', 'data-testid': testId },
    element('div', { class: 'card-head' }, verdict, next),
    ...pictures.map((picture) => picture.root),
    summary,
  );
  let findings: readonly number[] = [];
  next.addEventListener('click', () => {
    const [first] = findings;
    if (first !== undefined) context.post({ type: 'revealProblem', index: first });
  });
  return {
    root,
    update(view: PanelView) {
      const { symmetry, run } = view;
      root.hidden = symmetry === undefined && run === undefined;
      for (const picture of pictures) picture.update(view);
      findings = symmetry?.findings ?? [];
      setAttribute(root, 'data-verdict', symmetry?.verdict);
      setText(verdict, symmetry === undefined ? 'The network along depth' : VERDICTS[symmetry.verdict]);
      setText(summary, symmetry === undefined ? '' : summaryText(symmetry));
      next.hidden = findings.length === 0;
      setText(
        next,
        findings.length === 1 ? 'Show the finding' : `Show the first of ${findings.length} findings`,
      );
    },
  };
}
