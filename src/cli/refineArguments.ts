import { fail, succeed, type Result } from '../base/result.js';
import { FIELD_COUNTS, OFFSET_NAMES, type FieldCount, type OffsetName } from '../continuum/offsets.js';
import { listWords } from '../spec/describe.js';

const REFINE_FORMATS = ['text', 'json'] as const;
export type RefineFormat = (typeof REFINE_FORMATS)[number];

export const REFINE_OPTIONS = ['offsets', 'fields', 'sizes'] as const;

export interface RefineCommand {
  readonly command: 'refine';
  readonly offsets: readonly OffsetName[];
  readonly fields: readonly FieldCount[];
  /** Layers, and neurons a layer, of the lattices, from the coarsest. */
  readonly sizes: readonly number[];
  readonly format: RefineFormat;
}

/** Values of the options of refine, as they are typed. */
export interface RefineValues {
  readonly offsets?: string | undefined;
  readonly fields?: string | undefined;
  readonly sizes?: string | undefined;
  readonly format?: string | undefined;
}

const DEFAULT_SIZES = [16, 32, 64, 128, 256];
/** Lattices have the places of the coarsest in common; beyond the largest, errors of order 3 are rounding. */
const SIZE_STEP = 16;
const LARGEST_SIZE = 1024;

/** Reads the arguments of `bbd refine`, which takes no files. */
export function readRefine(files: readonly string[], values: RefineValues): Result<RefineCommand, string> {
  const [file] = files;
  if (file !== undefined) {
    return fail(`refine takes no files, so "${file}" is one too many: its fields are its own.`);
  }
  const offsets = readSome('--offsets', values.offsets, OFFSET_NAMES);
  if (!offsets.ok) return offsets;
  const fields = readSome('--fields', values.fields, FIELD_COUNTS);
  if (!fields.ok) return fields;
  const sizes = readSizes(values.sizes);
  if (!sizes.ok) return sizes;
  const format = REFINE_FORMATS.find((name) => name === (values.format ?? 'text'));
  if (format === undefined) {
    return fail(
      `--format of refine must be ${listWords(REFINE_FORMATS, 'or')}, not "${values.format ?? ''}".`,
    );
  }
  return succeed({
    command: 'refine',
    offsets: offsets.value,
    fields: fields.value,
    sizes: sizes.value,
    format,
  });
}

/** One of the choices; all of them when none is named. */
function readSome<Choice extends string>(
  option: string,
  given: string | undefined,
  choices: readonly Choice[],
): Result<readonly Choice[], string> {
  if (given === undefined) return succeed(choices);
  const choice = choices.find((name) => name === given);
  return choice === undefined
    ? fail(`${option} must be ${listWords(choices, 'or')}, not "${given}".`)
    : succeed([choice]);
}

function readSizes(given: string | undefined): Result<readonly number[], string> {
  if (given === undefined) return succeed(DEFAULT_SIZES);
  const sizes = [...new Set(given.split(',').map((size) => (/^\d+$/.test(size) ? Number(size) : NaN)))];
  const inBounds = sizes.every((size) => size > 0 && size <= LARGEST_SIZE && size % SIZE_STEP === 0);
  if (!inBounds || sizes.length < 2) {
    return fail(
      `--sizes must be two or more multiples of ${SIZE_STEP} up to ${LARGEST_SIZE}, such as 16,32,64, not "${given}".`,
    );
  }
  return succeed(sizes.sort((a, b) => a - b));
}
