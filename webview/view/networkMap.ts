import type { PanelView, Place } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { describeSegment } from '../model/depthSegments.js';
import { interfaceX, mapLayout, type MapLayout } from '../model/mapLayout.js';
import { MAP_QUANTITIES, SCALING_NAMES, scalingsOf, type MapScaling } from '../model/mapQuantities.js';
import {
  describeInterface,
  describeMapLayer,
  mapNetwork,
  mapReadings,
  placeKey,
  type MapNetwork,
  type MapReadings,
  type MapText,
} from '../model/networkMap.js';
import { isSamePlace, placeByKey } from '../model/selection.js';
import { tintScale } from '../model/tint.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute } from './dom.js';
import { drawMap, type MapDrawing, type MapKind, type PlaceMark } from './mapDrawing.js';
import { createMapLegend } from './mapLegend.js';
import { createSelect } from './selectControl.js';
import { placeTooltip } from './tooltip.js';

/** Pixels that the lane of the power current is wide where most of it flows. */
const STREAM_WIDTH: Readonly<Record<MapKind, number>> = { whole: 12, strip: 6 };

/**
 * The network from input to output: layers as cells in the colour of a chosen quantity, the power current between them, and
 * what is symmetric. It selects layers and interfaces for all views.
 * @param kind the whole map, or a strip of it that is as high as a line
 */
