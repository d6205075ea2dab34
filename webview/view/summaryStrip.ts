import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { validationAt, validationGapText } from '../../src/run/validationCurve.js';
import { formatExactly, formatSteady } from '../model/formatNumber.js';
import { LINES, valueAtStep } from '../model/lagrangianLines.js';
import type { Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';
import { createIdentityCard } from './identityCard.js';

const STATS = ['loss', 'validationLoss', 'bulk', 'boundary', 'lagrangian'] as const;
type Stat = (typeof STATS)[number];

/** All digits, and of the validation loss what it was taken of and when. */
function explain(run: RunView, key: Stat): string | undefined {
  const value = valueAtStep(run, key);
  if (key !== 'validationLoss') return value === undefined ? undefined : formatExactly(value);
  const { samples, every, points } = run.validation;
  const gap = validationGapText(run.validation);
  if (gap !== undefined) return gap;
  const apart = `mean over the ${formatCount(samples)} samples kept apart, every ${formatCount(every ?? 0)} steps`;
  const point = run.frame && validationAt(run.validation, run.frame.step);
  if (point === undefined) return points.length === 0 ? `Not taken yet: ${apart}` : apart;
  return `${formatExactly(point.loss)} before step ${formatCount(point.step)}; ${apart}`;
}

/** The selected step in four numbers, five where samples are kept apart, after the badge that says whether they are exact. */
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
  const updateStats = (run: RunView | undefined): void => {
    const split = run !== undefined && run.validation.gap !== 'noSplit';
    setAttribute(root, 'data-split', String(split));
    for (const { key, value, card } of stats) {
      const shown = run && valueAtStep(run, key);
      setText(value, shown === undefined ? '\u2007' : formatSteady(shown));
      setAttribute(card, 'title', run && explain(run, key));
      card.hidden = key === 'validationLoss' && !split;
    }
  };
  return {
    root,
    update(view: PanelView) {
      identity.update(view);
      updateStats(view.run);
    },
  };
}
