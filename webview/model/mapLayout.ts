/** Pixels that one layer takes along the map: below the least the map scrolls, above the most it has room to spare. */
const PITCH = { least: 10, most: 150 };
/** Pixels of the boxes at both ends, where data and loss are. */
export const MAP_END = 30;

/** Where the layers stand in the map; pixels from its left edge. */
export interface MapLayout {
  readonly layers: number;
  readonly width: number;
  /** From one layer to the next. */
  readonly pitch: number;
  /** Between the cells of two layers. */
  readonly gap: number;
}

/** @param available width that there is, pixels */
export function mapLayout(layers: number, available: number): MapLayout {
  const room = (available - 2 * MAP_END) / Math.max(1, layers);
  const pitch = Math.max(PITCH.least, Math.min(PITCH.most, Math.floor(room * 4) / 4));
  const gap = pitch >= 40 ? 12 : pitch >= 18 ? 4 : 2;
  return { layers, width: 2 * MAP_END + layers * pitch, pitch, gap };
}

/** The middle of the interface in front of layer m; m = M stands behind the last. */
export const interfaceX = ({ pitch }: MapLayout, m: number): number => MAP_END + m * pitch;

/** Left edge and width of a layer's cell. */
export const cellBox = (layout: MapLayout, m: number): { readonly x: number; readonly width: number } => ({
  x: interfaceX(layout, m) + layout.gap / 2,
  width: layout.pitch - layout.gap,
});

/** Every how many places there is room for `needed` pixels each. */
export const thinning = (layout: MapLayout, needed: number): number => Math.ceil(needed / layout.pitch);

/** The text, cut to the letters that fit; empty where not even some do. */
export function fitted(text: string, room: number, letterWidth = 6.8): string {
  const letters = Math.floor(room / letterWidth);
  if (text.length <= letters) return text;
  return letters < 5 ? '' : `${text.slice(0, letters - 1)}…`;
}

/** A text at an interface. */
export interface WidthLabel {
  readonly m: number;
  readonly text: string;
}

/**
 * The shapes of what crosses the interfaces, where they change and there is room: first the ends, then from the input on.
 * @param shapes by interface
 */
export function widthLabels(layout: MapLayout, shapes: readonly string[], letterWidth = 6.8): WidthLabel[] {
  const half = (text: string): number => (text.length * letterWidth) / 2 + 3;
  const shown: { readonly label: WidthLabel; readonly from: number; readonly to: number }[] = [];
  const add = (m: number): void => {
    const text = shapes[m];
    if (text === undefined) return;
    const x = Math.max(half(text), Math.min(layout.width - half(text), interfaceX(layout, m)));
    const box = { label: { m, text }, from: x - half(text), to: x + half(text) };
    if (shown.every(({ from, to }) => box.to <= from || box.from >= to)) shown.push(box);
  };
  add(0);
  add(shapes.length - 1);
  shapes.forEach((text, m) => {
    if (m > 0 && text !== shapes[m - 1]) add(m);
  });
  return shown.map(({ label }) => label).sort((a, b) => a.m - b.m);
}
