import { numberContextJson } from '../../src/protocol/numberContext.js';
import { isNumber } from '../../src/run/numbers.js';

/**
 * Gives an element that shows a quantity VS Code's own context menu for numbers; nothing where it cannot be copied by itself.
 * @param layer undefined: of the whole network
 */
export function markNumber(element: HTMLElement, quantity: string, layer?: number): void {
  if (!isNumber(quantity, layer !== undefined)) return;
  element.dataset['vscodeContext'] = numberContextJson({ quantity, layer });
}

/** The numbers of a row, in order. */
export const numbersIn = (row: HTMLElement): readonly HTMLElement[] => [
  ...row.querySelectorAll<HTMLElement>('[data-vscode-context]'),
];
