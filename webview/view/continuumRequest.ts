import type { PanelView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { isLive } from '../../src/run/result.js';
import { createButton } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, setText } from './dom.js';

/** Says which step the continuum is of, and asks for all details of the next one. */
export function createContinuumRequest(context: PanelContext): Part {
  const text = element('p', { class: 'caption' });
  const button = createButton({
    label: 'All details of the next step',
    testId: 'continuum-ask',
    onClick: () => {
      context.post({ type: 'askForContinuum' });
    },
  });
  const root = element(
    'div',
    { 'class': 'card statistics-request', 'data-testid': 'continuum-request' },
    text,
    button.root,
  );
  return {
    root,
    update({ run }: PanelView) {
      const record = run?.continuum;
      const live = run !== undefined && isLive(run.status);
      button.setEnabled(live);
      button.setTooltip(
        live
          ? 'Kernels, aligned labels, printed terms and observed orders of the next step'
          : 'The run has ended: its first and last record have all details',
      );
      setText(
        text,
        record === undefined
          ? NONE
          : `At step ${formatCount(record.step)}. ${record.detailed ? DETAILED : PLAIN}`,
      );
    },
  };
}

const NONE =
  'No continuum yet: it is taken at every 50th analysed step and the last, or as analysis.continuum in the spec says (0: never); and at every step taken by hand.';
const PLAIN =
  'Kernels, aligned labels, printed terms and observed orders cost more: the first and the last record have them, and the next step, if asked.';
const DETAILED = 'With all details.';
