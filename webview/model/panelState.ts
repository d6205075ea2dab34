import {
  DYNAMICS_SERIES,
  LAGRANGIAN_SERIES,
  LAYER_SERIES,
  type DynamicsSeries,
  type LagrangianSeries,
  type LayerSeries,
} from '../../src/protocol/panel.js';
import { readStepRange } from '../../src/run/stepRange.js';
import { BOUNDARY_KEYS, type BoundaryKey } from './boundaryTerms.js';
import { MAP_QUANTITIES, MAP_SCALINGS, type MapQuantity, type MapScaling } from './mapQuantities.js';
import { TERM_SCALINGS, type TermScaling } from './termScaling.js';
import type { ChosenRange } from './timeline.js';
import { TERM_KEYS, type TermKey } from './terms.js';
import { VALIDITY_KEYS, type ValidityKey } from './validityLines.js';

type Switch =
  | 'symmetricLog'
  | 'logMagnitude'
  | 'logLayerTerms'
  | 'logPower'
  | 'logForces'
  | 'logDynamics'
  | 'logMotion'
  | 'logContinuum'
  | 'logValidity'
  | 'logBoundary'
  | 'logKinetic'
  | 'logOrder'
  | 'logNoise'
  | 'massPerRate'
  | 'forkAtOnce';

