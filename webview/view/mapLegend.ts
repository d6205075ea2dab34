import { quantity } from '../../src/quantities/quantities.js';
import { formatCount } from '../../src/run/format.js';
import { formatShare } from '../model/energyFlow.js';
import { formatValue } from '../../src/run/format.js';
import type { MapQuantity, MapScaling, MapValues } from '../model/mapQuantities.js';
import type { TintScale } from '../model/tint.js';
import { definitionLink } from './definitionLink.js';
import { element, setAttribute, setText, symbolNodes } from './dom.js';

export interface MapLegend {
  readonly root: HTMLElement;
  show(
    id: MapQuantity,
    scaling: MapScaling,
    values: MapValues | undefined,
    scale: TintScale | undefined,
  ): void;
}

/** What the colours of the map mean: the quantity, a scale from its least to its largest size, its unit and its step. */
export function createMapLegend(): MapLegend {
  const name = element('span', { class: 'map-legend-name' });
  const low = element('span', { class: 'number' });
  const bar = element('span', { 'class': 'map-legend-bar', 'aria-hidden': 'true' });
  const high = element('span', { class: 'number' });
  const unit = element('span', { class: 'map-legend-unit' });
  const root = element(
    'div',
    { 'class': 'map-legend', 'data-testid': 'map-legend' },
    name,
    low,
    bar,
    high,
    unit,
  );
  let named: MapQuantity | undefined;
  return {
    root,
    show(id, scaling, values, scale) {
      if (id !== named) {
        named = id;
        name.replaceChildren(definitionLink(id, ...symbolNodes(quantity(id).symbol)));
      }
      const write = (value: number): string =>
        scaling === 'share' ? formatShare(value) : formatValue(value, 2);
      setAttribute(bar, 'data-kind', scale?.kind);
      bar.hidden = scale === undefined;
      setText(low, scale === undefined ? '' : write(scale.kind === 'diverging' ? -scale.most : scale.least));
      setText(high, scale === undefined ? '' : write(scale.most));
      const measured = values?.step === undefined ? undefined : `at step ${formatCount(values.step)}`;
      const said = [
        ...(scale === undefined
          ? [measured === undefined ? 'not measured yet' : 'no layer has a value']
          : [
              scaling === 'share' || values === undefined || values.unit === '1' ? '' : values.unit,
              scale.kind === 'diverging' ? `logarithmic from ±${write(scale.least)}` : 'logarithmic',
            ]),
        ...(measured === undefined ? [] : [measured]),
      ].filter((part) => part !== '');
      setText(unit, said.join(' · '));
    },
  };
}
