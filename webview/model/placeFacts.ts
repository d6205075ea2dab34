import type { Place, RunView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { formatCount } from '../../src/run/format.js';
import { undefinedNote } from './dynamicsFacts.js';
import { formatExactly, formatResidual, formatSteady } from './formatNumber.js';
import { MAP_QUANTITIES, mapValues } from './mapQuantities.js';
import type { RecordQuantity } from './records.js';

/** A quantity of the selected place. */
export interface PlaceFact {
  /** As the table of definitions calls it. */
  readonly id: string;
  /** Undefined: the note says why. */
  readonly text: string | undefined;
  /** Its unit, empty for pure numbers; or why there is no value. */
  readonly note: string;
  /** All digits. */
  readonly exact: string | undefined;
  /** Counted at the boundary. */
  readonly isBoundary: boolean;
}

/** How one comes to more than the whole network. */
const HOW_TO_SELECT =
  'Select a layer or an interface in the map, a chart, a table or by the cursor in the editor to see its own numbers.';

/** What is known of a layer, an interface or the whole network. */
export interface PlaceDetails {
  readonly title: string;
  /** What it is made of. */
  readonly facts: readonly PlaceFact[];
  readonly description: string;
}

function fact(id: string, entry: RecordQuantity<number> | undefined, isBoundary = false): PlaceFact {
  const { unit } = quantity(id);
  if (entry?.value === undefined) {
    const note = entry === undefined ? 'not measured yet' : undefinedNote(entry.reason);
    return { id, text: undefined, note, exact: undefined, isBoundary };
  }
  const isResidual = id === 'residual';
  return {
    id,
    text: isResidual ? formatResidual(entry.value) : formatSteady(entry.value),
    note: unit === '1' ? '' : unit,
    exact: formatExactly(entry.value),
    isBoundary,
  };
}

function layerDetails(run: RunView, m: number): PlaceDetails | undefined {
  const layer = run.layers[m];
  if (layer === undefined) return undefined;
  const { name, type, shape, activationIn, parameterCount, bias } = layer;
  const description = [
    `${type} ${shape}`,
    m === 0 ? 'reads the data' : `σ ${activationIn}`,
    `${formatCount(parameterCount)} parameters`,
    ...(bias ? [] : ['no bias']),
  ].join(' · ');
  return {
    title: `Layer ${m} · ${name}`,
    description,
    facts: MAP_QUANTITIES.map((id) =>
      fact(id, mapValues(id, 'layer', run).values[m], m === 0 && (id === 'coupling' || id === 'fluxSquared')),
    ),
  };
}

function interfaceDetails(run: RunView, m: number): PlaceDetails {
  const { layers, dynamics, frame } = run;
  const isLast = m === layers.length;
  const shape = isLast ? layers[m - 1]?.shape.split(' → ')[1] : layers[m]?.shape.split(' → ')[0];
  const power = dynamics?.energy.powerCurrent[m];
  const force = (key: 'below' | 'above' | 'residual'): RecordQuantity<number> | undefined => {
    if (dynamics === undefined) return undefined;
    const { value: all, reason } = dynamics.forces;
    if (all === undefined) return { value: undefined, reason };
    const neurons = all.neurons[m - 1];
    return neurons?.value === undefined
      ? { value: undefined, reason: neurons?.reason ?? 'notMeasured' }
      : { value: neurons.value[key] };
  };
  const first = frame?.layers[0];
  const facts = [fact('powerCurrent', power === undefined ? undefined : { value: power })];
  if (m === 0) {
    facts.push(
      fact('coupling', first && { value: first.coupling }, true),
      fact('fluxSquared', first && { value: first.fluxSquared }, true),
    );
  } else {
    facts.push(
      fact('forceBelow', force('below')),
      fact('forceAbove', force('above')),
      fact('forceResidual', force('residual')),
    );
  }
  if (isLast) facts.push(fact('loss', frame && { value: frame.loss }, true));
  const where = isLast ? `behind layer ${m - 1}, before the loss` : `in front of layer ${m}`;
  const carried = m === 0 ? 'the data X enter here' : isLast ? 'the output Z' : `the neurons z^(${m})`;
  return {
    title: `Interface ${m} · ${where}`,
    description: shape === undefined ? carried : `${carried}, ${shape}`,
    facts,
  };
}

/** Sums over the layers, which have a value in every frame. */
const SUMS = ['loss', 'bulk', 'boundary', 'lagrangian'] as const;

function networkDetails({ frame, dynamics, layers }: RunView): PlaceDetails {
  const overdamping = dynamics?.inertia.overdamping;
  return {
    title: 'The whole network',
    description: `${formatCount(layers.length)} layers · ${formatCount(layers.reduce((sum, { parameterCount }) => sum + parameterCount, 0))} parameters. ${HOW_TO_SELECT}`,
    facts: [
      ...SUMS.map((id) => fact(id, frame && { value: frame[id] })),
      fact(
        'overdamping',
        overdamping && (overdamping.value === undefined ? overdamping : { value: overdamping.value.number }),
      ),
      fact('balanceRatio', dynamics?.energy.balanceRatio),
    ],
  };
}

/** Everything that is known of the selected place at the selected step, or of the whole network where nothing is selected. */
export function placeDetails(run: RunView | undefined, place: Place | undefined): PlaceDetails | undefined {
  if (run === undefined) return undefined;
  if (place === undefined) return networkDetails(run);
  return place.kind === 'layer' ? layerDetails(run, place.m) : interfaceDetails(run, place.m);
}
