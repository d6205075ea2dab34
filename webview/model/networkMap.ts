import type { DepthSegment, LayerView, PanelView, Place, RunView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { undefinedNote } from './dynamicsFacts.js';
import { formatShare } from './energyFlow.js';
import { formatSteady } from './formatNumber.js';
import {
  mapValues,
  SCALING_NAMES,
  type MapQuantity,
  type MapScaling,
  type MapValues,
} from './mapQuantities.js';

/** A layer as the map draws it: all of it but its name and type is known before there is a run. */
export type MapLayer = Pick<LayerView, 'm' | 'name' | 'type' | 'shape' | 'skipsFrom'>;

/** What is drawn whatever the values are. */
export interface MapNetwork {
  readonly layers: readonly MapLayer[];
  /** Of what crosses the interfaces m = 0 … M; empty before there is a run. */
  readonly shapes: readonly string[];
  /** What the layers are to depth symmetry; empty where the text has other layers than the run. */
  readonly segments: readonly DepthSegment[];
}

/** The network of the run, or of the text before there is one; undefined while there is none. */
export function mapNetwork({ run, symmetry }: PanelView): MapNetwork | undefined {
  const segments = symmetry?.segments ?? [];
  const links = (segments.at(-1)?.last ?? -1) + 1;
  if (run === undefined) {
    if (links === 0) return undefined;
    const layers = Array.from({ length: links }, (_, m) => ({
      m,
      name: `layer ${m}`,
      type: '',
      shape: '',
      skipsFrom: [],
    }));
    return { layers, shapes: [], segments };
  }
  const { layers } = run;
  const shapes = layers.map(({ shape }) => shape.split(' → ')[0] ?? '');
  const last = layers.at(-1)?.shape.split(' → ')[1];
  return {
    layers,
    shapes: last === undefined ? shapes : [...shapes, last],
    segments: links === layers.length ? segments : [],
  };
}

/** What is to be said of a place, for its tooltip and its name for assistive technology. */
export interface MapText {
  readonly title: string;
  readonly lines: readonly string[];
}

const unitText = (unit: string): string => (unit === '1' ? '' : ` ${unit}`);

/** A value of the map in words; shares in per cent. */
export function mapValueText({ values, unit }: MapValues, m: number, scaling: MapScaling): string {
  const entry = values[m];
  if (entry === undefined) return 'not measured yet';
  if (entry.value === undefined) return undefinedNote(entry.reason);
  return scaling === 'share' ? formatShare(entry.value) : `${formatSteady(entry.value)}${unitText(unit)}`;
}

export function describeMapLayer(
  { m, name, type, shape }: MapLayer,
  role: string | undefined,
  id: MapQuantity,
  scaling: MapScaling,
  values: MapValues | undefined,
): MapText {
  const scaled = scaling === 'layer' ? '' : ` (${SCALING_NAMES[scaling]})`;
  return {
    title: name === `layer ${m}` ? name : `layer ${m} · ${name}`,
    lines: [
      ...(shape === '' ? [] : [`${type} ${shape}`]),
      ...(values === undefined ? [] : [`${quantity(id).name}${scaled}: ${mapValueText(values, m, scaling)}`]),
      ...(role === undefined ? [] : [role]),
    ],
  };
}

/** Which end of the network an interface is. */
const endOf = (m: number, layers: number): string =>
  m === 0 ? ' (the data enter here)' : m === layers ? ' (the output enters the loss here)' : '';

export function describeInterface(m: number, run: RunView | undefined, shapes: readonly string[]): MapText {
  const layers = Math.max(0, shapes.length - 1);
  const power = run?.dynamics?.energy.powerCurrent[m];
  return {
    title:
      m === layers && layers > 0
        ? `interface ${m}, behind layer ${m - 1}${endOf(m, layers)}`
        : `interface ${m}, in front of layer ${m}${endOf(m, layers)}`,
    lines: [
      ...(shapes[m] === undefined ? [] : [`carries ${shapes[m]}`]),
      power === undefined
        ? 'power current: not measured yet'
        : `power current: ${formatSteady(power)} loss per step${power === 0 ? '' : power < 0 ? ', towards the input' : ', towards the output'}`,
    ],
  };
}

/** Decades of the power current that its arrows tell apart. */
const CURRENT_DECADES = 4;

/** How strongly and where power flows through each interface: −1 … 1, negative towards the input; 0 where none flows. */
export function currentStrengths(powers: readonly number[]): readonly number[] {
  const most = Math.max(0, ...powers.map(Math.abs).filter(Number.isFinite));
  return powers.map((power) => {
    if (most === 0 || power === 0 || !Number.isFinite(power)) return 0;
    const place = 1 + Math.log10(Math.abs(power) / most) / CURRENT_DECADES;
    return Math.sign(power) * Math.max(0.05, place);
  });
}

/** All the map says of values: what colours its cells, and what flows between them. */
export interface MapReadings {
  readonly values: MapValues | undefined;
  readonly currents: readonly number[];
}

export const mapReadings = (run: RunView | undefined, id: MapQuantity, scaling: MapScaling): MapReadings => ({
  values: run && mapValues(id, scaling, run),
  currents: currentStrengths(run?.dynamics?.energy.powerCurrent ?? []),
});

export const placeKey = ({ kind, m }: Place): string => `${kind}-${m}`;
