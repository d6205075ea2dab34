import type { PanelView } from '../../src/protocol/panel.js';
import { answersOf, type Answer } from '../model/answers.js';
import type { Part } from './context.js';
import { definitionLink } from './definitionLink.js';
import { element, setAttribute, setText, symbolNodes } from './dom.js';

/** One answer: it leads to the view that shows more; its number leads to the definition. */
interface Tile {
  readonly root: HTMLElement;
  show(answer: Answer): void;
}

function createTile({ id, question }: Answer, onOpen: (answer: Answer) => void): Tile {
  const open = element('button', { type: 'button', class: 'answer-open' }, question);
  const verdict = element('span', { class: 'answer-verdict' });
  const number = element('span', { class: 'answer-number' });
  const value = element('span');
  const why = element('p', { class: 'answer-why' });
  const root = element(
    'li',
    { 'class': 'answer', 'data-testid': `answer-${id}` },
    element('h2', {}, open),
    element('p', { class: 'answer-line' }, verdict, number),
    why,
  );
  let shown: Answer | undefined;
  let linked: string | undefined;
  let explained = '';
  open.addEventListener('click', () => {
    if (shown !== undefined) onOpen(shown);
  });
  return {
    root,
    show(answer) {
      shown = answer;
      setAttribute(root, 'data-tone', answer.tone);
      setText(verdict, answer.verdict);
      number.hidden = answer.number === undefined;
      if (answer.number !== undefined) {
        const { quantity, symbol, text } = answer.number;
        if (quantity !== linked) {
          linked = quantity;
          number.replaceChildren(definitionLink(quantity, ...symbolNodes(symbol)), ' ', value);
        }
        setText(value, text);
      }
      if (answer.why === explained) return;
      explained = answer.why;
      why.replaceChildren(...symbolNodes(explained));
    },
  };
}

/** What one wants to know first, in five tiles. */
export function createAnswersCard(onOpen: (answer: Answer) => void): Part {
  const root = element('ul', { 'class': 'answers', 'aria-label': 'What the run says' });
  let tiles: readonly Tile[] = [];
  return {
    root,
    update(view: PanelView) {
      const answers = answersOf(view);
      if (tiles.length === 0) {
        tiles = answers.map((answer) => createTile(answer, onOpen));
        root.append(...tiles.map((tile) => tile.root));
      }
      answers.forEach((answer, i) => tiles[i]?.show(answer));
    },
  };
}
