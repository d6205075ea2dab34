import type { ExportedRun } from './exportedRun.js';
import type { SpecSource } from '../run/specSource.js';
import type { TableColumn } from './table.js';

/** Name and version of the description that goes along with tables; in docs/formats.md. */
const ABOUT_SCHEMA = 'bbd-export/1';

/** What a run is and how it ended, and what makes it again: goes along with every table. */
export function aboutRun({ experiment, recorded, origin }: ExportedRun): Readonly<Record<string, unknown>> {
  const { reason, steps, finalLoss, finalValidationLoss, backend, seed, message } = recorded.result;
  return {
    schema: ABOUT_SCHEMA,
    generator: generatorOf(origin.version),
    name: experiment.name,
    spec: origin.spec,
    result: {
      reason,
      steps,
      finalLoss: finalLoss ?? null,
      finalValidationLoss: finalValidationLoss ?? null,
      backend: backend ?? null,
      seed,
      message: message ?? null,
    },
    symmetry: origin.symmetry ?? null,
  };
}

/** The file beside tables without metadata of their own: `aboutRun`, and the columns of each table by its file. */
export function aboutFile(
  run: ExportedRun,
  tables: Readonly<Record<string, readonly TableColumn[]>>,
): string {
  const described = Object.fromEntries(
    Object.entries(tables).map(([file, columns]) => [
      file,
      columns.map((column) => ({
        ...column,
        symbol: column.symbol ?? null,
        unit: column.unit ?? null,
        undefinedWhen: column.undefinedWhen ?? null,
      })),
    ]),
  );
  return `${JSON.stringify({ ...aboutRun(run), tables: described }, undefined, 2)}\n`;
}

export const generatorOf = (version: string): string => `bbd-inspector ${version}`;

/**
 * Lines that say what a text was made from, to stand in comments: program, run, and the whole spec.
 * @returns without line ends
 */
export function aboutLines({ experiment, recorded, origin }: ExportedRun): readonly string[] {
  const { result } = recorded;
  const { spec, version } = origin;
  return [
    `${experiment.name}: ${result.reason} after ${result.steps} steps, seed ${result.seed}${result.backend === undefined ? '' : `, ${result.backend}`}`,
    `made by ${generatorOf(version)}; this makes the numbers again:`,
    `  ${analyzeCommand(spec)}`,
    `with ${spec.file}:`,
    '',
    ...spec.text.trimEnd().split(/\r?\n/),
  ];
}

/** The command that makes a run again. */
export const analyzeCommand = ({ file, options }: SpecSource): string =>
  ['bbd analyze', quoted(file), ...options].join(' ');

/** As a shell takes it for one word. */
const quoted = (word: string): string =>
  /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
