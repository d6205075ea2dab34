import type { PanelView } from '../../src/protocol/panel.js';
import {
  kernelCaption,
  kernelCellText,
  kernelsOf,
  kernelSummary,
  ORDER_NAMES,
  type KernelOrder,
} from '../model/kernelMap.js';
import type { ContinuumStep } from '../model/records.js';
import type { PanelContext, ThemedPart } from './context.js';
import { element, setAttribute, setText } from './dom.js';
import { createKernelMap } from './kernelMap.js';
import type { Theme } from './theme.js';
import { drawWhenShown } from './whenShown.js';

const ORDERS = ['fiedler', 'labels'] as const satisfies readonly KernelOrder['order'][];

/** Eq. (8)'s kernel of a dense layer as a picture, with a measure of how far it reaches in width. */
export function createKernelCard(context: PanelContext, firstTheme: Theme): ThemedPart {
  let theme = firstTheme;
  let record: ContinuumStep | undefined;
  let shownLink: number | undefined;
  let ordering: KernelOrder['order'] = 'fiedler';

  const linkChoice = element('select', { 'aria-label': 'Layer', 'data-testid': 'kernel-layer' });
  const orderChoice = element(
    'select',
    { 'aria-label': 'Order of the neurons', 'data-testid': 'kernel-order' },
    ...ORDERS.map((order) => element('option', { value: order }, ORDER_NAMES[order])),
  );
  const place = element('div', { 'class': 'kernel-place', 'role': 'img', 'data-testid': 'kernel-map' });
  const map = createKernelMap(() => place.clientWidth);
  place.append(map.root);
  const cellText = element('p', { 'class': 'caption kernel-cell', 'data-testid': 'kernel-cell' });
  const caption = element('p', { class: 'caption' });
  const root = element(
    'section',
    { 'class': 'card', 'data-testid': 'kernel-card' },
    element('div', { class: 'card-head' }, element('h2', {}, 'Kernel in width, Eq. (8)')),
    element(
      'div',
      { class: 'kernel-choices' },
      element('label', {}, 'Layer ', linkChoice),
      element('label', {}, 'Neurons by ', orderChoice),
    ),
    element(
      'div',
      { class: 'kernel-body' },
      place,
      element('div', { class: 'kernel-text' }, caption, cellText),
    ),
  );

  const shown = () => {
    const kernels = record === undefined ? [] : kernelsOf(record);
    const chosen = kernels.find(({ m }) => m === shownLink) ?? kernels[0];
    const order = chosen?.kernel.orders.find((each) => each.order === ordering);
    return record === undefined || chosen === undefined || order === undefined
      ? undefined
      : { step: record.step, ...chosen, order };
  };
  const drawing = drawWhenShown(root, () => {
    const now = shown();
    if (now !== undefined) map.draw(now.kernel, now.order, theme);
  });
  const redraw = (): void => {
    const now = shown();
    root.hidden = now === undefined;
    if (now === undefined) return;
    setText(caption, kernelCaption(now.step, now.m, now.kernel, now.order));
    setAttribute(place, 'aria-label', kernelSummary(now.m, now.order));
    linkChoice.value = String(now.m);
    drawing.request();
  };

  linkChoice.addEventListener('change', () => {
    shownLink = Number(linkChoice.value);
    context.select({ kind: 'layer', m: shownLink }, false);
    redraw();
  });
  orderChoice.addEventListener('change', () => {
    ordering = ORDERS.find((order) => order === orderChoice.value) ?? 'fiedler';
    redraw();
  });
  map.root.addEventListener('mousemove', ({ offsetX, offsetY }) => {
    const now = shown();
    const { row, column } = map.cellAt(offsetX, offsetY);
    setText(cellText, (now && kernelCellText(now.kernel, now.order, row, column)) ?? '');
  });
  map.root.addEventListener('mouseleave', () => {
    setText(cellText, '');
  });
  new ResizeObserver(() => {
    drawing.request();
  }).observe(place);

  return {
    root,
    update({ run, selection }: PanelView) {
      const next = run?.continuum;
      if (selection?.kind === 'layer') shownLink = selection.m;
      if (next !== record) {
        record = next;
        const links = next === undefined ? [] : kernelsOf(next).map(({ m }) => String(m));
        if ([...linkChoice.options].map(({ value }) => value).join() !== links.join()) {
          linkChoice.replaceChildren(...links.map((m) => element('option', { value: m }, m)));
        }
      }
      redraw();
    },
    setTheme(next) {
      theme = next;
      redraw();
    },
  };
}
