import type { PanelView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { placeDetails, type PlaceFact } from '../model/placeFacts.js';
import type { PanelContext, Part } from './context.js';
import { definitionLink } from './definitionLink.js';
import { element, setAttribute, setText, symbolNodes } from './dom.js';

interface FactRow {
  readonly root: HTMLElement;
  show(fact: PlaceFact): void;
}

function createRow(id: string): FactRow {
  const { name, symbol } = quantity(id);
  const value = element('dd', { class: 'number' });
  const note = element('dd', { class: 'fact-note' });
  const root = element(
    'div',
    { 'class': 'place-fact', 'data-testid': `place-${id}` },
    element(
      'dt',
      {},
      definitionLink(id, name, ' ', element('span', { class: 'symbol' }, ...symbolNodes(symbol))),
    ),
    value,
    note,
  );
  return {
    root,
    show({ text, note: said, exact, isBoundary }) {
      setText(value, text ?? '—');
      setAttribute(value, 'title', exact);
      setText(note, isBoundary ? `${said} · boundary` : said);
    },
  };
}

/** All that is known of the selected layer or interface. */
export function createPlaceCard(context: PanelContext): Part {
  const title = element('h2');
  const description = element('p', { class: 'caption' });
  const list = element('dl', { class: 'place-facts' });
  const go = element('button', {
    'type': 'button',
    'class': 'link-button',
    'data-testid': 'place-definition',
  });
  const root = element(
    'section',
    { 'class': 'card', 'data-testid': 'place-card' },
    element('div', { class: 'card-head' }, title, go),
    description,
    list,
  );
  let layer: number | undefined;
  let rows: readonly FactRow[] = [];
  let listed = '';
  go.addEventListener('click', () => {
    if (layer !== undefined) context.post({ type: 'revealLayer', m: layer });
  });
  return {
    root,
    update({ run, selection }: PanelView) {
      const details = placeDetails(run, selection);
      layer = details !== undefined && selection?.kind === 'layer' ? selection.m : undefined;
      root.hidden = details === undefined;
      setText(title, details?.title ?? '');
      const said = details?.description ?? '';
      if (description.dataset['said'] !== said) {
        description.dataset['said'] = said;
        description.replaceChildren(...symbolNodes(said));
      }
      go.hidden = layer === undefined;
      if (layer !== undefined) setText(go, `Go to line ${run?.layers[layer]?.line ?? 0}`);
      const facts = details?.facts ?? [];
      const ids = facts.map(({ id }) => id).join();
      if (ids !== listed) {
        listed = ids;
        rows = facts.map(({ id }) => createRow(id));
        list.replaceChildren(...rows.map((row) => row.root));
      }
      facts.forEach((fact, i) => rows[i]?.show(fact));
    },
  };
}
