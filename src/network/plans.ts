import { trainingSamples } from '../data/split.js';
import type { SpecAst } from '../spec/parseSpec.js';
import type { CheckedData } from './checkData.js';
import type { AnalysisPlan, TrainingPlan } from './types.js';

/** Samples of probe mode when the spec does not say. */
const DEFAULT_PROBE = 8;

export function trainingPlan({ training: { values } }: SpecAst): TrainingPlan {
  return {
    optimizer: values.optimizer.value,
    schedule: values.schedule.value,
    learningRate: values.learningRate.value,
    batchSize: values.batchSize.value,
    steps: values.steps.value,
    backend: values.backend.value,
  };
}

export function analysisPlan({ analysis: { values } }: SpecAst, data: CheckedData | undefined): AnalysisPlan {
  const samples = data === undefined ? DEFAULT_PROBE : trainingSamples(data.plan);
  return {
    every: values.every.value,
    probe: values.probe?.value ?? Math.min(DEFAULT_PROBE, samples),
    mode: values.mode.value,
    dynamics: values.dynamics?.value,
    continuum: values.continuum.value,
    statistics: values.statistics.value,
    seeds: values.seeds.value,
  };
}
