import type { DepthSegment, Place } from '../../src/protocol/panel.js';
import { describeSegment } from '../model/depthSegments.js';
import {
  cellBox,
  fitted,
  interfaceX,
  MAP_END,
  thinning,
  widthLabels,
  type MapLayout,
} from '../model/mapLayout.js';
import { placeKey, type MapNetwork } from '../model/networkMap.js';
import { svgElement } from './dom.js';

/** One of the places of the map, as it is drawn. */
export interface PlaceMark {
  readonly place: Place;
  readonly root: SVGGElement;
  /** The coloured cell of a layer, or the stream of an interface. */
  readonly body: SVGElement;
  /** The arrow head of an interface where there is room for it. */
  readonly head: SVGElement | undefined;
}

export interface MapDrawing {
  readonly root: SVGSVGElement;
  readonly marks: ReadonlyMap<string, PlaceMark>;
  /** The middle of the lane in which power flows. */
  readonly streamY: number;
}

/** How much of the network is drawn: all of it, or a strip of its cells and the current. */
export type MapKind = 'whole' | 'strip';

/** Of the lanes, pixels. */
const STRIP = { cell: 16, stream: 8 };
const HEIGHT = { bracket: 18, cell: 38, stream: 22, label: 15 };
const ARC = { least: 8, step: 5, most: 26 };
/** Pixels between two arrow heads, numbers and the like. */
const ROOM = { head: 30, number: 22, name: 44 };

/**
 * Draws the network from input to output: brackets of symmetric blocks, skips, cells, the lane of the power current, and
 * what the layers are called. Nothing here depends on values.
 * @param kind a strip has no brackets, skips and names
 * @param onBlock called with a block that the pointer is on, or undefined when it leaves
 */
export function drawMap(
  { layers, shapes, segments }: MapNetwork,
  layout: MapLayout,
  kind: MapKind,
  onBlock: (block: number | undefined) => void,
): MapDrawing {
  if (kind === 'strip') return drawStrip(layers.length, segments, layout);
  const skips = layers.flatMap(({ m, skipsFrom }) => skipsFrom.map((from) => ({ from, to: m + 1 })));
  const longest = Math.max(0, ...skips.map(({ from, to }) => to - from));
  const arcs = longest === 0 ? 0 : Math.min(ARC.most, ARC.least + ARC.step * longest);
  const hasNames = layout.pitch >= ROOM.name && layers.some(({ type }) => type !== '');

  const bracketY = segments.length === 0 ? 0 : HEIGHT.bracket;
  const cellY = bracketY + arcs + 2;
  const streamY = cellY + HEIGHT.cell + HEIGHT.stream / 2;
  const numberY = cellY + HEIGHT.cell + HEIGHT.stream + 11;
  const nameY = numberY + (hasNames ? HEIGHT.label : 0);
  const widthY = nameY + HEIGHT.label;
  const height = widthY + 5;

  const decoration = svgElement('g', { 'aria-hidden': 'true' });
  for (const segment of segments) decoration.append(drawSegment(segment, layout, bracketY, onBlock));
  for (const { from, to } of skips) {
    const [a, b] = [interfaceX(layout, from), interfaceX(layout, to)];
    const top = cellY - Math.min(arcs, ARC.least + ARC.step * (to - from));
    decoration.append(
      svgElement('path', {
        class: 'map-skip',
        d: `M${a} ${cellY - 1}C${a} ${top} ${b} ${top} ${b} ${cellY - 1}`,
      }),
    );
  }
  decoration.append(
    drawEnd('X', MAP_END / 2 - 3, cellY),
    drawEnd('ℓ', layout.width - MAP_END / 2 + 3, cellY),
    ...drawLabels({ layers, shapes, segments }, layout, { numberY, nameY, widthY, hasNames }),
  );

  const marks = new Map<string, PlaceMark>();
  const every = thinning(layout, ROOM.head);
  const roles = rolesOf(segments);
  for (let m = 0; m <= layers.length; m++) {
    const isEnd = m === 0 || m === layers.length;
    const front = drawInterface(layout, m, { cellY, streamY, ...HEIGHT }, isEnd || m % every === 0);
    marks.set(placeKey(front.place), front);
    if (m === layers.length) continue;
    const cell = drawCell(layout, m, { cellY, streamY, ...HEIGHT }, roles.get(m) ?? 'other');
    marks.set(placeKey(cell.place), cell);
  }
  const root = svgElement('svg', { width: layout.width, height, class: 'map' });
  root.append(...[...marks.values()].map((mark) => mark.root), decoration);
  return { root, marks, streamY };
}

/** The cells alone, with the lane of the current below them. */
function drawStrip(layers: number, segments: readonly DepthSegment[], layout: MapLayout): MapDrawing {
  const roles = rolesOf(segments);
  const lanes = { cellY: 2, streamY: 2 + STRIP.cell + STRIP.stream / 2, ...STRIP };
  const marks = new Map<string, PlaceMark>();
  for (let m = 0; m <= layers; m++) {
    const front = drawInterface(layout, m, lanes, false);
    marks.set(placeKey(front.place), front);
    if (m === layers) continue;
    const cell = drawCell(layout, m, lanes, roles.get(m) ?? 'other');
    marks.set(placeKey(cell.place), cell);
  }
  const height = lanes.streamY + STRIP.stream / 2 + 2;
  const root = svgElement('svg', { width: layout.width, height, class: 'map' });
  for (const mark of marks.values()) mark.root.dataset['testid'] = `strip-${placeKey(mark.place)}`;
  root.append(...[...marks.values()].map((mark) => mark.root));
  return { root, marks, streamY: lanes.streamY };
}

