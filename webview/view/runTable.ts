import { NAME_LENGTH, type RunsMessage } from '../../src/protocol/runs.js';
import type { RunRow } from '../model/runRows.js';
import type { PanelContext } from './context.js';
import { element } from './dom.js';

const HEADS = ['compare', 'run', 'when', 'changed', 'seed', 'backend', 'steps', 'loss', 'end'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['seed', 'steps', 'loss']);

export interface RunTable {
  readonly root: HTMLElement;
  show(rows: readonly RunRow[]): void;
}

/** All runs, newest first: choose which are compared and shown, name, keep and delete them, and go to their specs. */
export function createRunTable(context: PanelContext): RunTable {
  const body = element('tbody');
  const root = element(
    'div',
    { 'class': 'table-scroller', 'role': 'region', 'aria-label': 'Runs', 'tabindex': '0' },
    element(
      'table',
      { 'class': 'record-table run-table', 'data-testid': 'run-table' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...HEADS.map((head) =>
            element('th', { scope: 'col', class: NUMBERS.has(head) ? 'number' : '' }, head),
          ),
        ),
      ),
      body,
    ),
  );
  let rows: readonly RunRow[] = [];
  let shown = '';
  let renaming: string | undefined;

  const action = (label: string, name: string, enabled: boolean, message: RunsMessage): HTMLElement => {
    const button = element(
      'button',
      {
        'type': 'button',
        'class': 'link',
        'aria-label': `${label} ${name}`,
        'data-focus': `${label} ${name}`,
      },
      label,
    );
    button.disabled = !enabled;
    button.addEventListener('click', () => {
      context.post(message);
    });
    return button;
  };

  const nameCell = (row: RunRow): HTMLElement => {
    if (renaming !== row.id) {
      const rename = element(
        'button',
        {
          'type': 'button',
          'class': 'link',
          'aria-label': `Rename ${row.name}`,
          'data-focus': `name ${row.id}`,
        },
        row.name,
      );
      rename.addEventListener('click', () => {
        renaming = row.id;
        draw();
        body.querySelector('input[type="text"]')?.closest('td, th')?.querySelector('input')?.select();
      });
      return element('th', { scope: 'row' }, rename, ...(row.shown ? [' (shown)'] : []));
    }
    const input = element('input', {
      'type': 'text',
      'maxlength': String(NAME_LENGTH),
      'aria-label': `New name of ${row.name}`,
      'value': row.name,
      'data-focus': `name ${row.id}`,
    });
    const finish = (accept: boolean): void => {
      if (renaming !== row.id) return;
      renaming = undefined;
      if (accept && input.value !== row.name)
        context.post({ type: 'renameRun', id: row.id, name: input.value });
      draw();
    };
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      finish(event.key === 'Enter');
    });
    input.addEventListener('blur', () => {
      finish(true);
    });
    return element('th', { scope: 'row' }, input);
  };

  const compareCell = (row: RunRow): HTMLElement => {
    const box = element('input', {
      'type': 'checkbox',
      'aria-label': `Compare ${row.name}`,
      'data-focus': `compare ${row.id}`,
    });
    box.checked = row.compared || row.shown;
    box.disabled = !row.comparable;
    box.addEventListener('change', () => {
      const others = rows.filter(({ compared, id }) => compared && id !== row.id).map(({ id }) => id);
      context.post({ type: 'compareRuns', ids: box.checked ? [...others, row.id] : others });
    });
    return element('td', {}, box);
  };

  const createRows = (row: RunRow): HTMLElement[] => {
    const { id, name, hasText } = row;
    const cell = (text: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement =>
      element('td', attributes, text);
    const number = { class: 'number' };
    const created = element(
      'tr',
      { 'data-testid': 'run-row', 'data-run': id },
      compareCell(row),
      nameCell(row),
      cell(row.when),
      cell(row.changes, { class: 'changes' }),
      cell(row.seed, number),
      cell(row.backend),
      cell(row.steps, number),
      cell(row.loss, number),
      cell(row.end, { title: row.note }),
    );
    if (row.shown) created.setAttribute('aria-current', 'true');
    const actions = element(
      'div',
      { class: 'run-actions' },
      action('Show', name, !row.shown, { type: 'showRun', id }),
      action(row.kept ? 'Release' : 'Keep', name, true, { type: 'keepRun', id, kept: !row.kept }),
      action('Diff specs', name, hasText, {
        type: 'diffSpecs',
        left: id,
        right: rows.find((other) => other.shown && other.id !== id && other.hasText)?.id,
      }),
      action('Reopen spec', name, hasText, { type: 'reopenSpec', id }),
      action('Restore into the file', name, hasText, { type: 'restoreSpec', id }),
      action('Delete', name, !row.live, { type: 'deleteRun', id }),
    );
    return [
      created,
      element('tr', {}, element('td'), element('td', { colspan: String(HEADS.length - 1) }, actions)),
    ];
  };

  const draw = (): void => {
    const active =
      document.activeElement instanceof HTMLElement && body.contains(document.activeElement)
        ? document.activeElement.dataset['focus']
        : undefined;
    body.replaceChildren(...rows.flatMap(createRows));
    if (active === undefined) return;
    const again = [...body.querySelectorAll<HTMLElement>('[data-focus]')].find(
      ({ dataset }) => dataset['focus'] === active,
    );
    again?.focus();
  };

  return {
    root,
    show(next) {
      const wanted = JSON.stringify(next);
      // What is being typed is not drawn over.
      if (wanted === shown || renaming !== undefined) return;
      shown = wanted;
      rows = next;
      draw();
    },
  };
}
