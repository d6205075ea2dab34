import { CONVENTIONS } from '../../src/quantities/conventions.js';
import type { QuantityDefinition } from '../../src/quantities/definition.js';
import { QUANTITY_GROUPS } from '../../src/quantities/quantities.js';
import { definitionId } from './definitionLink.js';
import { element, setAttribute, symbolNodes } from './dom.js';
import { definedFormula } from './formula.js';

/** Every quantity with its formula, its unit and what it tells. */
export function createDefinitions(): HTMLElement {
  return element(
    'div',
    { 'class': 'card definitions', 'data-testid': 'definitions' },
    group(
      'Conventions',
      CONVENTIONS.map(({ name, symbol, meaning }) => definition(name, symbol, name, meaning)),
    ),
    ...QUANTITY_GROUPS.map(({ title, entries }) => group(title, entries.map(quantity))),
    element(
      'p',
      { class: 'caption' },
      'After Lee, Lee, Yi, “Bulk-boundary decomposition of neural networks”, arXiv:2511.02003, with the coefficient ½ on both squared terms of its Eq. (7), without which the identity does not hold.',
    ),
  );
}

const group = (title: string, entries: readonly HTMLElement[]): HTMLElement =>
  element('section', {}, element('h3', {}, title), element('dl', {}, ...entries));

function quantity({
  id,
  name,
  symbol,
  meaning,
  unit,
  normalisation,
  sector,
  undefinedWhen,
}: QuantityDefinition): HTMLElement {
  const facts = [
    ...(unit === '1' ? [] : [`in ${unit}`]),
    normalisation,
    ...(sector === 'diagnostic' ? [] : [sector]),
    ...(undefinedWhen === undefined ? [] : [`no value: ${undefinedWhen}`]),
  ];
  const entry = definition(name, symbol, id, meaning, facts.join(' · '));
  setAttribute(entry, 'id', definitionId(id));
  setAttribute(entry, 'tabindex', '-1');
  return entry;
}

function definition(
  name: string,
  symbol: string,
  formula: string,
  meaning: string,
  facts?: string,
): HTMLElement {
  const explained = element('dd', {}, element('p', {}, ...symbolNodes(meaning)));
  if (facts !== undefined) explained.append(element('p', { class: 'facts' }, facts));
  return element(
    'div',
    { class: 'definition' },
    element('dt', {}, name, ' ', element('span', { class: 'symbol' }, ...symbolNodes(symbol))),
    element('dd', { class: 'formula' }, definedFormula(formula)),
    explained,
  );
}
