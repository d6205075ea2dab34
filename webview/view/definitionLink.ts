import { quantity } from '../../src/quantities/quantities.js';
import { element } from './dom.js';

/** The id of the element that defines a quantity. */
export const definitionId = (id: string): string => `definition-${id}`;

/**
 * A link to the definition of a quantity, in the view of definitions.
 * @param id as the table of quantities calls it
 * @param content what is to be seen; otherwise its name
 * @throws RangeError when it is not in the table
 */
export function definitionLink(id: string, ...content: readonly (Node | string)[]): HTMLAnchorElement {
  const { name, meaning } = quantity(id);
  return element(
    'a',
    { 'class': 'definition-link', 'href': `#${definitionId(id)}`, 'data-definition': id, 'title': meaning },
    ...(content.length === 0 ? [name] : content),
  );
}

/**
 * Makes all links to definitions below `root` work.
 * @param open shows the definition of a quantity
 */
export function followDefinitionLinks(root: HTMLElement, open: (id: string) => void): void {
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-definition]') : null;
    if (!(link instanceof HTMLElement)) return;
    event.preventDefault();
    open(link.dataset['definition'] ?? '');
  });
}
