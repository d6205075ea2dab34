import { assertNever } from '../base/result.js';
import { DIGITS_MAXIMUM, readDigits } from './digits.js';
import { IRIS_CLASSES, IRIS_MEASUREMENTS, IRIS_SAMPLES, irisMeasurements, irisTargets } from './iris.js';
import { createMnist1dData } from './mnist1d.js';
import { createMoonsData } from './moons.js';
import { oneHot } from './oneHot.js';
import { createRingWavesData } from './ringWaves.js';
import { createSineData } from './sine.js';
import { createSpiralsData } from './spirals.js';
import { splitSamples } from './split.js';
import { standardizeColumns } from './standardize.js';
import { createTeacherData } from './teacher.js';
import type { DataPlan, Dataset, DigitsPlan, IrisPlan, SplitDataset, TablePlan } from './types.js';
import { createXorData } from './xor.js';

/**
 * The samples of a plan, those that are kept apart from training in a data set of their own: the same for the same plan
 * and seed, on every machine. What is standardised is so by the mean and deviation of the samples that are trained on.
 */
export function createSplitDataset(plan: DataPlan, seed: number): SplitDataset {
  const whole = createDataset(plan, seed);
  const { training, validation } = splitSamples(plan, seed);
  return validation.length === 0
    ? { training: whole, validation: undefined }
    : { training: selectRows(whole, training), validation: selectRows(whole, validation) };
}

function selectRows({ inputs, outputs, x, y }: Dataset, rows: Uint32Array): Dataset {
  const select = (values: Float32Array, width: number): Float32Array => {
    const selected = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      selected.set(values.subarray(row * width, (row + 1) * width), i * width);
    });
    return selected;
  };
  return { samples: rows.length, inputs, outputs, x: select(x, inputs), y: select(y, outputs) };
}

/** All samples of a plan, in their own order; see `createSplitDataset` for what is standardised. */
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
      return createIrisData(plan, seed);
    case 'csv':
      return createTableData(plan, seed);
    default:
      return assertNever(plan);
  }
}

/** Rows in the order of the paper; seeds choose the order in which training visits them. */
function createIrisData(plan: IrisPlan, seed: number): Dataset {
  const x = irisMeasurements();
  if (plan.standardize) standardizeColumns(x, IRIS_MEASUREMENTS, splitSamples(plan, seed).training);
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
function createTableData(plan: TablePlan, seed: number): Dataset {
  const x = Float64Array.from(plan.inputValues);
  const y = Float64Array.from(plan.targetValues);
  if (plan.standardize) {
    const { training } = splitSamples(plan, seed);
    standardizeColumns(x, plan.inputs, training);
    if (plan.targetKind === 'numbers') standardizeColumns(y, plan.outputs, training);
  }
  const { samples, inputs, outputs } = plan;
  return { samples, inputs, outputs, x: Float32Array.from(x), y: Float32Array.from(y) };
}
