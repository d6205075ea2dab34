import { parseArgs } from 'node:util';
import { fail, messageOf, succeed, type Result } from '../base/result.js';
import { formatOf } from '../export/formats.js';
import { ANALYSIS_MODES, type AnalysisMode } from '../network/types.js';
import { describeShape, listWords } from '../spec/describe.js';
import { ROOT } from '../spec/keysRoot.js';
import { ANALYSIS, TRAINING } from '../spec/keysTraining.js';
import type { ValueShape } from '../spec/valueType.js';
import { readCheck, type CheckCommand, type CheckOptions } from './checkArguments.js';
import { readRefine, REFINE_OPTIONS, type RefineCommand, type RefineValues } from './refineArguments.js';

/** What replaces a value of the spec. */
export interface Overrides {
  readonly steps: number | undefined;
  readonly every: number | undefined;
  readonly seed: number | undefined;
  readonly mode: AnalysisMode | undefined;
  readonly seeds: number | undefined;
  readonly dynamics: number | undefined;
  readonly continuum: number | undefined;
  readonly statistics: number | undefined;
}

export interface AnalyzeCommand {
  readonly command: 'analyze';
  readonly spec: string;
  readonly overrides: Overrides;
  /** A file, or `-` for standard output. */
  readonly json: string | undefined;
  /** A folder. */
  readonly trajectory: string | undefined;
  /** Files, whose endings say how the run is written. */
  readonly exports: readonly string[];
  /** Step of the frame that a LaTeX table is of; undefined: the last. */
  readonly frame: number | undefined;
}

export type Command =
  | AnalyzeCommand
  | CheckCommand
  | RefineCommand
  | { readonly command: 'help' }
  | { readonly command: 'version' };

const ANALYZE_OPTIONS = [
  'steps',
  'every',
  'seed',
  'seeds',
  'mode',
  'dynamics',
  'continuum',
  'statistics',
  'json',
  'trajectory',
  'export',
  'frame',
] as const;
type AnalyzeOption = (typeof ANALYZE_OPTIONS)[number];
const CHECK_OPTIONS = ['format', 'max-severity', 'severity'] as const;
/** Refine has a format, too. */
const FINDING_OPTIONS = ['max-severity', 'severity'] as const;
type OptionValues = Readonly<Partial<Record<Exclude<AnalyzeOption, 'export'>, string>>> & {
  readonly export?: readonly string[] | undefined;
} & CheckOptions &
  RefineValues;

/** The command that the arguments (without program and script) ask for, or what is wrong with them. */
export function readCommandLine(args: readonly string[]): Result<Command, string> {
  try {
    return readArguments(args);
  } catch (thrown) {
    return fail(messageOf(thrown));
  }
}

/** @throws Error when an option is unknown or lacks its value */
function readArguments(args: readonly string[]): Result<Command, string> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'help': { type: 'boolean', short: 'h' },
      'version': { type: 'boolean' },
      'steps': text,
      'every': text,
      'seed': text,
      'seeds': text,
      'dynamics': text,
      'continuum': text,
      'statistics': text,
      'mode': text,
      'json': text,
      'trajectory': text,
      'export': { type: 'string', multiple: true },
      'frame': text,
      'format': text,
      'max-severity': text,
      'severity': { type: 'string', multiple: true },
      'offsets': text,
      'fields': text,
      'sizes': text,
    },
  });
  if (values.help === true) return succeed({ command: 'help' });
  if (values.version === true) return succeed({ command: 'version' });
  const [command, ...specs] = positionals;
  switch (command) {
    case 'analyze':
      return (
        foreignOption(values, CHECK_OPTIONS, 'check', 'analyze') ??
        foreignOption(values, REFINE_OPTIONS, 'refine', 'analyze') ??
        readAnalyze(specs, values)
      );
    case 'check':
      return (
        foreignOption(values, ANALYZE_OPTIONS, 'analyze', 'check') ??
        foreignOption(values, REFINE_OPTIONS, 'refine', 'check') ??
        readCheck(specs, values)
      );
    case 'refine':
      return (
        foreignOption(values, ANALYZE_OPTIONS, 'analyze', 'refine') ??
        foreignOption(values, FINDING_OPTIONS, 'check', 'refine') ??
        readRefine(specs, values)
      );
    case undefined:
      return fail('Say what to do: analyze, check or refine.');
    default:
      return fail(`There is no command "${command}"; the commands are analyze, check and refine.`);
  }
}

