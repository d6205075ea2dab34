import type { PanelView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { couplingStrength } from '../model/coupling.js';
import { undefinedNote } from '../model/dynamicsFacts.js';
import { formatSteady } from '../model/formatNumber.js';
import type { Part } from './context.js';
import { element, setText } from './dom.js';
import { createMatrix } from './matrix.js';

/** Which layers feel each other, before and after the change of variables: the paper's Fig. 1. */
export function createCouplingCard(): Part {
  const caption = element('p', { class: 'caption' });
  const parameters = createMatrix('In (W, b): all layers, through the loss', 'coupling-parameters');
  const neurons = createMatrix('In (W, z): neighbours alone', 'coupling-neurons');
  const gap = element('p', { class: 'caption' });
  const root = element(
    'section',
    { 'class': 'card', 'data-testid': 'coupling' },
    element('h2', {}, 'Which layers are coupled'),
    caption,
    element('div', { class: 'figures' }, parameters.root, neurons.root),
    gap,
  );
  return {
    root,
    update({ run }: PanelView) {
      const coupling = run?.coupling;
      root.hidden = coupling === undefined;
      if (coupling === undefined) return;
      const { measured, step } = coupling;
      const known = measured.value;
      parameters.root.hidden = known === undefined;
      neurons.root.hidden = known?.neurons.value === undefined;
      setText(
        gap,
        known === undefined
          ? undefinedNote(measured.reason)
          : known.neurons.value === undefined
            ? `In (W, z) ${undefinedNote(known.neurons.reason)}.`
            : '',
      );
      if (known === undefined) return;
      const { directions, norms } = known.parameters;
      setText(
        caption,
        `Norms of the blocks of second derivatives at step ${formatCount(step)}${directions === undefined ? '' : `, estimated from ${directions} random directions for each layer`}; the shade is logarithmic over six decades.`,
      );
      for (const [matrix, blocks] of [
        [parameters, norms],
        [neurons, known.neurons.value?.norms],
      ] as const) {
        if (blocks === undefined) continue;
        matrix.show(
          blocks.map((_, m) => `${m}`),
          blocks,
          couplingStrength(blocks),
          formatSteady,
        );
      }
    },
  };
}
