import { formatValue } from '../../src/run/format.js';
import { tintTicks, type TintScale } from '../model/tint.js';
import { element, setAttribute, setText } from './dom.js';

export interface ColorBar {
  readonly root: HTMLElement;
  /** @param unit behind the numbers; `1` for pure numbers */
  show(scale: TintScale | undefined, unit: string): void;
}

/** Labels that stand side by side also in a narrow panel. */
const MOST_TICKS = 6;

/** What colours mean: a bar with ticks at powers of ten. */
export function createColorBar(testId: string): ColorBar {
  const bar = element('div', { 'class': 'map-legend-bar', 'aria-hidden': 'true' });
  const ticks = element('div', { class: 'color-bar-ticks' });
  const unitText = element('div', { class: 'map-legend-unit' });
  const scaleBox = element('div', { class: 'color-bar-scale' }, bar, ticks);
  const root = element('div', { 'class': 'color-bar', 'data-testid': testId }, scaleBox, unitText);
  let shown = '';
  return {
    root,
    show(scale, unit) {
      const wanted = scale === undefined ? '' : `${scale.kind} ${scale.least} ${scale.most}`;
      setText(
        unitText,
        scale === undefined
          ? 'nothing to colour'
          : [
              ...(unit === '1' ? [] : [unit]),
              scale.kind === 'diverging'
                ? 'symmetric logarithmic; orange: negative, blue: positive'
                : 'logarithmic',
            ].join(', '),
      );
      if (wanted === shown) return;
      shown = wanted;
      scaleBox.hidden = scale === undefined;
      if (scale === undefined) return;
      setAttribute(bar, 'data-kind', scale.kind);
      ticks.replaceChildren(
        ...tintTicks(scale, MOST_TICKS).map(({ value, strength }) => {
          const tick = element('span', {}, formatValue(value, 2));
          tick.style.left = `${100 * (scale.kind === 'diverging' ? (strength + 1) / 2 : strength)}%`;
          return tick;
        }),
      );
    },
  };
}
