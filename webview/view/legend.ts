import type { LegendNote } from '../model/comparedLines.js';
import type { Line } from '../model/stepLines.js';
import type { Hue } from '../model/terms.js';
import { element, setAttribute, symbolNodes } from './dom.js';

export interface LegendItem<K extends string> {
  readonly key: K;
  readonly symbol: string;
  readonly name: string;
  readonly hue: Hue;
  /** Drawn as a line with these dashes and this marker, else as a square. */
  readonly line?: { readonly dash: readonly number[]; readonly marker: LineMarker };
}

export type LineMarker = 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot' | 'cross';

const SVG = 'http://www.w3.org/2000/svg';
const MARKER_PATHS: Readonly<Record<LineMarker, string>> = {
  circle: 'M16 5a3 3 0 1 0-6 0 3 3 0 0 0 6 0z',
  triangle: 'M13 1.5 16.5 8h-7z',
  rect: 'M10.2 2.2h5.6v5.6h-5.6z',
  rectRot: 'M13 1 17 5l-4 4-4-4z',
  crossRot: 'M10.5 2.5l5 5M15.5 2.5l-5 5',
  cross: 'M13 1.5v7M9.5 5h7',
};

function createSwatch({ hue, line }: Pick<LegendItem<string>, 'hue' | 'line'>): Element {
  if (line === undefined) return element('span', { 'class': `swatch hue-${hue}`, 'aria-hidden': 'true' });
  const svg = createLineSwatch(hue, line.dash);
  const marker = document.createElementNS(SVG, 'path');
  marker.setAttribute('d', MARKER_PATHS[line.marker]);
  svg.append(marker);
  return svg;
}

function createLineSwatch(hue: Hue, dash: readonly number[]): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `line-swatch hue-${hue}`);
  svg.setAttribute('viewBox', '0 0 26 10');
  svg.setAttribute('aria-hidden', 'true');
  const stroke = document.createElementNS(SVG, 'path');
  stroke.setAttribute('d', 'M0 5h26');
  stroke.setAttribute('stroke-dasharray', dash.join(' '));
  svg.append(stroke);
  return svg;
}

const createNote = (note: LegendNote): HTMLElement =>
  element(
    'span',
    { 'class': 'legend-note', 'data-testid': `legend-${note.kind}` },
    note.kind === 'run'
      ? createLineSwatch('foreground', note.dash)
      : element('span', { 'class': `swatch swatch-${note.kind} hue-foreground`, 'aria-hidden': 'true' }),
    element('span', {}, note.text),
  );

/** A line of a chart as an entry of its legend. */
export const lineItem = <K extends string>(
  key: K,
  { symbol, name, hue, dash, marker }: Line,
): LegendItem<K> => ({ key, symbol, name, hue, line: { dash, marker } });

export interface Legend<K extends string> {
  readonly root: HTMLElement;
  show(hidden: readonly K[]): void;
  /** Says why something is not there to be drawn; undefined where it is. */
  setMissing(key: K, reason: string | undefined): void;
  /** Names what else is drawn: bands, and lines of other runs. */
  setNotes(notes: readonly LegendNote[]): void;
}

/** Names what is drawn; each entry is a button that hides or shows it. */
export function createLegend<K extends string>(
  label: string,
  items: readonly LegendItem<K>[],
  onToggle: (key: K) => void,
): Legend<K> {
  const root = element('div', { 'class': 'legend', 'role': 'group', 'aria-label': label });
  const buttons = items.map((item) => {
    const button = element(
      'button',
      { 'type': 'button', 'class': 'legend-item', 'data-testid': `legend-${item.key}` },
      createSwatch(item),
      element('span', {}, `${item.name} `, ...symbolNodes(item.symbol)),
    );
    button.addEventListener('click', () => {
      onToggle(item.key);
    });
    root.append(button);
    return { key: item.key, button };
  });
  let noteElements: readonly HTMLElement[] = [];
  let noted = '[]';
  return {
    root,
    setNotes(notes) {
      const wanted = JSON.stringify(notes);
      if (wanted === noted) return;
      noted = wanted;
      for (const old of noteElements) old.remove();
      noteElements = notes.map(createNote);
      root.append(...noteElements);
    },
    show(hidden) {
      for (const { key, button } of buttons)
        setAttribute(button, 'aria-pressed', String(!hidden.includes(key)));
    },
    setMissing(missing, reason) {
      const button = buttons.find(({ key }) => key === missing)?.button;
      if (button === undefined) return;
      button.disabled = reason !== undefined;
      setAttribute(button, 'title', reason);
    },
  };
}