/** Where the lanes of cells and current are, and how high. */
interface Lanes {
  readonly cellY: number;
  readonly streamY: number;
  readonly cell: number;
  readonly stream: number;
}

const rolesOf = (segments: readonly DepthSegment[]): ReadonlyMap<number, DepthSegment['role']> =>
  new Map(segments.flatMap((segment) => linksOf(segment).map((m) => [m, segment.role] as const)));

const linksOf = ({ first, last }: DepthSegment): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

function option(place: Place, ...children: readonly SVGElement[]): SVGGElement {
  return svgElement(
    'g',
    { 'role': 'option', 'class': `map-${place.kind}`, 'data-testid': `map-${placeKey(place)}` },
    ...children,
  );
}

function drawCell(
  layout: MapLayout,
  m: number,
  { cellY: y, cell: height }: Lanes,
  role: DepthSegment['role'],
): PlaceMark {
  const { x, width } = cellBox(layout, m);
  const body = svgElement('rect', {
    class: 'map-body',
    x,
    y,
    width,
    height,
    rx: width > 12 ? 3 : 1,
  });
  const place = { kind: 'layer', m } as const;
  const root = option(place, body);
  root.dataset['role'] = role;
  if (role === 'defect') {
    root.append(
      svgElement(
        'text',
        { class: 'map-defect', x: x + width / 2, y: y + height / 2 + 5 },
        width > 9 ? '≠' : '',
      ),
    );
  }
  return { place, root, body, head: undefined };
}

function drawInterface(
  layout: MapLayout,
  m: number,
  { cellY, streamY: y, cell, stream }: Lanes,
  hasHead: boolean,
): PlaceMark {
  const x = interfaceX(layout, m);
  const from = m === 0 ? 2 : x - layout.pitch / 2;
  const to = m === layout.layers ? layout.width - 2 : x + layout.pitch / 2;
  const half = stream / 2;
  const gap = Math.max(layout.gap, 3);
  const body = svgElement('rect', { class: 'map-stream', x: from, width: to - from });
  const head = hasHead ? svgElement('path', { class: 'map-head' }) : undefined;
  const place = { kind: 'interface', m } as const;
  const root = option(
    place,
    svgElement('rect', { class: 'map-hit', x: from, y: y - half, width: to - from, height: 2 * half }),
    svgElement('rect', { class: 'map-hit', x: x - gap / 2, y: cellY, width: gap, height: cell }),
    body,
    svgElement('path', { class: 'map-wall', d: `M${x} ${cellY - 2}V${y + half}` }),
  );
  if (head !== undefined) root.append(head);
  return { place, root, body, head };
}

function drawEnd(text: string, x: number, cellY: number): SVGElement {
  return svgElement('text', { class: 'map-end', x, y: cellY + HEIGHT.cell / 2 + 5 }, text);
}

/** A bracket over a block with its letter; a sign over what breaks one. */
function drawSegment(
  segment: DepthSegment,
  layout: MapLayout,
  bracketY: number,
  onBlock: (block: number | undefined) => void,
): SVGElement {
  const from = cellBox(layout, segment.first).x;
  const end = cellBox(layout, segment.last);
  const to = end.x + end.width;
  const { label, detail, description } = describeSegment(segment);
  const group = svgElement('g', {
    'class': 'map-segment',
    'data-role': segment.role,
    'data-testid': 'depth-segment',
  });
  group.append(svgElement('title', {}, description));
  const { block } = segment;
  const room = to - from;
  const written = [`${label}${detail}`, label].find((text) => text === fitted(text, room + layout.gap)) ?? '';
  if (segment.role === 'block') {
    group.append(
      svgElement('rect', { class: 'map-hit', x: from, y: 0, width: room, height: bracketY }),
      svgElement('path', { class: 'map-bracket', d: `M${from} ${bracketY}v-4H${to}v4` }),
    );
    group.addEventListener('pointerenter', () => {
      onBlock(block?.index);
    });
    group.addEventListener('pointerleave', () => {
      onBlock(undefined);
    });
  }
  if (segment.role !== 'other' && written !== '') {
    group.append(svgElement('text', { x: (from + to) / 2, y: bracketY - 7 }, written));
  }
  return group;
}

function drawLabels(
  { layers, shapes }: MapNetwork,
  layout: MapLayout,
  { numberY, nameY, widthY, hasNames }: { numberY: number; nameY: number; widthY: number; hasNames: boolean },
): SVGElement[] {
  const every = thinning(layout, ROOM.number);
  const middle = (m: number): number => interfaceX(layout, m) + layout.pitch / 2;
  const numbers = layers
    .filter(({ m }) => m % every === 0)
    .map(({ m }) => svgElement('text', { class: 'map-number', x: middle(m), y: numberY }, String(m)));
  const names = hasNames
    ? layers.map(({ m, name }) =>
        svgElement('text', { class: 'map-name', x: middle(m), y: nameY }, fitted(name, layout.pitch - 4)),
      )
    : [];
  const widths = widthLabels(layout, shapes).map(({ m, text }) => {
    const half = (text.length * 6.8) / 2 + 2;
    const x = Math.max(half, Math.min(layout.width - half, interfaceX(layout, m)));
    return svgElement('text', { class: 'map-width', x, y: widthY }, text);
  });
  return [...numbers, ...names, ...widths];
}
