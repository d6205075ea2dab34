import { meanLoss } from '../decomposition/decompose.js';
import type { ParameterSnapshot } from '../decomposition/types.js';
import type { AnalysisMode, Optimizer, TrainableNetwork } from '../network/types.js';
import { decayPotential } from './decayPotential.js';
import { dropoutFlux } from './dropoutFlux.js';
import type { DynamicsRecord, EnergyRecord } from './dynamicsRecord.js';
import { balanceRatio, frictionByLink, totalBalance } from './energyBalance.js';
import { kineticEnergies, lossPerKinetic } from './energyDensity.js';
import { layerForces, shiftForces, weightAccelerations } from './forces.js';
import { optimizerInertia } from './inertia.js';
import { lawResidual } from './lawResidual.js';
import { overdamping } from './overdamping.js';
import { meanGradient } from './parameterGradient.js';
import { parameterVelocity } from './parameterSpace.js';
import { powerCurrent, type PowerCurrent } from './powerCurrent.js';
import { known, unknown } from './quantity.js';
import { residualExpansion } from './residualExpansion.js';
import type { StepPasses } from './stepPasses.js';
import { runTangent } from './tangentPass.js';
import { trainedPieces } from './trainedPieces.js';

/** A step of training with the one before it, and samples to look at it with. */
export interface DynamicsStep {
  /** k */
  readonly step: number;
  /** θ_(k−1); undefined where it is not known. */
  readonly previous: ParameterSnapshot | undefined;
  /** θ_k and θ_(k+1), on the samples of X_k. */
  readonly passes: StepPasses;
  /** What the samples are: of `batch` and `streaming`, the step's own. */
  readonly mode: AnalysisMode;
  /** η_k, with the schedule's factor. */
  readonly learningRate: number;
}

/** The part of a record that one step gives by itself. */
export type StepDynamics = Omit<DynamicsRecord, 'inertia' | 'coupling'> & {
  readonly inertia: Omit<DynamicsRecord['inertia'], 'action'>;
};

/**
 * The physics of one step: its energy and where it flows, inertia and damping, forces, potentials and balances, all in float64
 * from two forward passes, one backward pass and one tangent.
 * @throws RangeError when an array does not have the size that the network says
 */
export function analyzeDynamics(
  network: TrainableNetwork,
  optimizer: Optimizer,
  dynamicsStep: DynamicsStep,
): StepDynamics {
  const { previous, passes, learningRate, mode, step } = dynamicsStep;
  const { point, backward, learned } = passes;
  const { before, after, samples, targets } = passes.pair;
  const { links } = network;
  const velocity = parameterVelocity(before, after);
  const tangent = runTangent(point, velocity);
  const gradient = meanGradient(point, backward);
  const pieces = trainedPieces(links, before);
  const inertia = optimizerInertia(optimizer, learningRate);
  const current = powerCurrent(point, backward, gradient, velocity, tangent);
  const kinetic = kineticEnergies(pieces, before, after, links.length);
  const decay = decayPotential(pieces, before, links.length);
  const lossChange = meanLoss(network, learned, targets) - meanLoss(network, point.pass, targets);
  const potentialChange = lossChange + total(decayPotential(pieces, after, links.length)) - total(decay);
  const kineticBefore =
    previous === undefined ? undefined : kineticEnergies(pieces, previous, before, links.length);
  return {
    step,
    samples,
    mode,
    learningRate,
    energy: {
      energyDensity: kinetic.densities,
      ...currentRecord(current),
      lossChange,
      friction: frictionByLink(inertia, kinetic),
      balanceRatio: balanceRatio(optimizer.kind === 'sgd', learningRate, { kinetic, potentialChange }),
      totalBalance: totalBalance(inertia, { kinetic, kineticBefore, potentialChange }),
      decayPotential: decay,
    },
    inertia: {
      inertia,
      massFactor: links.map((link) => 1 / link.learningRateMultiplier),
      lossPerKinetic: lossPerKinetic(links, learningRate),
      overdamping: overdamping(inertia, pieces, previous, before, after),
      lawResidual: lawResidual(network, pieces, {
        inertia,
        ownSamples: mode !== 'probe',
        previous,
        before,
        after,
        gradient,
      }),
    },
    forces: forcesOf(),
    dropoutFlux: dropoutFlux(point, before),
    residualExpansion: residualExpansion(network, point.pass, learned),
  };

  function forcesOf(): DynamicsRecord['forces'] {
    if (inertia.value === undefined) return unknown(inertia.reason);
    if (previous === undefined) return unknown('noPreviousStep');
    const form = inertia.value.forms[0];
    const triple = { previous, before, after };
    const shifts = shiftForces(links, form, triple);
    return known(layerForces(point, shifts, backward, tangent, weightAccelerations(links, form, triple)));
  }
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

type CurrentRecord = Omit<
  EnergyRecord,
  'energyDensity' | 'lossChange' | 'friction' | 'balanceRatio' | 'totalBalance' | 'decayPotential'
>;

/** The current under the names of the quantities. */
const currentRecord = (current: PowerCurrent): CurrentRecord => ({
  powerCurrent: current.powers,
  neuronPower: current.neuronPowers,
  skipPower: current.skipPowers,
  absorbedPower: current.absorbed,
  absorbedByStatistics: current.absorbedByStatistics,
  absorbedByHead: current.absorbedByHead,
  lossRate: current.lossRate,
  continuityResidual: current.continuityResidual,
});
