import type { PanelView } from '../../src/protocol/panel.js';
import { isLive } from '../../src/run/result.js';
import { formatCount } from '../../src/run/format.js';
import { createButton } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, setText } from './dom.js';

/** Says which step the statistics are of, and asks for those of the next one. */
export function createStatisticsRequest(context: PanelContext, testId: string): Part {
  const text = element('p', { class: 'caption' });
  const button = createButton({
    label: 'Compute for the next step',
    testId: `${testId}-ask`,
    onClick: () => {
      context.post({ type: 'askForStatistics' });
    },
  });
  const root = element(
    'div',
    { 'class': 'card statistics-request', 'data-testid': testId },
    text,
    button.root,
  );
  return {
    root,
    update({ run }: PanelView) {
      const record = run?.statistics;
      const live = run !== undefined && isLive(run.status);
      button.setEnabled(live);
      button.setTooltip(
        live ? 'Compute for the next step' : 'The run has ended: restart it, or set analysis.statistics',
      );
      setText(
        text,
        record === undefined
          ? 'Not computed yet: this costs more than the terms. Ask for the next step of a live run, or let analysis.statistics: n in the spec compute it at every n-th analysed step.'
          : `At step ${formatCount(record.step)}, over ${formatCount(record.samples)} samples.`,
      );
    },
  };
}
