import { element } from './dom.js';

export interface SelectControl<T extends string> {
  readonly root: HTMLElement;
  /** What can be chosen, and what is. */
  show(options: readonly { readonly id: T; readonly label: string }[], chosen: T): void;
}

/** A list to choose one from, with its label in front. */
export function createSelect<T extends string>(
  label: string,
  testId: string,
  onChange: (id: T) => void,
): SelectControl<T> {
  const select = element('select', { 'data-testid': testId });
  const root = element('label', { class: 'select' }, element('span', {}, label), select);
  let known: readonly { readonly id: T; readonly label: string }[] = [];
  let shown = '';
  select.addEventListener('change', () => {
    const option = known[select.selectedIndex];
    if (option !== undefined) onChange(option.id);
  });
  return {
    root,
    show(options, chosen) {
      const wanted = JSON.stringify(options);
      if (wanted !== shown) {
        shown = wanted;
        known = options;
        select.replaceChildren(
          ...options.map(({ id, label: text }) => element('option', { value: id }, text)),
        );
      }
      if (select.value !== chosen) select.value = chosen;
    },
  };
}
