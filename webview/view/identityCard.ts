import type { PanelView } from '../../src/protocol/panel.js';
import { explainIdentity, identityBadge, judgeIdentity } from '../model/identity.js';
import type { Part } from './context.js';
import { element, icon, setAttribute, setText, symbolNodes } from './dom.js';
import { attachTooltip } from './tooltip.js';

const CHECK = 'M6.3 12.6 2 8.3l1.1-1.1 3.2 3.2 6.6-6.6L14 4.9z';

/** Says whether the decomposition is proved exact, why, and leads to the numbers that prove it. */
export function createIdentityCard(onOpen: () => void): Part {
  const text = element('span', { class: 'identity-text' });
  const check = icon(CHECK);
  const detail = element('span', { class: 'stat-label' });
  const root = element(
    'button',
    { 'type': 'button', 'class': 'stat identity', 'data-testid': 'identity-residual' },
    element('span', { class: 'stat-value' }, text, check),
    detail,
  );
  const tooltip = attachTooltip(root);
  let explained = '';
  root.addEventListener('click', onOpen);
  return {
    root,
    update({ run }: PanelView) {
      const verdict = judgeIdentity(run?.frame, run?.worstResidual);
      const badge = identityBadge(verdict, run?.frameCount ?? 0);
      setAttribute(root, 'data-tone', badge.tone);
      setText(text, badge.text);
      setText(detail, badge.detail);
      check.toggleAttribute('hidden', badge.tone !== 'good');
      const paragraphs = explainIdentity(verdict, run?.frame);
      if (paragraphs.join('\n') === explained) return;
      explained = paragraphs.join('\n');
      tooltip.setContent(...paragraphs.map((paragraph) => element('p', {}, ...symbolNodes(paragraph))));
    },
  };
}
