import { formatScientific } from '../model/formatNumber.js';
import { printedExcess } from '../model/terms.js';
import type { Part } from './context.js';
import { element, setText } from './dom.js';
import { definedFormula } from './formula.js';

/** The Lagrangian beside Eq. (7) as the paper prints it, and why they differ; folded away until wanted. */
export function createPrintedEquation(): Part {
  const derived = element('td', { class: 'number' });
  const printed = element('td', { 'class': 'number', 'data-testid': 'lagrangian-printed' });
  const excess = element('td', { 'class': 'number', 'data-testid': 'printed-excess' });
  const row = (head: string, cell: HTMLElement): HTMLElement =>
    element('tr', {}, element('th', { scope: 'row' }, head), cell);
  const root = element(
    'details',
    { 'class': 'printed-equation', 'data-testid': 'printed-equation' },
    element('summary', {}, 'Eq. (7) as the paper prints it'),
    element('div', { class: 'formula' }, definedFormula('lagrangianAsPrinted')),
    element(
      'p',
      { class: 'caption' },
      'The paper prints both squared fluxes without their ½; then the bulk and the boundary do not add up to the Lagrangian of its Eq. (5). All numbers here have the ½.',
    ),
    element(
      'table',
      {},
      element(
        'tbody',
        {},
        row('Lagrangian, with the ½', derived),
        row('Eq. (7) as printed', printed),
        row('difference, ½ Σ‖f‖²', excess),
      ),
    ),
  );
  return {
    root,
    update({ run }) {
      const frame = run?.frame;
      const difference = frame && printedExcess(frame, run.biasSharers);
      const show = (cell: HTMLElement, value: number | undefined): void => {
        setText(cell, value === undefined ? '' : formatScientific(value));
      };
      show(derived, frame?.lagrangian);
      show(printed, frame && difference !== undefined ? frame.lagrangian + difference : undefined);
      show(excess, difference);
    },
  };
}