function foreignOption(
  values: OptionValues,
  options: readonly (keyof OptionValues)[],
  owner: string,
  command: string,
): Result<Command, string> | undefined {
  const foreign = options.find((name) => values[name] !== undefined);
  return foreign === undefined
    ? undefined
    : fail(`--${foreign} is an option of ${owner}, not of ${command}.`);
}

function readAnalyze(specs: readonly string[], values: OptionValues): Result<Command, string> {
  const [spec, ...more] = specs;
  if (spec === undefined) return fail('Name the spec to analyze.');
  if (more.length > 0) return fail(`One spec at a time: "${more.join('", "')}" is one too many.`);
  const steps = readInteger('steps', values.steps, TRAINING.keys.steps.type.shape);
  if (!steps.ok) return steps;
  const every = readInteger('every', values.every, ANALYSIS.keys.every.type.shape);
  if (!every.ok) return every;
  const seed = readInteger('seed', values.seed, ROOT.keys.seed.type.shape);
  if (!seed.ok) return seed;
  const seeds = readInteger('seeds', values.seeds, ANALYSIS.keys.seeds.type.shape);
  if (!seeds.ok) return seeds;
  const dynamics = readInteger('dynamics', values.dynamics, ANALYSIS.keys.dynamics.type.shape);
  if (!dynamics.ok) return dynamics;
  const continuum = readInteger('continuum', values.continuum, ANALYSIS.keys.continuum.type.shape);
  if (!continuum.ok) return continuum;
  const statistics = readInteger('statistics', values.statistics, ANALYSIS.keys.statistics.type.shape);
  if (!statistics.ok) return statistics;
  const mode = ANALYSIS_MODES.find((name) => name === values.mode);
  if (values.mode !== undefined && mode === undefined) {
    return fail(`--mode must be ${listWords(ANALYSIS_MODES, 'or')}, not "${values.mode}".`);
  }
  const { json, trajectory } = values;
  for (const [name, path] of Object.entries({ json, trajectory })) {
    if (path === '') return fail(`--${name} needs a path.`);
  }
  const exports = values.export ?? [];
  for (const file of exports) {
    const format = formatOf(file);
    if (!format.ok) return fail(`--export: ${format.error}`);
  }
  const frame = readFrame(values.frame, exports);
  if (!frame.ok) return frame;
  const overrides = {
    steps: steps.value,
    every: every.value,
    seed: seed.value,
    mode,
    seeds: seeds.value,
    dynamics: dynamics.value,
    continuum: continuum.value,
    statistics: statistics.value,
  };
  return succeed({ command: 'analyze', spec, overrides, json, trajectory, exports, frame: frame.value });
}

/** The step of a frame, for a LaTeX table. */
function readFrame(
  given: string | undefined,
  exports: readonly string[],
): Result<number | undefined, string> {
  if (given === undefined) return succeed(undefined);
  if (!/^\d+$/.test(given)) return fail(`--frame must be the number of a step, not "${given}".`);
  const hasTable = exports.some((file) => /\.tex$/i.test(file));
  return hasTable ? succeed(Number(given)) : fail('--frame is for a table: add --export FILE.tex.');
}

/** The number that was given for an option, in the bounds of the spec's key; undefined when none was. */
function readInteger(
  option: string,
  given: string | undefined,
  shape: ValueShape,
): Result<number | undefined, string> {
  if (given === undefined) return succeed(undefined);
  const value = /^\d+$/.test(given) ? Number(given) : NaN;
  const inBounds = shape.kind === 'integer' && value >= shape.minimum && value <= shape.maximum;
  return inBounds ? succeed(value) : fail(`--${option} must be ${describeShape(shape)}, not "${given}".`);
}
