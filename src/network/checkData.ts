import { assertNever } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import type { DataFileProblem } from '../data/dataFiles.js';
import { DIGITS_CLASSES, DIGITS_PIXELS, DIGITS_SAMPLES, DIGITS_SHAPE } from '../data/digits.js';
import { IRIS_CLASSES, IRIS_MEASUREMENTS, IRIS_SAMPLES } from '../data/iris.js';
import { MNIST1D_CLASSES, MNIST1D_LENGTH, MNIST1D_SHAPE } from '../data/mnist1d.js';
import { MAX_DATA_NUMBERS, type TableOptions } from '../data/readTable.js';
import type { TableProblem } from '../data/tableProblem.js';
import type { DataPlan } from '../data/types.js';
import { writeNumber } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { DataAst } from '../spec/keysData.js';
import type { RING_WAVES } from '../spec/keysGenerated.js';
import type { CsvAst } from '../spec/keysTables.js';
import type { AstOf } from '../spec/objectKind.js';
import type { ValidationSize } from '../spec/validationSize.js';
import type { Located } from '../spec/valueType.js';
import type { SpecEnvironment } from './environment.js';
import type { NetworkCode } from './networkCodes.js';
import { readTableOnce } from './readTableOnce.js';

export type DataReport = Report<NetworkCode | TableProblem['code']>;

/** A plan, and where the spec says how many outputs it has. */
export interface CheckedData {
  readonly plan: DataPlan;
  readonly outputsRange: TextRange;
}

export const FILE_PROBLEM_CODES = {
  missing: 'data.missingFile',
  outsideWorkspace: 'data.outsideWorkspace',
  tooLarge: 'data.fileTooLarge',
  unreadable: 'data.unreadableFile',
} as const satisfies Record<DataFileProblem['kind'], NetworkCode>;

/** Makes the plan of the samples from what the spec says; undefined, with a report, when it cannot be. */
export function checkData(
  ast: DataAst,
  environment: SpecEnvironment,
  report: DataReport,
): CheckedData | undefined {
  const source = ast.values.source?.range ?? ast.range;
  const checked = makePlan(ast, source, environment, report);
  if (checked === undefined) return undefined;
  const { samples, inputs, outputs } = checked.plan;
  const numbers = samples * (inputs + outputs);
  if (numbers <= MAX_DATA_NUMBERS) return keepApart(checked, ast.values.validation, report);
  report({
    code: 'data.tooLarge',
    severity: 'error',
    message: `${samples} samples of ${inputs} inputs and ${outputs} outputs are ${writeNumber(numbers)} numbers; at most ${writeNumber(MAX_DATA_NUMBERS)} can be used. Take fewer samples.`,
    range: source,
  });
  return undefined;
}

/** Data whose validation part is as large as the spec says; at least one sample is left on either side. */
function keepApart(
  { plan, outputsRange }: CheckedData,
  { value: size, range }: Located<ValidationSize>,
  report: DataReport,
): CheckedData | undefined {
  const { samples } = plan;
  const validation = size.kind === 'count' ? size.count : Math.round(size.share * samples);
  const wants = size.kind === 'count' || size.share > 0;
  if (!wants) return { plan, outputsRange };
  if (validation > 0 && validation < samples) return { plan: { ...plan, validation }, outputsRange };
  const problem =
    validation === 0
      ? `A share of ${writeNumber(size.kind === 'share' ? size.share : 0)} of ${samples} samples is less than half a sample: nothing would be left to validate on. Take a larger share, more samples, or 0 for none.`
      : samples === 1
        ? 'The data has one sample, which is needed to train on: leave "validation" out.'
        : `${validation} of ${samples} samples would be kept apart: nothing would be left to train on. Take at most ${samples - 1}.`;
  report({ code: 'data.validationSize', severity: 'error', message: problem, range });
  return undefined;
}

