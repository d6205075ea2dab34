import type { ComparedRun, LayerView, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { formatScientific } from './formatNumber.js';
import { TERM_KEYS, TERMS, type TermKey } from './terms.js';

const MISSING = '—';

/** Layer m of one run, and the layer of another that it is compared with; undefined on one side where there is none. */
export interface LayerPair {
  readonly m: number | undefined;
  readonly other: number | undefined;
}

/**
 * Pairs the layers of two networks: one by one where there are as many, else in order of depth so that as many as can be are alike
 * in type and shape, and among those in name.
 */
export function alignLayers(layers: readonly LayerView[], others: readonly LayerView[]): LayerPair[] {
  if (layers.length === others.length) return layers.map((_, m) => ({ m, other: m }));
  // scores[i][j]: the best that can be had of the layers from i on and those from j on.
  const scores = Array.from({ length: layers.length + 1 }, () => new Float64Array(others.length + 1));
  const score = (i: number, j: number): number => scores[i]?.[j] ?? 0;
  const paired = (i: number, j: number): number => likeness(layers[i], others[j]) + score(i + 1, j + 1);
  for (let i = layers.length - 1; i >= 0; i--) {
    for (let j = others.length - 1; j >= 0; j--) {
      scores[i]![j] = Math.max(paired(i, j), score(i + 1, j), score(i, j + 1));
    }
  }
  const pairs: LayerPair[] = [];
  let [i, j] = [0, 0];
  while (i < layers.length && j < others.length) {
    if (likeness(layers[i], others[j]) > 0 && score(i, j) === paired(i, j))
      pairs.push({ m: i++, other: j++ });
    else if (score(i, j) === score(i + 1, j)) pairs.push({ m: i++, other: undefined });
    else pairs.push({ m: undefined, other: j++ });
  }
  while (i < layers.length) pairs.push({ m: i++, other: undefined });
  while (j < others.length) pairs.push({ m: undefined, other: j++ });
  return pairs;
}

/** 0: they are no pair. */
function likeness(a: LayerView | undefined, b: LayerView | undefined): number {
  if (b === undefined || a?.type !== b.type) return 0;
  return 1 + (a.shape === b.shape ? 1 : 0) + (a.name === b.name ? 0.5 : 0);
}

/** How layers are compared, where the networks have different ones; empty where all have as many. */
export function alignmentNote(run: RunView): string {
  const counts = [run, ...run.compared].map(({ name, layers }) => ({ name, count: layers.length }));
  if (counts.every(({ count }) => count === run.layers.length)) return '';
  const sizes = counts.map(({ name, count }) => `${name} has ${formatCount(count)} layers`).join(', ');
  return `${sizes}: they are paired in order of depth by type, shape and name; — where there is no counterpart.`;
}

/** One row a layer of the shown run, and one for each layer that only another has. */
export function comparisonRows(run: RunView, term: TermKey): string[][] {
  const value = ({ frame }: Pick<RunView, 'frame'>, m: number | undefined): number | undefined =>
    m === undefined ? undefined : frame?.layers[m]?.[term];
  const alignments = run.compared.map((other) => ({ other, pairs: alignLayers(run.layers, other.layers) }));
  const rows = run.layers.map(({ m, name }) => [
    `${m} ${name}`,
    text(value(run, m)),
    ...alignments.flatMap(({ other, pairs }) => {
      const counterpart = pairs.find((pair) => pair.m === m)?.other;
      return withDifference(value(run, m), value(other, counterpart));
    }),
  ]);
  const additional = alignments.flatMap(({ other, pairs }, at) =>
    pairs.flatMap((pair) => {
      if (pair.m !== undefined || pair.other === undefined) return [];
      const cells = alignments.flatMap((_, i) =>
        i === at ? withDifference(undefined, value(other, pair.other)) : [MISSING, MISSING],
      );
      return [[`${pair.other} ${other.layers[pair.other]?.name ?? ''} of ${other.name}`, MISSING, ...cells]];
    }),
  );
  return [...rows, ...additional];
}

/** Of the whole networks: losses, and the sums of the frame. */
export function comparisonTotals(run: RunView): string[][] {
  const quantities: readonly (readonly [string, (of: RunView | ComparedRun) => number | undefined])[] = [
    ['final loss', ({ finalLoss }) => finalLoss],
    ['loss at the step', ({ frame }) => frame?.loss],
    ['bulk at the step', ({ frame }) => frame?.bulk],
    ['boundary at the step', ({ frame }) => frame?.boundary],
    ['Lagrangian at the step', ({ frame }) => frame?.lagrangian],
    ['mean bulk over the charted steps', ({ series }) => meanOf(series.bulk.values)],
    ['mean boundary over the charted steps', ({ series }) => meanOf(series.boundary.values)],
    ['step', ({ frame }) => frame?.step],
  ];
  return quantities.map(([name, read]) => {
    const write = name === 'step' ? count : text;
    const shown = read(run);
    return [
      name,
      write(shown),
      ...run.compared.flatMap((other) => {
        const value = read(other);
        return [write(value), shown === undefined || value === undefined ? MISSING : write(value - shown)];
      }),
    ];
  });
}

/** The heads of both tables. */
export const comparisonHeads = (run: RunView, first: string): string[] => [
  first,
  run.name,
  ...run.compared.flatMap(({ name }) => [name, 'difference']),
];

export const COMPARED_TERMS = TERM_KEYS.map((key) => ({ key, ...TERMS[key] }));

const text = (value: number | undefined): string => (value === undefined ? MISSING : formatScientific(value));
const count = (value: number | undefined): string => (value === undefined ? MISSING : formatCount(value));

const withDifference = (shown: number | undefined, other: number | undefined): [string, string] => [
  text(other),
  shown === undefined || other === undefined ? MISSING : text(other - shown),
];

function meanOf(values: Float64Array): number | undefined {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? undefined : finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