/** In the order of their tabs. */
export const VIEW_NAMES = [
  'overview',
  'terms',
  'map',
  'energy',
  'boundary',
  'motion',
  'continuum',
  'statistics',
  'runs',
  'definitions',
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** What the page remembers over a reload. The host's serializer reads `specUri` from it. */
export interface PanelState {
  readonly specUri: string;
  readonly symmetricLog: boolean;
  readonly logMagnitude: boolean;
  readonly hiddenSeries: readonly LagrangianSeries[];
  readonly hiddenTerms: readonly TermKey[];
  readonly termScaling: TermScaling;
  readonly logLayerTerms: boolean;
  readonly hiddenLayerTerms: readonly LayerSeries[];
  readonly logPower: boolean;
  readonly logForces: boolean;
  readonly logDynamics: boolean;
  readonly logMotion: boolean;
  readonly logContinuum: boolean;
  readonly logBoundary: boolean;
  readonly hiddenBoundary: readonly BoundaryKey[];
  readonly logValidity: boolean;
  readonly hiddenValidity: readonly ValidityKey[];
  readonly hiddenDynamics: readonly DynamicsSeries[];
  /** What colours the cells of the network's map, and how values are compared there. */
  readonly mapQuantity: MapQuantity;
  readonly mapScaling: MapScaling;
  /** Whether kinetic terms along the depth are shown with mass 1/η, in loss, in place of mass 1. */
  readonly massPerRate: boolean;
  readonly logKinetic: boolean;
  readonly logOrder: boolean;
  readonly logNoise: boolean;
  /** Whether a what-if control trains as soon as it is let go of. */
  readonly forkAtOnce: boolean;
  /** The view that is shown. */
  readonly view: ViewName;
  /** The step that was being looked at, and in which run; undefined while following the latest. */
  readonly selection: { readonly run: number; readonly step: number } | undefined;
  /** The steps that charts show, and in which run; undefined: all of them. */
  readonly stepRange: ChosenRange | undefined;
  readonly scrollTop: number;
}

/** Bulk is far below the loss: only a logarithmic scale shows both. L and the training loss lie on other lines. */
export function initialState(specUri: string): PanelState {
  return {
    specUri,
    symmetricLog: true,
    logMagnitude: false,
    hiddenSeries: ['lagrangian', 'trainingLoss'],
    hiddenTerms: [],
    termScaling: 'layer',
    logLayerTerms: true,
    hiddenLayerTerms: ['cancellation'],
    logPower: false,
    logForces: true,
    logDynamics: true,
    logMotion: true,
    logContinuum: true,
    logBoundary: true,
    hiddenBoundary: [],
    logValidity: true,
    hiddenValidity: ['hiddenRoughness', 'staggering'],
    hiddenDynamics: [],
    mapQuantity: 'layerBulk',
    mapScaling: 'layer',
    massPerRate: false,
    logKinetic: true,
    logOrder: false,
    logNoise: true,
    forkAtOnce: false,
    view: 'overview',
    selection: undefined,
    stepRange: undefined,
    scrollTop: 0,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function readSelection(value: unknown): PanelState['selection'] {
  if (!isRecord(value)) return undefined;
  const { run, step } = value;
  return typeof run === 'number' && typeof step === 'number' ? { run, step } : undefined;
}

function readChosenRange(value: unknown): ChosenRange | undefined {
  if (!isRecord(value)) return undefined;
  const { run } = value;
  const range = readStepRange(value['range']);
  return typeof run === 'string' && range !== undefined ? { run, range } : undefined;
}

/** Reads back what was stored, taking the initial value for anything that an older version wrote otherwise. */
export function readState(stored: unknown, specUri: string): PanelState {
  const initial = initialState(specUri);
  if (!isRecord(stored)) return initial;
  const readBoolean = (key: Switch): boolean => {
    const value = stored[key];
    return typeof value === 'boolean' ? value : initial[key];
  };
  const readNames = <T extends string>(
    value: unknown,
    names: readonly T[],
    otherwise: readonly T[],
  ): readonly T[] => (Array.isArray(value) ? names.filter((name) => value.includes(name)) : otherwise);
  const scrollTop = stored['scrollTop'];
  return {
    specUri,
    symmetricLog: readBoolean('symmetricLog'),
    logMagnitude: readBoolean('logMagnitude'),
    hiddenSeries: readNames(stored['hiddenSeries'], LAGRANGIAN_SERIES, initial.hiddenSeries),
    hiddenTerms: readNames(stored['hiddenTerms'], TERM_KEYS, initial.hiddenTerms),
    termScaling: TERM_SCALINGS.find((name) => name === stored['termScaling']) ?? initial.termScaling,
    logLayerTerms: readBoolean('logLayerTerms'),
    hiddenLayerTerms: readNames(stored['hiddenLayerTerms'], LAYER_SERIES, initial.hiddenLayerTerms),
    logPower: readBoolean('logPower'),
    logForces: readBoolean('logForces'),
    logDynamics: readBoolean('logDynamics'),
    logMotion: readBoolean('logMotion'),
    logContinuum: readBoolean('logContinuum'),
    logBoundary: readBoolean('logBoundary'),
    hiddenBoundary: readNames(stored['hiddenBoundary'], BOUNDARY_KEYS, initial.hiddenBoundary),
    logValidity: readBoolean('logValidity'),
    hiddenValidity: readNames(stored['hiddenValidity'], VALIDITY_KEYS, initial.hiddenValidity),
    hiddenDynamics: readNames(stored['hiddenDynamics'], DYNAMICS_SERIES, initial.hiddenDynamics),
    mapQuantity: MAP_QUANTITIES.find((id) => id === stored['mapQuantity']) ?? initial.mapQuantity,
    mapScaling: MAP_SCALINGS.find((id) => id === stored['mapScaling']) ?? initial.mapScaling,
    massPerRate: readBoolean('massPerRate'),
    logKinetic: readBoolean('logKinetic'),
    logOrder: readBoolean('logOrder'),
    logNoise: readBoolean('logNoise'),
    forkAtOnce: readBoolean('forkAtOnce'),
    view: VIEW_NAMES.find((name) => name === stored['view']) ?? initial.view,
    selection: readSelection(stored['selection']),
    stepRange: readChosenRange(stored['stepRange']),
    scrollTop: typeof scrollTop === 'number' && scrollTop >= 0 ? scrollTop : initial.scrollTop,
  };
}
