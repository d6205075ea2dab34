import { createButton } from '../toolkit.js';
import { element, icon } from './dom.js';

export interface MenuItem {
  readonly label: string;
  readonly testId: string;
  readonly onChoose: () => void;
}

const DOTS =
  'M3.5 6.7a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zm4.5 0a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zm4.500 0a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6z';

/**
 * A button with a menu: opened by click or Enter, walked through by the arrow keys, left by Escape or a click elsewhere.
 * @param label of button and menu
 */
export function createPopupMenu(
  label: string,
  testId: string,
  items: readonly MenuItem[],
): { readonly root: HTMLElement; readonly open: () => void } {
  const menu = element('div', {
    'class': 'popup-menu',
    'role': 'menu',
    'popover': 'auto',
    'aria-label': label,
  });
  const buttons = items.map((item) => {
    const button = element(
      'button',
      { 'type': 'button', 'role': 'menuitem', 'tabindex': '-1', 'data-testid': item.testId },
      item.label,
    );
    button.addEventListener('click', () => {
      menu.hidePopover();
      item.onChoose();
    });
    return button;
  });
  menu.append(...buttons);
  const button = createButton({
    label,
    icon: icon(DOTS),
    testId,
    onClick: () => {
      open();
    },
  });
  button.root.setAttribute('aria-haspopup', 'menu');
  button.root.setAttribute('aria-expanded', 'false');

  /** Below the button and right-aligned with it, inside the page. */
  const place = (): void => {
    const at = button.root.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const below = at.bottom + 2;
    menu.style.left = `${Math.max(4, Math.min(at.right - width, innerWidth - width - 4))}px`;
    menu.style.top = `${below + height > innerHeight ? Math.max(4, at.top - height - 2) : below}px`;
  };
  const open = (): void => {
    menu.showPopover();
    place();
    buttons[0]?.focus();
  };
  menu.addEventListener('toggle', () => {
    button.root.setAttribute('aria-expanded', String(menu.matches(':popover-open')));
  });
  menu.addEventListener('keydown', (event) => {
    const focused = buttons.findIndex((each) => each === document.activeElement);
    const next = { ArrowDown: focused + 1, ArrowUp: focused - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') menu.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    buttons.at(next % buttons.length)?.focus();
  });
  menu.addEventListener('toggle', () => {
    if (!menu.matches(':popover-open') && menu.contains(document.activeElement)) button.root.focus();
  });
  return { root: element('div', { class: 'popup' }, button.root, menu), open };
}