export function createNetworkMap(context: PanelContext, kind: MapKind): Part {
  const quantitySelect = createSelect<(typeof MAP_QUANTITIES)[number]>(
    'Colour',
    'map-quantity',
    (mapQuantity) => {
      context.remember({ mapQuantity });
      redraw();
    },
  );
  const scalingSelect = createSelect<MapScaling>('as', 'map-scaling', (mapScaling) => {
    context.remember({ mapScaling });
    redraw();
  });
  const legend = createMapLegend();
  const place = element('div', {
    'class': 'map-place',
    'role': 'listbox',
    'aria-label': 'The network along depth, from input to output',
    'aria-orientation': 'horizontal',
    'data-testid': `${kind === 'whole' ? 'map' : 'strip'}-listbox`,
  });
  const scroller = element('div', { class: 'map-scroller' }, place);
  const tip = element('div', { 'class': 'tooltip map-tooltip', 'aria-hidden': 'true' });
  tip.hidden = true;
  document.body.append(tip);
  const caption = element(
    'p',
    { class: 'caption' },
    'Arrows show where the power flows between the layers, their width on a logarithmic scale over four decades: it enters at the output, every layer takes its part.',
  );
  const name = kind === 'whole' ? 'network-map' : 'network-strip';
  const root = element('div', { 'class': name, 'data-testid': name }, scroller);
  if (kind === 'whole') {
    root.prepend(
      element('div', { class: 'map-tools' }, quantitySelect.root, scalingSelect.root, legend.root),
    );
    root.append(caption);
  }

  let view: PanelView | undefined;
  let network: MapNetwork | undefined;
  let layout: MapLayout | undefined;
  let drawing: MapDrawing | undefined;
  let drawn = '';
  let reachable: Place = { kind: 'layer', m: 0 };
  let shownSelection: Place | undefined;
  let texts = new Map<string, MapText>();

  const markOf = (target: EventTarget | null): PlaceMark | undefined => {
    const found = target instanceof Element ? target.closest('[role="option"]') : null;
    return found === null
      ? undefined
      : [...(drawing?.marks.values() ?? [])].find(({ root }) => root === found);
  };
  const explain = (mark: PlaceMark | undefined): void => {
    const text = mark && texts.get(placeKey(mark.place));
    tip.hidden = text === undefined;
    if (mark === undefined || text === undefined) return;
    tip.replaceChildren(
      element('strong', {}, text.title),
      ...text.lines.map((line) => element('span', {}, line)),
    );
    placeTooltip(tip, mark.root.getBoundingClientRect());
  };
  const makeReachable = (next: Place): void => {
    reachable = next;
    for (const mark of drawing?.marks.values() ?? []) {
      setAttribute(mark.root, 'tabindex', isSamePlace(mark.place, next) ? '0' : '-1');
    }
  };
  /** Scrolls the map alone, not the page. */
  const bringIntoView = ({ kind, m }: Place): void => {
    if (layout === undefined) return;
    const from = interfaceX(layout, m) - (kind === 'layer' ? 0 : layout.pitch / 2) - layout.pitch;
    const to = from + 3 * layout.pitch;
    if (from < scroller.scrollLeft) scroller.scrollLeft = from;
    else if (to > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = to - scroller.clientWidth;
  };

  place.addEventListener('click', ({ target }) => {
    const mark = markOf(target);
    if (mark !== undefined) context.toggle(mark.place);
  });
  place.addEventListener('pointerover', ({ target }) => {
    explain(markOf(target));
  });
  place.addEventListener('pointerleave', () => {
    explain(undefined);
  });
  place.addEventListener('focusin', ({ target }) => {
    const mark = markOf(target);
    if (mark?.root.matches(':focus-visible') === true) explain(mark);
  });
  place.addEventListener('focusout', () => {
    explain(undefined);
  });
  place.addEventListener('keydown', (event) => {
    const mark = markOf(event.target);
    if (mark === undefined || network === undefined) return;
    if (event.key === 'Escape') explain(undefined);
    const next = placeByKey(mark.place, event.key, network.layers.length);
    if (next !== undefined) {
      event.preventDefault();
      makeReachable(next);
      drawing?.marks.get(placeKey(next))?.root.focus({ preventScroll: true });
      bringIntoView(next);
      context.select(next);
    } else if (event.key === ' ') {
      event.preventDefault();
      context.toggle(mark.place);
    } else if (event.key === 'Enter' && mark.place.kind === 'layer') {
      event.preventDefault();
      context.post({ type: 'revealLayer', m: mark.place.m });
    }
  });

  const rebuild = (): void => {
    if (network === undefined) return;
    layout = mapLayout(network.layers.length, scroller.clientWidth);
    const wanted = JSON.stringify([network, layout]);
    if (wanted === drawn) return;
    drawn = wanted;
    const hadFocus = place.contains(document.activeElement);
    drawing = drawMap(network, layout, kind, (block) => {
      context.post({ type: 'highlightBlock', block });
    });
    place.replaceChildren(drawing.root);
    makeReachable(drawing.marks.has(placeKey(reachable)) ? reachable : { kind: 'layer', m: 0 });
    if (hadFocus) drawing.marks.get(placeKey(reachable))?.root.focus({ preventScroll: true });
  };

  const showTexts = (readings: MapReadings): void => {
    if (network === undefined || drawing === undefined) return;
    const { mapQuantity, mapScaling } = context.state;
    const { layers, shapes, segments } = network;
    const roleOf = (m: number): string | undefined => {
      const segment = segments.find(({ first, last }) => m >= first && m <= last);
      return segment && describeSegment(segment).description;
    };
    texts = new Map();
    for (const { place: at, root: mark } of drawing.marks.values()) {
      const layer = layers[at.m];
      const text =
        at.kind === 'interface' || layer === undefined
          ? describeInterface(at.m, view?.run, shapes)
          : describeMapLayer(layer, roleOf(at.m), mapQuantity, mapScaling, readings.values);
      texts.set(placeKey(at), text);
      setAttribute(mark, 'aria-label', [text.title, ...text.lines].join(', '));
    }
  };

  const showValues = ({ values, currents }: MapReadings, scale: ReturnType<typeof tintScale>): void => {
    if (drawing === undefined || layout === undefined) return;
    for (const mark of drawing.marks.values()) {
      const { place: at, body } = mark;
      if (at.kind === 'interface')
        showCurrent(mark, currents[at.m] ?? 0, layout, drawing.streamY, STREAM_WIDTH[kind]);
      else {
        const strength = scale?.strength(values?.values[at.m]?.value);
        setAttribute(
          body,
          'data-sign',
          strength === undefined ? 'none' : strength < 0 ? 'negative' : 'positive',
        );
        const tint = `${Math.round(Math.abs(strength ?? 0) * 90)}%`;
        if (body.style.getPropertyValue('--tint') !== tint) body.style.setProperty('--tint', tint);
      }
      setAttribute(mark.root, 'aria-selected', String(isSamePlace(at, view?.selection)));
    }
  };

  const redraw = (): void => {
    const { mapQuantity, mapScaling } = context.state;
    const scalings = scalingsOf(mapQuantity);
    const scaling = scalings.includes(mapScaling) ? mapScaling : 'layer';
    if (scaling !== mapScaling) context.remember({ mapScaling: scaling });
    quantitySelect.show(
      MAP_QUANTITIES.map((id) => ({ id, label: quantity(id).name })),
      mapQuantity,
    );
    scalingSelect.show(
      scalings.map((id) => ({ id, label: SCALING_NAMES[id] })),
      scaling,
    );
    rebuild();
    const readings = mapReadings(view?.run, mapQuantity, scaling);
    const scale = tintScale(readings.values?.values.map(({ value }) => value) ?? []);
    showTexts(readings);
    showValues(readings, scale);
    legend.show(mapQuantity, scaling, readings.values, scale);
    const selection = view?.selection;
    if (selection !== undefined && !isSamePlace(selection, shownSelection)) {
      makeReachable(selection);
      bringIntoView(selection);
    }
    shownSelection = selection;
  };
  new ResizeObserver(() => {
    if (scroller.clientWidth > 0 && view !== undefined) redraw();
  }).observe(scroller);

  return {
    root,
    update(next) {
      view = next;
      network = mapNetwork(next);
      root.hidden = network === undefined;
      if (scroller.clientWidth > 0) redraw();
    },
  };
}

/** The width of the stream says how much flows, on a logarithmic scale; its arrow, where to. */
function showCurrent(
  { body, head, place }: PlaceMark,
  strength: number,
  layout: MapLayout,
  y: number,
  most: number,
): void {
  const width = strength === 0 ? 0 : Math.max(1.5, Math.abs(strength) * most);
  setAttribute(body, 'y', String(y - width / 2));
  setAttribute(body, 'height', String(width));
  if (head === undefined) return;
  const x = interfaceX(layout, place.m);
  const size = 3 + width / 2;
  const tipX = x + Math.sign(strength) * size;
  const path = strength === 0 ? '' : `M${tipX} ${y}L${2 * x - tipX} ${y - size}V${y + size}Z`;
  setAttribute(head, 'd', path);
}
