import type { Decomposition, ParameterSnapshot } from '../decomposition/types.js';
import { actionDamping, ActionSum, actionWindow, type ActionValue } from '../dynamics/action.js';
import { analyzeDynamics } from '../dynamics/analyzeDynamics.js';
import { layerCoupling } from '../dynamics/couplingMatrix.js';
import type { DynamicsRecord, InertiaRecord } from '../dynamics/dynamicsRecord.js';
import { optimizerInertia } from '../dynamics/inertia.js';
import { known, unknown } from '../dynamics/quantity.js';
import type { StepPasses } from '../dynamics/stepPasses.js';
import { rateFactor } from '../engine/schedule.js';
import { dynamicsPlan, hasDynamics, type DynamicsPlan } from '../network/dynamicsPlan.js';
import type { Experiment } from '../network/types.js';

/** Why a step has a record; undefined where it has none. */
export interface DynamicsRequest {
  /** Whether the coupling of the layers is measured too. */
  readonly coupling: boolean;
}

/** Gathers what the dynamics of a run need beside a step, and computes them where they are due. */
export class DynamicsRecorder {
  private readonly action = new ActionSum();
  private readonly damping: ReturnType<typeof actionDamping>;
  private actionValue: ActionValue | undefined;
  private lastAnalyzed = -1;
  /** θ before some steps, the latest last: kept for the steps after them. */
  private kept: readonly { readonly step: number; readonly parameters: ParameterSnapshot }[] = [];

  private readonly plan: DynamicsPlan;

  constructor(private readonly experiment: Experiment) {
    const { training } = experiment;
    this.plan = dynamicsPlan(experiment);
    this.damping = actionDamping(optimizerInertia(training.optimizer, training.learningRate));
  }

  /** Whether the plan asks for a record of this step. */
  isDue(step: number): boolean {
    return hasDynamics(this.experiment, this.plan, step);
  }

  /**
   * Takes up the parameters before a step if the step after it has a record, whose inertia needs them.
   * @param wanted somebody asked for this step, and perhaps for the one after it
   */
  approach(step: number, parameters: () => ParameterSnapshot, wanted: boolean): void {
    if (!wanted && !this.isDue(step + 1)) return;
    this.kept = [...this.kept.slice(-1), { step, parameters: parameters() }];
  }

  /** Takes up the decomposition of every analysed step, in order. */
  add(step: number, { lagrangian }: Decomposition): void {
    if (this.damping.value === undefined) return;
    // The sum over all steps so far, or none: with steps left out it is not the action.
    const follows = step === this.lastAnalyzed + 1;
    this.lastAnalyzed = follows ? step : NaN;
    this.actionValue = follows ? this.action.add(lagrangian, this.damping.value) : undefined;
  }

  /**
   * The record of a step.
   * @param passes of it: the samples before the step are taken behind it, too
   */
  record(step: number, passes: StepPasses, { coupling }: DynamicsRequest): DynamicsRecord {
    const { before, after, samples, inputsBefore: inputs, targets } = passes.pair;
    const { network, training, analysis, seed } = this.experiment;
    const previous = this.kept.find((each) => each.step === step - 1)?.parameters;
    const { inertia, ...record } = analyzeDynamics(network, training.optimizer, {
      step,
      previous,
      passes,
      mode: analysis.mode,
      learningRate: training.learningRate * rateFactor(training.schedule, step, training.steps),
    });
    return {
      ...record,
      inertia: { ...inertia, action: this.currentAction() },
      coupling: coupling
        ? layerCoupling(network, before, after, { samples, inputs, targets }, seed)
        : unknown('notAsked'),
    };
  }

  private currentAction(): InertiaRecord['action'] {
    if (this.damping.value === undefined) return unknown(this.damping.reason);
    if (this.actionValue === undefined) return unknown('stepsMissing');
    return known({ ...this.actionValue, window: actionWindow(this.damping.value) });
  }
}
