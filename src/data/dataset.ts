import { assertNever } from '../base/result.js';
import { DIGITS_MAXIMUM, readDigits } from './digits.js';
import { IRIS_CLASSES, IRIS_MEASUREMENTS, IRIS_SAMPLES, irisMeasurements, irisTargets } from './iris.js';
import { createMnist1dData } from './mnist1d.js';
import { createMoonsData } from './moons.js';
import { oneHot } from './oneHot.js';
import { createRingWavesData } from './ringWaves.js';
import { createSineData } from './sine.js';
import { createSpiralsData } from './spirals.js';
import { standardizeColumns } from './standardize.js';
import { createTeacherData } from './teacher.js';
import type { DataPlan, Dataset, DigitsPlan, IrisPlan, TablePlan } from './types.js';
import { createXorData } from './xor.js';

/** The samples of a plan: the same for the same plan and seed, on every machine. */
export function createDataset(plan: DataPlan, seed: number): Dataset {
  switch (plan.source) {
    case 'teacher':
      return createTeacherData(plan, seed);
    case 'spirals':
      return createSpiralsData(plan, seed);
    case 'moons':
      return createMoonsData(plan, seed);
    case 'xor':
      return createXorData(plan, seed);
    case 'sine':
      return createSineData(plan, seed);
    case 'ring-waves':
      return createRingWavesData(plan, seed);
    case 'mnist1d':
      return createMnist1dData(plan, seed);
    case 'digits':
      return createDigitsData(plan);
    case 'iris':
      return createIrisData(plan);
    case 'csv':
      return createTableData(plan);
    default:
      return assertNever(plan);
  }
}

/** Rows in the order of the paper; seeds choose the order in which training visits them. */
function createIrisData(plan: IrisPlan): Dataset {
  const x = irisMeasurements();
  if (plan.standardize) standardizeColumns(x, IRIS_MEASUREMENTS);
  return {
    samples: IRIS_SAMPLES,
    inputs: IRIS_MEASUREMENTS,
    outputs: IRIS_CLASSES,
    x: Float32Array.from(x),
    y: Float32Array.from(irisTargets()),
  };
}

/** Images in the order of the data set, which mixes the classes; seeds choose the order in which training visits them. */
function createDigitsData({ inputs, outputs, samples }: DigitsPlan): Dataset {
  const { pixels, labels } = readDigits();
  const x = pixels.slice(0, samples * inputs).map((pixel) => pixel / DIGITS_MAXIMUM);
  return {
    samples,
    inputs,
    outputs,
    x: Float32Array.from(x),
    y: oneHot(labels.subarray(0, samples), outputs),
  };
}

/** Rows in the order of the file. */
function createTableData(plan: TablePlan): Dataset {
  const x = Float64Array.from(plan.inputValues);
  const y = Float64Array.from(plan.targetValues);
  if (plan.standardize) {
    standardizeColumns(x, plan.inputs);
    if (plan.targetKind === 'numbers') standardizeColumns(y, plan.outputs);
  }
  const { samples, inputs, outputs } = plan;
  return { samples, inputs, outputs, x: Float32Array.from(x), y: Float32Array.from(y) };
}
