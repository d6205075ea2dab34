import type { DepthSegment, PanelView, SymmetryView } from '../../src/protocol/panel.js';
import { cellsOf, describeSegment, isCrowded, segmentWeight } from '../model/depthSegments.js';
import { summaryText } from '../model/symmetrySummary.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';

const VERDICTS: Readonly<Record<SymmetryView['verdict'], string>> = {
  symmetric: 'Depth-symmetric',
  broken: 'Depth symmetry broken',
  undefined: 'Depth symmetry undefined',
};

/** Whether the layers are alike along depth: a sentence, and the network as a strip from input to output. */
export function createSymmetryCard(context: PanelContext): Part {
  const verdict = element('h2', { 'data-testid': 'symmetry-verdict' });
  const summary = element('p', { 'class': 'caption', 'data-testid': 'symmetry-summary' });
  const strip = element('ol', { 'class': 'depth-strip', 'aria-label': 'The network along depth' });
  const next = element('button', { type: 'button', class: 'link-button' });
  const root = element(
    'section',
    { 'class': 'card symmetry', 'data-testid': 'symmetry' },
    element('div', { class: 'card-head' }, verdict, next),
    strip,
    summary,
  );
  let shown = '';
  let findings: readonly number[] = [];
  next.addEventListener('click', () => {
    const [first] = findings;
    if (first !== undefined) context.post({ type: 'revealProblem', index: first });
  });
  return {
    root,
    update({ symmetry }: PanelView) {
      root.hidden = symmetry === undefined;
      const wanted = JSON.stringify(symmetry);
      if (symmetry === undefined || wanted === shown) return;
      shown = wanted;
      ({ findings } = symmetry);
      setAttribute(root, 'data-verdict', symmetry.verdict);
      setText(verdict, VERDICTS[symmetry.verdict]);
      setText(summary, summaryText(symmetry));
      next.hidden = findings.length === 0;
      setText(
        next,
        findings.length === 1 ? 'Show the finding' : `Show the first of ${findings.length} findings`,
      );
      strip.toggleAttribute('data-crowded', isCrowded(symmetry.segments));
      const last = symmetry.segments.at(-1)?.last ?? 0;
      strip.replaceChildren(
        end('X', 'The data X enter here.'),
        ...symmetry.segments.map((segment) => createSegment(segment, last + 1, context)),
        end('Z', 'The output Z enters the loss.'),
      );
    },
  };
}

const end = (label: string, title: string): HTMLElement =>
  element('li', { class: 'depth-end', title }, label);

function createSegment(segment: DepthSegment, links: number, context: PanelContext): HTMLElement {
  const { label, detail, description } = describeSegment(segment);
  const button = element(
    'button',
    { 'type': 'button', 'title': description, 'aria-label': description },
    element(
      'span',
      { 'class': 'depth-label', 'aria-hidden': 'true' },
      label,
      element('span', { class: 'depth-links' }, detail),
    ),
  );
  button.style.setProperty('--cells', String(cellsOf(segment, links)));
  button.addEventListener('click', () => {
    context.select({ kind: 'layer', m: segment.first });
  });
  if (segment.block !== undefined) {
    const { index } = segment.block;
    const highlight = (block: number | undefined) => () => {
      context.post({ type: 'highlightBlock', block });
    };
    for (const event of ['pointerenter', 'focus']) button.addEventListener(event, highlight(index));
    for (const event of ['pointerleave', 'blur']) button.addEventListener(event, highlight(undefined));
  }
  const item = element(
    'li',
    { 'class': 'depth-segment', 'data-role': segment.role, 'data-testid': 'depth-segment' },
    button,
  );
  item.style.setProperty('--weight', String(segmentWeight(segment, links)));
  return item;
}
