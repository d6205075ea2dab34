import { DEFINITIONS } from '../model/definitions.js';
import type { PanelContext } from './context.js';
import { element, symbolNodes } from './dom.js';

/** Every symbol and term with its formula and a sentence; folded away until wanted. */
export function createDefinitions(context: PanelContext): HTMLElement {
  const root = element(
    'details',
    { 'class': 'card definitions', 'data-testid': 'definitions' },
    element('summary', {}, element('h2', {}, 'Definitions')),
  );
  root.open = context.state.definitionsOpen;
  root.addEventListener('toggle', () => {
    context.remember({ definitionsOpen: root.open });
  });
  for (const { title, entries } of DEFINITIONS) {
    const list = element('dl');
    for (const { term, symbol, formula, meaning } of entries) {
      list.append(
        element(
          'div',
          { class: 'definition' },
          element('dt', {}, term, ' ', element('span', { class: 'symbol' }, ...symbolNodes(symbol))),
          element('dd', { class: 'formula' }, ...symbolNodes(formula)),
          element('dd', {}, ...symbolNodes(meaning)),
        ),
      );
    }
    root.append(element('section', {}, element('h3', {}, title), list));
  }
  root.append(
    element(
      'p',
      { class: 'caption' },
      'After Lee, Lee, Yi, “Bulk-boundary decomposition of neural networks”, arXiv:2511.02003, with the coefficient ½ on both squared terms of its Eq. (7), without which the identity does not hold.',
    ),
  );
  return root;
}
