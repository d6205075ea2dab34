import type { LayerView } from '../../src/protocol/panel.js';
import type { Frame } from '../../src/run/frame.js';
import { formatExactly, formatResidual, formatScientific } from './formatNumber.js';
import { layerSector, sectorOf, type LayerTerms, type TermKey } from './terms.js';

/** What a cell shows, and what its tooltip adds: all digits, or why there is no number. */
export interface Cell {
  readonly text: string;
  readonly title: string;
}

export const NUMBER_COLUMNS = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'residual',
  'sectorSpread',
] as const;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/** What names a layer, before the numbers. */
export const NAMING_COLUMNS = ['m', 'name'] as const;
/** What else it is, after them: a narrow panel shows the numbers first. */
export const DESCRIBING_COLUMNS = ['shape', 'activationIn', 'sector'] as const;
export type LayerColumn = (typeof NAMING_COLUMNS)[number] | (typeof DESCRIBING_COLUMNS)[number];

export type Column = LayerColumn | NumberColumn;
export const COLUMNS: readonly Column[] = [...NAMING_COLUMNS, ...NUMBER_COLUMNS, ...DESCRIBING_COLUMNS];

export const isNumberColumn = (column: Column): column is NumberColumn =>
  NUMBER_COLUMNS.some((name) => name === column);

interface ColumnHead {
  readonly symbol: string;
  /** Shown when the head gets the focus or the pointer. */
  readonly definition: string;
}

export const COLUMN_HEADS: Readonly<Record<Column, ColumnHead>> = {
  m: { symbol: 'm', definition: 'Number of the layer, from the input: it leads from z^(m) to z^(m+1).' },
  name: {
    symbol: 'layer',
    definition: 'Name of the layer. A click selects it, Enter goes to its definition.',
  },
  shape: {
    symbol: 'type, shape',
    definition:
      'Type of the layer, and the shapes of its input and output: neurons, or positions × channels.',
  },
  activationIn: {
    symbol: 'σ_m',
    definition: 'Activation on the input side: h^(m) = σ_m(z^(m)). Layer 0 reads the data itself.',
  },
  sector: {
    symbol: 'sector',
    definition: 'Where its terms are counted. C and F of layer 0 touch the data and are the input boundary.',
  },
  weightKinetic: {
    symbol: 'K_W',
    definition: 'Weight kinetic energy, ½‖Ẇ^(m)‖². Ẇ is the change of the weights in this step. Bulk.',
  },
  neuronKinetic: {
    symbol: 'K_z',
    definition:
      'Neuron kinetic energy, ½‖ż^(m+1)‖², of the neurons that the layer feeds; with a skip, of what the layer adds to them. Bulk.',
  },
  coupling: {
    symbol: 'C',
    definition: 'Neuron–synapse coupling, −ż^(m+1)·f^(m) with the synaptic flux f = W′h′ − Wh.',
  },
  fluxSquared: { symbol: 'F', definition: 'Synaptic flux squared, ½‖f^(m)‖² with f = W′h′ − Wh.' },
  biasKinetic: {
    symbol: 'K_b',
    definition:
      'Bias kinetic energy, ½‖ḃ^(m)‖², from the biases alone; with a norm behind the weights, from its shift β. It must equal K_z + C + F.',
  },
  residual: {
    symbol: 'residual',
    definition:
      '|K_z + C + F − K_b| ÷ K_b: how far the identity is from exact. Rounding only, if all is well.',
  },
  sectorSpread: {
    symbol: 'spread',
    definition: 'Largest less smallest K_z + C + F over the samples, ÷ K_b: it is the same for every sample.',
  },
};

const UNDEFINED_TEXT = '—';

/** Why a layer has no bias kinetic energy, residual or spread. */
const GAP_REASONS: Readonly<Record<NonNullable<LayerTerms['residualGap']>, string>> = {
  noBias: 'no bias: neuron sector carries no independent energy (sum is 0 by constraint)',
  frozen: 'frozen bias: neuron sector carries no independent energy (sum is 0 by constraint)',
  atRest: 'bias at rest in this step: K_b is 0, there is nothing to divide by',
};

const PENDING: Cell = { text: '', title: '' };

/** A number of the table; empty while there is no frame. */
export function numberCell(terms: LayerTerms | undefined, column: NumberColumn): Cell {
  if (terms === undefined) return PENDING;
  const value = column === 'biasKinetic' && terms.residualGap === 'noBias' ? undefined : terms[column];
  if (value === undefined) {
    return {
      text: UNDEFINED_TEXT,
      title: terms.residualGap === undefined ? 'not defined' : GAP_REASONS[terms.residualGap],
    };
  }
  const isError = column === 'residual' || column === 'sectorSpread';
  return { text: isError ? formatResidual(value) : formatScientific(value), title: formatExactly(value) };
}

export function layerCell(layer: LayerView, column: LayerColumn): Cell {
  const text = layerText(layer, column);
  return { text, title: column === 'name' ? `${text}, line ${layer.line}` : text };
}

function layerText(layer: LayerView, column: LayerColumn): string {
  switch (column) {
    case 'm':
      return String(layer.m);
    case 'name':
      return layer.name;
    case 'shape':
      return `${layer.type} ${layer.shape}`;
    case 'activationIn':
      return layer.m === 0 ? 'data' : layer.activationIn;
    case 'sector':
      return layerSector(layer.m);
  }
}

/** Whether a number belongs to the boundary and is marked as such. */
export const isBoundaryCell = (m: number, column: NumberColumn): boolean =>
  (column === 'coupling' || column === 'fluxSquared') && sectorOf(m, column satisfies TermKey) === 'boundary';

/** The sentences below the table: which layers have no residual, and why. */
export function gapNotes(frame: Frame | undefined): string[] {
  if (frame === undefined) return [];
  return (['noBias', 'frozen', 'atRest'] as const).flatMap((gap) => {
    const layers = frame.layers.flatMap(({ residualGap }, m) => (residualGap === gap ? [m] : []));
    if (layers.length === 0) return [];
    const which = layers.length === 1 ? `layer ${layers[0] ?? ''}` : `layers ${describeIndices(layers)}`;
    return [`— in ${which}: ${GAP_REASONS[gap]}.`];
  });
}

/** Ascending indices as ranges: `0, 2–5, 9`. */
export function describeIndices(indices: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const index of indices) {
    const open = ranges.at(-1);
    if (open?.last === index - 1) open.last = index;
    else ranges.push({ first: index, last: index });
  }
  return ranges
    .map(({ first, last }) =>
      first === last ? String(first) : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`,
    )
    .join(', ');
}

/** The table as tab-separated text with all digits, for a spreadsheet or a program. */
export function tableAsText(layers: readonly LayerView[], frame: Frame): string {
  const head = [
    'm',
    'name',
    'type',
    'shape',
    'activationIn',
    'bias',
    ...NUMBER_COLUMNS,
    'residualOfLargestTerm',
  ];
  const rows = layers.map((layer) => {
    const terms = frame.layers[layer.m];
    const numbers = [...NUMBER_COLUMNS, 'residualOfLargestTerm' as const].map(
      (column) => terms?.[column] ?? '',
    );
    const { m, name, type, shape, activationIn, bias } = layer;
    return [m, name, type, shape, activationIn, bias, ...numbers];
  });
  return (
    [head, ...rows].map((row) => row.map((cell) => String(cell).replace(/\s+/g, ' ')).join('\t')).join('\n') +
    '\n'
  );
}
