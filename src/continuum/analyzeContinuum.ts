import type { ForwardPass } from '../decomposition/forwardPass.js';
import type { LinkStructure, NetworkStructure, StepPair } from '../decomposition/types.js';
import type { SymmetricBlock } from '../symmetry/types.js';
import { alignedStates } from './alignLabels.js';
import { blockFlux, blockStates, type BlockStates } from './blockStates.js';
import { latticeTerms, positionsOf, termsWithFlux } from './blockTerms.js';
import { blockValidity } from './blockValidity.js';
import { distance, norm } from './combine.js';
import { kernelMoments } from './convolutionMoments.js';
import { kernelCells } from './kernelCells.js';
import { depthFluxes } from './depthExpansion.js';
import { localBoundary } from './localBoundary.js';
import {
  FEWEST_LOCAL_LINKS,
  localContinuum,
  type LocalLinkContinuum,
  type LocalOptions,
} from './localContinuum.js';
import { sumTerms } from './localSum.js';
import { neuralOdeTerms } from './neuralOde.js';
import { FIELD_COUNTS, OFFSETS } from './offsets.js';
import type {
  BlockContinuum,
  ContinuumGap,
  ContinuumOptions,
  ContinuumRecord,
  DepthContinuum,
  LocalBlockContinuum,
  LocalConvention,
} from './types.js';

const DEFAULT_ORDER = 2;
const DEFAULT_SAMPLES = 2;
/** Fewest links of which a depth expansion has a value. */
const FEWEST_LINKS = 2;

export interface StepPasses {
  /** Of θ_k on X_k. */
  readonly before: ForwardPass;
  /** Of θ_(k+1) on X_(k+1). */
  readonly after: ForwardPass;
}

/**
 * Reads the blocks of equal links of a network as continua along depth, and local ones also along width, over one training step (THEORY §4,
 * §5), with what tells whether that reading is valid. Numbers are means over samples, in parameter² per step².
 * @param blocks of the network's `DepthStructure`
 * @param passes the forward passes that the decomposition of the pair is made of
 */
export function analyzeContinuum(
  network: NetworkStructure,
  pair: StepPair,
  passes: StepPasses,
  blocks: readonly SymmetricBlock[],
  options: ContinuumOptions = {},
): ContinuumRecord {
  return {
    blocks: blocks.map((block) => analyzeBlock(network, pair, passes, block, options)),
    boundary: analyzeBoundary(network, pair, passes, options),
  };
}

const samplesOf = ({ samples = DEFAULT_SAMPLES }: ContinuumOptions, pair: StepPair): number =>
  Math.max(1, Math.min(samples, pair.samples));

const localOptions = ({ local = {}, order = DEFAULT_ORDER }: ContinuumOptions): LocalOptions => ({
  offsets: local.offsets ?? OFFSETS.midLink,
  fields: local.fields ?? 'perTap',
  scheme: local.scheme ?? 'finiteDifference',
  details: local.details ?? false,
  order,
});

function analyzeBlock(
  network: NetworkStructure,
  pair: StepPair,
  passes: StepPasses,
  block: SymmetricBlock,
  options: ContinuumOptions,
): BlockContinuum {
  const links = network.links.slice(block.start, block.start + block.length);
  const samples = samplesOf(options, pair);
  const states = blockStates(network, pair, passes, block, samples);
  const gap = approximationGap(links, block);
  const validity = blockValidity(links, states, block.period);
  const { alignWidest = 0, kernels = false } = options;
  // Only what is called rough is worth the assignment of labels.
  const aligned =
    validity.verdict === 'notControlled' && links.every(({ outputs }) => outputs <= alignWidest)
      ? alignedStates(links, states, block.period)
      : undefined;
  return {
    ...block,
    lattice: links.map((link, i) =>
      sumTerms(
        samples === pair.samples
          ? termsWithFlux(states, i, blockFlux(states, i), positionsOf(link))
          : latticeTerms(network, pair, passes, block.start + i),
      ),
    ),
    samples,
    validity,
    alignedValidity: aligned === undefined ? undefined : blockValidity(links, aligned, block.period),
    approximation:
      gap !== undefined
        ? undefined
        : links[0]?.type === 'local'
          ? localApproximation(states, localOptions(options))
          : depthApproximation(links, states, options.order ?? DEFAULT_ORDER),
    gap,
    kernels:
      kernels && links.some(({ type }) => type === 'dense')
        ? links.map((link, i) => kernelCells(link, states.before.weights[i]!))
        : undefined,
  };
}

