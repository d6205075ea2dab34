import type { PanelView } from '../../src/protocol/panel.js';
import type { Frame } from '../../src/run/frame.js';
import { formatExactly, formatSteady } from '../model/formatNumber.js';
import { LINES } from '../model/lagrangianLines.js';
import type { Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';
import { createIdentityCard } from './identityCard.js';

const STATS = ['loss', 'bulk', 'boundary', 'lagrangian'] as const;

/** The selected step in four numbers, after the badge that says whether they are exact. */
export function createSummaryStrip(onOpenIdentity: () => void): Part {
  const identity = createIdentityCard(onOpenIdentity);
  const stats = STATS.map((key) => {
    const value = element('span', { class: 'stat-value' });
    const label = element('span', { class: 'stat-label' }, LINES[key].name);
    const card = element('div', { 'class': 'stat', 'data-testid': `stat-${key}` }, value, label);
    return { key, value, card };
  });
  const root = element('section', { 'class': 'summary', 'aria-label': 'The selected step' }, identity.root);
  root.append(...stats.map(({ card }) => card));
  const updateStats = (frame: Frame | undefined): void => {
    for (const { key, value, card } of stats) {
      setText(value, frame === undefined ? '\u2007' : formatSteady(frame[key]));
      setAttribute(card, 'title', frame === undefined ? undefined : formatExactly(frame[key]));
    }
  };
  return {
    root,
    update(view: PanelView) {
      identity.update(view);
      updateStats(view.run?.frame);
    },
  };
}
