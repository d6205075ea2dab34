import { element } from './dom.js';

const MARGIN = 8;
let count = 0;

export interface Tooltip {
  setContent(...content: readonly Node[]): void;
}

/** Puts an explanation below what it explains, or above it where there is no room. */
export function placeTooltip(tip: HTMLElement, anchor: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = anchor.bottom + height + MARGIN <= clientHeight;
  tip.style.left = `${Math.max(MARGIN, Math.min(anchor.left, clientWidth - width - MARGIN))}px`;
  tip.style.top = `${Math.max(MARGIN, below ? anchor.bottom : anchor.top - height)}px`;
}

/**
 * Explains `target` while it has the pointer or the focus, until Escape; the pointer may move into the explanation.
 * It always is the description of `target` for assistive technology.
 */
export function attachTooltip(target: HTMLElement): Tooltip {
  const tip = element('div', { class: 'tooltip', role: 'tooltip', id: `tooltip-${++count}` });
  tip.hidden = true;
  document.body.append(tip);
  target.setAttribute('aria-describedby', tip.id);

  const place = (): void => {
    placeTooltip(tip, target.getBoundingClientRect());
  };
  const show = (): void => {
    tip.hidden = false;
    place();
  };
  const hide = (): void => {
    tip.hidden = true;
  };
  const hideUnlessInside = (event: MouseEvent): void => {
    const { relatedTarget } = event;
    const inside =
      relatedTarget instanceof Node && (tip.contains(relatedTarget) || target.contains(relatedTarget));
    if (!inside && document.activeElement !== target) hide();
  };
  target.addEventListener('mouseenter', show);
  target.addEventListener('focus', show);
  target.addEventListener('blur', hide);
  target.addEventListener('mouseleave', hideUnlessInside);
  tip.addEventListener('mouseleave', hideUnlessInside);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  // Getting the focus may itself scroll the page.
  const follow = (): void => {
    if (!tip.hidden) place();
  };
  window.addEventListener('scroll', follow, { passive: true, capture: true });

  return {
    setContent(...content) {
      tip.replaceChildren(...content);
    },
  };
}