function approximationGap(links: readonly LinkStructure[], block: SymmetricBlock): ContinuumGap | undefined {
  const fewest = links[0]?.type === 'local' ? FEWEST_LOCAL_LINKS : FEWEST_LINKS;
  if (block.period > 1) return 'period';
  if (links.some((link) => link.norm !== undefined)) return 'norm';
  if (links.some(({ inputs, outputs }) => inputs !== outputs)) return 'shapes';
  return links.length < fewest ? 'tooFewLinks' : undefined;
}

function localApproximation(states: BlockStates, options: LocalOptions): LocalBlockContinuum {
  return {
    kind: 'local',
    options,
    ...localContinuum(states, options),
    conventions: options.details ? localConventions(states, options) : undefined,
  };
}

function localConventions(states: BlockStates, options: LocalOptions): LocalConvention[] {
  return (['midLink', 'paper'] as const).flatMap((offsets) =>
    FIELD_COUNTS.map((fields) => {
      const { links, observedOrders } = localContinuum(states, {
        ...options,
        offsets: OFFSETS[offsets],
        fields,
      });
      const sum = (valueOf: (link: LocalLinkContinuum) => number): number =>
        links.reduce((total, link) => total + valueOf(link), 0);
      return {
        offsets,
        fields,
        lattice: sum(({ lattice }) => sumTerms(lattice)),
        errors: Array.from({ length: options.order + 1 }, (_, n) => sum(({ errors }) => errors[n]!)),
        observedOrders: observedOrders ?? [],
      };
    }),
  );
}

function depthApproximation(
  links: readonly LinkStructure[],
  states: BlockStates,
  order: number,
): DepthContinuum {
  const fluxes = depthFluxes(states, order);
  return {
    kind: 'depth',
    links: links.map((link, i) => {
      const positions = positionsOf(link);
      const flux = blockFlux(states, i);
      const size = norm(flux);
      const lattice = termsWithFlux(states, i, flux, positions);
      const orders = fluxes.map((ofOrder) => {
        const approximate = ofOrder[i];
        if (approximate === undefined) return undefined;
        const terms = termsWithFlux(states, i, approximate, positions);
        return {
          terms,
          error: sumTerms(terms) - sumTerms(lattice),
          fluxError: size === 0 ? undefined : distance(approximate, flux) / size,
        };
      });
      return { lattice, orders };
    }),
    neuralOde: links.every(isEulerStep) ? neuralOdeTerms(states, positionsOf(links[0]!)) : undefined,
    moments: momentsOf(links, states),
  };
}

/** z^(m+1) = z^m + Wh + b: one skip, over this link, that adds z as it is. */
function isEulerStep({ skips }: LinkStructure, _: number, links: readonly LinkStructure[]): boolean {
  const [skip] = skips;
  return (
    skips.length === 1 &&
    skip?.span === 1 &&
    skip.value === 'preactivation' &&
    links.every(({ operationsIn }) => operationsIn.length === 0)
  );
}

function momentsOf(links: readonly LinkStructure[], { before }: BlockStates): DepthContinuum['moments'] {
  const moments = links.flatMap((link, i) =>
    link.type === 'conv1d' || link.type === 'conv2d'
      ? [kernelMoments(before.weights[i]!, { window: link.window.size })]
      : [],
  );
  return moments.length === 0 ? undefined : moments;
}

function analyzeBoundary(
  network: NetworkStructure,
  pair: StepPair,
  passes: StepPasses,
  options: ContinuumOptions,
): ContinuumRecord['boundary'] {
  const link = network.links[0];
  if (link?.type !== 'local' || link.norm !== undefined || link.operationsIn.length > 0) return undefined;
  const samples = samplesOf(options, pair);
  const size = samples * link.outputs;
  const first = ({ links }: ForwardPass): Float64Array => links[0]!.delivered.values.subarray(0, size);
  const from = first(passes.before);
  const { coupling, fluxSquared } = latticeTerms(network, pair, passes, 0, samples);
  return {
    ...localBoundary(
      {
        samples,
        inputs: [pair.inputsBefore.subarray(0, size), pair.inputsAfter.subarray(0, size)],
        weights: [pair.before[0]!.weights, pair.after[0]!.weights],
        velocity: first(passes.after).map((value, at) => value - from[at]!),
      },
      localOptions(options),
    ),
    lattice: { coupling, fluxSquared },
  };
}
