import { findQuantity } from '../../src/quantities/quantities.js';
import type { Fact } from '../model/dynamicsFacts.js';
import { definitionLink } from './definitionLink.js';
import { element, setAttribute, setText, symbolNodes } from './dom.js';
import { markNumber } from './numberContext.js';

/** Numbers with what they say; those without a value say why. */
export interface FactTiles {
  readonly root: HTMLElement;
  show(facts: readonly Fact[]): void;
}

/** A row of tiles that keeps its order. */
export function createFactTiles(label: string): FactTiles {
  const root = element('dl', { 'class': 'fact-tiles', 'aria-label': label });
  const tiles = new Map<
    string,
    { value: HTMLElement; ensemble: HTMLElement; note: HTMLElement; tile: HTMLElement }
  >();
  const tileFor = ({ id, name, symbol }: Fact) => {
    const known = tiles.get(id);
    if (known !== undefined) return known;
    const named = [`${name} `, element('span', { class: 'symbol' }, ...symbolNodes(symbol))];
    const value = element('dd', { class: 'fact-value' });
    const ensemble = element('dd', { class: 'fact-ensemble' });
    const note = element('dd', { class: 'fact-note' });
    const tile = element(
      'div',
      { 'class': 'fact', 'data-testid': `fact-${id}` },
      element('dt', {}, ...(findQuantity(id) === undefined ? named : [definitionLink(id, ...named)])),
      value,
      ensemble,
      note,
    );
    markNumber(tile, id);
    root.append(tile);
    const created = { value, ensemble, note, tile };
    tiles.set(id, created);
    return created;
  };
  return {
    root,
    show(facts) {
      for (const fact of facts) {
        const { value, ensemble, note, tile } = tileFor(fact);
        setText(value, fact.text ?? '—');
        ensemble.hidden = fact.ensemble === undefined;
        setText(ensemble, fact.ensemble ?? '');
        setText(note, fact.note);
        setAttribute(tile, 'data-tone', fact.tone);
      }
    },
  };
}
