import { LineIndex } from '../base/textRange.js';
import type { Link } from '../network/types.js';
import type { QuantityDefinition } from '../quantities/definition.js';
import { plainSymbol } from '../quantities/plainSymbol.js';
import { quantity } from '../quantities/quantities.js';
import { formatCount, formatValue } from '../run/format.js';
import { heatOf, type Heat } from '../run/heat.js';
import { layerValues, type LayerQuantity, type LayerSource } from '../run/layerQuantities.js';
import { REASONS } from '../run/reasons.js';

/** The numbers of a run at the step that is looked at. */
export interface ShownValues extends LayerSource {
  /** The text has changed since that run began. */
  readonly stale: boolean;
}

/** What stands behind a line that defines layers, and how the line is tinted. */
export interface LayerAnnotation {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  /** Undefined where there is nothing to compare, and once the text has changed. */
  readonly heat: Heat | undefined;
}

/** Digits that stay readable while they change. */
const DIGITS = 3;

/**
 * One annotation for each line on which layers begin, in order of place. Layers on one line, such as the copies of a repeat,
 * have their range and their mean, and are tinted by the mean.
 * @param links as the text defines them now
 */
export function annotateLayers(
  text: string,
  links: readonly Pick<Link, 'm' | 'range'>[],
  name: LayerQuantity,
  shown: ShownValues,
): readonly LayerAnnotation[] {
  const definition = quantity(name);
  const lines = groupByLine(text, links);
  const found = layerValues(name, shown);
  if (found === undefined) return shown.frame === undefined ? [] : notRecorded(lines, definition);
  const { values, step } = found;
  const remark = [
    ...(step === shown.frame?.step ? [] : [`step ${formatCount(step)}`]),
    ...(shown.stale ? ['before the last edit'] : []),
  ];
  const groups = lines.flatMap(({ line, layers }) => {
    const known = layers.flatMap((m) => values[m] ?? []);
    return known.length === 0 ? [] : [{ line, known }];
  });
  const heat = heatOf(groups.map(({ known }) => (shown.stale ? undefined : meanOf(known))));
  return groups.map(({ line, known }, i) => ({
    line,
    text: [describe(known, definition), ...remark].join(' · '),
    heat: heat[i],
  }));
}

type Value = NonNullable<ReturnType<typeof layerValues>>['values'][number];

interface Line {
  readonly line: number;
  /** The m of the layers that begin on it. */
  readonly layers: number[];
}

function groupByLine(text: string, links: readonly Pick<Link, 'm' | 'range'>[]): readonly Line[] {
  const index = new LineIndex(text);
  const byLine = new Map<number, Line>();
  for (const { m, range } of links) {
    const { line } = index.positionAt(range.start);
    const known = byLine.get(line);
    if (known === undefined) byLine.set(line, { line, layers: [m] });
    else known.layers.push(m);
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

/** Said once: it is the same for all layers. */
const notRecorded = (lines: readonly Line[], definition: QuantityDefinition): readonly LayerAnnotation[] =>
  lines.slice(0, 1).map(({ line }) => ({
    line,
    text: `${label(definition)}: not recorded so far (analysis.dynamics)`,
    heat: undefined,
  }));

/** Every line says its layer: the symbol needs no index of it. */
const label = ({ symbol }: QuantityDefinition): string => plainSymbol(symbol).replace('^(m)', '');

/** `θ²/step²` for parameters² per step²; empty for a pure number. */
const shortUnit = ({ unit }: Pick<QuantityDefinition, 'unit'>): string =>
  unit === '1' ? '' : unit.replaceAll('parameter', 'θ').replace(/ ?per /, '/');

const definedOf = (values: readonly Value[]): readonly number[] => values.flatMap(({ value }) => value ?? []);

function meanOf(values: readonly Value[]): number | undefined {
  const defined = definedOf(values);
  return defined.length === 0 ? undefined : defined.reduce((a, b) => a + b, 0) / defined.length;
}

function describe(values: readonly Value[], definition: QuantityDefinition): string {
  const defined = definedOf(values);
  const mean = meanOf(values);
  const unit = shortUnit(definition);
  const withUnit = (text: string): string => [label(definition), text, unit].join(' ').trimEnd();
  const write = (value: number): string => formatValue(value, DIGITS);
  if (mean === undefined) {
    const reason = values[0]?.reason;
    return `${label(definition)} undefined${reason === undefined ? '' : `: ${REASONS[reason]}`}`;
  }
  if (values.length === 1) return withUnit(write(mean));
  const count =
    defined.length === values.length ? `${values.length}` : `${defined.length} of ${values.length}`;
  const [least, largest] = [write(Math.min(...defined)), write(Math.max(...defined))];
  return least === largest
    ? `${withUnit(least)} in ${count} layers`
    : `${withUnit(`${least} … ${largest}`)}, mean ${write(mean)} of ${count} layers`;
}
