import { element } from './dom.js';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: readonly HTMLElement[];
}

export interface Tabs<Id extends string> {
  readonly root: HTMLElement;
  readonly selected: Id;
  /** Shows one of the tabs, as if it had been chosen. */
  select(id: Id): void;
  /** Hides the tabs of which nothing is to be seen yet. */
  setAvailable(ids: readonly Id[]): void;
}

/**
 * A row of tabs over their contents. Arrow keys, Home and End move between tabs, as people know it from everywhere.
 * @param onSelect called with the tab that was chosen
 * @param between stands below the row, above the contents
 */
export function createTabs<Id extends string>(
  label: string,
  tabs: readonly Tab<Id>[],
  selected: Id,
  onSelect: (id: Id) => void,
  between: HTMLElement,
): Tabs<Id> {
  const list = element('div', { 'class': 'tab-list', 'role': 'tablist', 'aria-label': label });
  const parts = tabs.map(({ id, label: text, content }) => {
    const tab = element(
      'button',
      {
        'type': 'button',
        'role': 'tab',
        'id': `tab-${id}`,
        'aria-controls': `view-${id}`,
        'data-testid': `tab-${id}`,
      },
      text,
    );
    const panel = element(
      'div',
      { 'class': 'tab-panel', 'role': 'tabpanel', 'id': `view-${id}`, 'aria-labelledby': `tab-${id}` },
      ...content,
    );
    return { id, tab, panel };
  });
  let current = selected;

  const show = (): void => {
    for (const { id, tab, panel } of parts) {
      const chosen = id === current;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      panel.hidden = !chosen || tab.hidden;
    }
    // A row without a chosen tab must still be reached by the keyboard.
    const reachable = parts.filter(({ tab }) => !tab.hidden);
    if (!reachable.some(({ id }) => id === current) && reachable[0] !== undefined)
      reachable[0].tab.tabIndex = 0;
  };
  const choose = (id: Id): void => {
    current = id;
    show();
    onSelect(id);
  };
  const step = (from: number, by: number): void => {
    const reachable = parts.filter(({ tab }) => !tab.hidden);
    const at = reachable.findIndex(({ tab }) => tab === parts[from]?.tab);
    const next = reachable[(at + by + reachable.length) % reachable.length];
    if (next === undefined) return;
    choose(next.id);
    next.tab.focus();
  };

  for (const [i, { id, tab }] of parts.entries()) {
    tab.addEventListener('click', () => {
      choose(id);
    });
    tab.addEventListener('keydown', (event) => {
      const moves: Readonly<Record<string, () => void>> = {
        ArrowRight: () => {
          step(i, 1);
        },
        ArrowLeft: () => {
          step(i, -1);
        },
        Home: () => {
          step(0, 0);
        },
        End: () => {
          step(0, -1);
        },
      };
      const move = moves[event.key];
      if (move === undefined) return;
      event.preventDefault();
      move();
    });
  }
  list.append(...parts.map(({ tab }) => tab));
  show();
  return {
    root: element('div', { class: 'tabs' }, list, between, ...parts.map(({ panel }) => panel)),
    get selected() {
      return current;
    },
    select: choose,
    setAvailable(ids) {
      const unchanged = parts.every(({ id, tab }) => tab.hidden === !ids.includes(id));
      if (unchanged) return;
      for (const { id, tab } of parts) tab.hidden = !ids.includes(id);
      show();
    },
  };
}
