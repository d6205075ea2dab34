import { fail, succeed, type Result } from '../base/result.js';
import { analysisJson } from '../run/analysisJson.js';
import type { Frame } from '../run/frame.js';
import { aboutFile, aboutRun, generatorOf } from './about.js';
import { blockTable } from './blockTable.js';
import { csv } from './csv.js';
import type { ExportedRun } from './exportedRun.js';
import { layerTable } from './layerTable.js';
import { networkTable } from './networkTable.js';
import { latexTable } from './latexTable.js';
import { parquet } from './parquet.js';
import { report } from './report.js';
import type { Table } from './table.js';

/** What a run can be written as, by the ending of the file. */
export const EXPORT_FORMATS = ['csv', 'parquet', 'json', 'tex', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

interface FormatText {
  readonly title: string;
  /** What one gets, in a line. */
  readonly detail: string;
}

export const FORMAT_TEXTS: Readonly<Record<ExportFormat, FormatText>> = {
  csv: {
    title: 'CSV',
    detail:
      'Every recorded number in tables for a spreadsheet or R: layers, network, blocks; and what made them',
  },
  parquet: {
    title: 'Parquet',
    detail: 'The same tables in float64 for pandas, polars or DuckDB, with symbols and units of the columns',
  },
  json: {
    title: 'JSON',
    detail: 'Everything that was recorded in one file (bbd-analysis/1)',
  },
  tex: {
    title: 'LaTeX table',
    detail: 'The terms of every layer at one step, with booktabs; its caption defines the columns',
  },
  html: {
    title: 'HTML report',
    detail:
      'Verdicts, findings, charts, the last frame, the spec and definitions in one file that loads nothing',
  },
};

/** A file of an export. */
export interface ExportFile {
  readonly name: string;
  /** Its content, made as it is read. */
  readonly pieces: () => Iterable<string | Uint8Array>;
}

/** The format that the ending of a file's name asks for; the error says which ones there are. */
export function formatOf(file: string): Result<ExportFormat, string> {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  const format = EXPORT_FORMATS.find((name) => name === ending);
  if (format !== undefined) return succeed(format);
  const endings = EXPORT_FORMATS.map((name) => `.${name}`).join(', ');
  return fail(
    `“${file}” has ${ending === undefined ? 'no ending' : `the ending .${ending}`}; an export ends in one of ${endings}.`,
  );
}

/**
 * The files that a run is written as, all of them beside the first. Writing them again gives the same bytes.
 * @param name of the first file, without its folder, with its ending
 * @param step of the frame that a table of one frame is of, or the nearest that was recorded; undefined: the last
 */
export function exportFiles(
  name: string,
  format: ExportFormat,
  run: ExportedRun,
  step?: number,
): Result<readonly ExportFile[], string> {
  switch (format) {
    case 'json':
      return succeed([{ name, pieces: () => analysisJson(run.experiment, run.recorded, run.origin) }]);
    case 'csv':
      return succeed(csvFiles(name, run));
    case 'parquet':
      return succeed(parquetFiles(name, run));
    case 'html':
      return succeed([{ name, pieces: () => report(run) }]);
    case 'tex': {
      const frame = frameNearest(run.recorded.frames(), step);
      if (frame === undefined) return fail('No step was decomposed: there is no frame to make a table of.');
      return succeed([{ name, pieces: () => [latexTable(run, frame)] }]);
    }
  }
}

/** The frame whose step is nearest; the last one where no step is given. */
function frameNearest(frames: Iterable<Frame>, step = Infinity): Frame | undefined {
  let nearest: Frame | undefined;
  for (const frame of frames) {
    if (nearest === undefined || frame.step <= step || frame.step - step < step - nearest.step)
      nearest = frame;
    if (frame.step >= step) break;
  }
  return nearest;
}

/** The tables of a run by the names of their files; blocks only where there are records of them. */
function tablesOf(name: string, run: ExportedRun): readonly (readonly [file: string, table: Table])[] {
  const tables: (readonly [string, Table])[] = [
    [name, layerTable(run)],
    [beside(name, 'network'), networkTable(run)],
  ];
  if (run.recorded.continuum.some(({ blocks }) => blocks.length > 0)) {
    tables.push([beside(name, 'blocks'), blockTable(run)]);
  }
  return tables;
}

function csvFiles(name: string, run: ExportedRun): readonly ExportFile[] {
  const tables = tablesOf(name, run);
  const columns = Object.fromEntries(tables.map(([file, table]) => [file, table.columns]));
  return [
    ...tables.map(([file, table]) => ({ name: file, pieces: () => csv(table) })),
    { name: `${stem(name)}.about.json`, pieces: () => [aboutFile(run, columns)] },
  ];
}

function parquetFiles(name: string, run: ExportedRun): readonly ExportFile[] {
  const about = { 'bbd.about': JSON.stringify(aboutRun(run)) };
  const generator = generatorOf(run.origin.version);
  return tablesOf(name, run).map(([file, table]) => ({
    name: file,
    pieces: () => parquet(table, about, generator),
  }));
}

const stem = (name: string): string => name.replace(/\.[^.]+$/, '');

/** `run.csv` → `run.network.csv` */
const beside = (name: string, what: string): string => name.replace(/(\.[^.]+)$/, `.${what}$1`);