function makePlan(
  ast: DataAst,
  sourceRange: TextRange,
  environment: SpecEnvironment,
  report: DataReport,
): CheckedData | undefined {
  switch (ast.kind) {
    case 'teacher': {
      const { inputs, outputs, samples, noise } = ast.values;
      if (inputs === undefined) return undefined;
      return {
        plan: {
          source: 'teacher',
          inputs: inputs.value,
          outputs: outputs.value,
          samples: samples.value,
          noise: noise.value,
        },
        outputsRange: outputs.given ? outputs.range : sourceRange,
      };
    }
    case 'spirals': {
      const { classes, samples, noise } = ast.values;
      return {
        plan: {
          source: 'spirals',
          inputs: 2,
          outputs: classes.value,
          samples: samples.value,
          noise: noise.value,
        },
        outputsRange: classes.given ? classes.range : sourceRange,
      };
    }
    case 'moons': {
      const { samples, noise } = ast.values;
      return {
        plan: { source: 'moons', inputs: 2, outputs: 2, samples: samples.value, noise: noise.value },
        outputsRange: sourceRange,
      };
    }
    case 'xor': {
      const { inputs, samples, noise } = ast.values;
      return {
        plan: { source: 'xor', inputs: inputs.value, outputs: 2, samples: samples.value, noise: noise.value },
        outputsRange: sourceRange,
      };
    }
    case 'sine': {
      const { frequency, samples, noise } = ast.values;
      return {
        plan: {
          source: 'sine',
          inputs: 1,
          outputs: 1,
          samples: samples.value,
          noise: noise.value,
          frequency: frequency.value,
        },
        outputsRange: sourceRange,
      };
    }
    case 'ring-waves':
      return checkRingWaves(ast, sourceRange, report);
    case 'mnist1d': {
      const { samples, noise } = ast.values;
      return {
        plan: {
          source: 'mnist1d',
          inputs: MNIST1D_LENGTH,
          outputs: MNIST1D_CLASSES,
          shape: MNIST1D_SHAPE,
          samples: samples.value,
          noise: noise.value,
        },
        outputsRange: sourceRange,
      };
    }
    case 'digits':
      return {
        plan: {
          source: 'digits',
          inputs: DIGITS_PIXELS,
          outputs: DIGITS_CLASSES,
          shape: DIGITS_SHAPE,
          samples: ast.values.samples?.value ?? DIGITS_SAMPLES,
        },
        outputsRange: sourceRange,
      };
    case 'iris':
      return {
        plan: {
          source: 'iris',
          inputs: IRIS_MEASUREMENTS,
          outputs: IRIS_CLASSES,
          samples: IRIS_SAMPLES,
          standardize: ast.values.standardize.value,
        },
        outputsRange: sourceRange,
      };
    case 'csv':
      return checkTable(ast, environment, report);
    default:
      return assertNever(ast);
  }
}

/** Waves shorter than two places cannot be told from longer ones. */
function checkRingWaves(
  { values }: AstOf<typeof RING_WAVES>,
  sourceRange: TextRange,
  report: DataReport,
): CheckedData | undefined {
  const { inputs, waves, shift, samples, noise } = values;
  const most = Math.floor(inputs.value / 2);
  if (waves.value > most) {
    const place = waves.given ? waves : inputs;
    report({
      code: 'data.tooManyWaves',
      severity: 'error',
      message: `A ring of ${inputs.value} places carries at most ${most} waves, not ${waves.value}: the shortest has two places.`,
      range: place.range,
      ...(waves.given
        ? {
            fix: {
              title: `Change to ${most}`,
              edits: [{ range: waves.range, newText: String(most) }],
            },
          }
        : {}),
    });
    return undefined;
  }
  return {
    plan: {
      source: 'ring-waves',
      inputs: inputs.value,
      outputs: inputs.value,
      samples: samples.value,
      noise: noise.value,
      waves: waves.value,
      shift: shift.value,
    },
    outputsRange: inputs.given ? inputs.range : sourceRange,
  };
}

function tableOptions({ values }: CsvAst): TableOptions {
  const targets = values.targets.value;
  return {
    header: values.header.value,
    delimiter: values.delimiter.value,
    targets:
      targets.kind === 'last' ? targets : { kind: 'names', names: targets.names.map(({ value }) => value) },
    inputs: values.inputs?.value.flatMap(({ value }) => value ?? []),
    classes: values.classes?.value,
    standardize: values.standardize.value,
  };
}

/** Where in the spec a table's problem stands: on the name, the key's value, or the path when it is not written. */
function placeOf({ about: { key, index } }: TableProblem, { values }: CsvAst, path: TextRange): TextRange {
  const targets = values.targets;
  if (key === 'inputs') return values.inputs?.value[index ?? -1]?.range ?? values.inputs?.range ?? path;
  if (key === 'classes') return values.classes?.range ?? path;
  if (key === 'targets' && targets.given) {
    const name = targets.value.kind === 'names' ? targets.value.names[index ?? -1] : undefined;
    return name?.range ?? targets.range;
  }
  return path;
}

function checkTable(ast: CsvAst, environment: SpecEnvironment, report: DataReport): CheckedData | undefined {
  const { path, targets } = ast.values;
  if (path === undefined) return undefined;
  const file = environment.readDataFile(path.value);
  if (!file.ok) {
    report({
      code: FILE_PROBLEM_CODES[file.error.kind],
      severity: 'error',
      message: file.error.message,
      range: path.range,
    });
    return undefined;
  }
  const table = readTableOnce(file.value, tableOptions(ast));
  if (table.ok) {
    return { plan: table.value, outputsRange: targets.given ? targets.range : path.range };
  }
  report({
    code: table.error.code,
    severity: 'error',
    message: table.error.message,
    range: placeOf(table.error, ast, path.range),
  });
  return undefined;
}
