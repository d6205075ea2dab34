import { CsvError, parse, type Options } from 'csv-parse/sync';

import { fail, messageOf, succeed, type Result } from '../base/result.js';
import { tableProblem, type TableProblem } from './tableProblem.js';

export type Delimiter = 'comma' | 'semicolon' | 'tab';
const CHARACTERS: Readonly<Record<Delimiter, string>> = { comma: ',', semicolon: ';', tab: '\t' };

/** The cells of a csv text as written, blanks around them removed; every record is as long as the first. */
export interface CsvRecords {
  readonly records: readonly (readonly string[])[];
  /** The line, from 1, on which a record ends; looked for in the text again, so for messages only. */
  readonly lineOf: (record: number) => number;
}

const optionsFor = (text: string, delimiter: Delimiter): Options => ({
  delimiter: CHARACTERS[delimiter],
  bom: true,
  skip_empty_lines: true,
  relax_column_count: true,
  // Costs half the speed; without quotes, blanks around cells are removed below.
  trim: text.includes('"'),
});

/** The line, from 1, on which a record ends. */
function findLine(text: string, options: Options, record: number): number {
  // With a quote a record may have several lines; without, records are the lines that are not empty.
  if (/"|\r(?!\n)/.test(text)) return findLineByParsing(text, options, record);
  let line = 0;
  let records = 0;
  let start = 0;
  while (records <= record) {
    const end = text.indexOf('\n', start);
    const length = (end < 0 ? text.length : end) - start;
    if (length > 1 || (length === 1 && text[start] !== '\r')) records++;
    line++;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

function findLineByParsing(text: string, options: Options, record: number): number {
  let line = 1;
  parse(text, {
    ...options,
    to: record + 1,
    on_record: (cells: string[], { lines }) => {
      line = lines;
      return cells;
    },
  });
  return line;
}

/** The same mistake in words that say what to do about it. */
function describeCsvError(error: CsvError): string {
  const lines: unknown = error['lines'];
  const line = typeof lines === 'number' ? `line ${lines}` : 'some line';
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quote (") opens and is never closed; the file ends within it.';
    case 'INVALID_OPENING_QUOTE':
      return `On ${line} a quote (") stands within a cell: put the whole cell in quotes and double the quotes in it.`;
    case 'CSV_INVALID_CLOSING_QUOTE':
      return `On ${line} something follows a closing quote ("): double the quotes within a quoted cell.`;
    default:
      return `The file is not valid csv: ${error.message}.`;
  }
}

/** Splits a csv text into records. Blank lines do not count. */
export function parseCsv(text: string, delimiter: Delimiter): Result<CsvRecords, TableProblem> {
  if (text.includes('\0')) return fail(tableProblem('data.csvSyntax', 'This is not a text file.'));
  const options = optionsFor(text, delimiter);
  let records: string[][];
  try {
    records = parse(text, options);
  } catch (thrown) {
    const message = thrown instanceof CsvError ? describeCsvError(thrown) : messageOf(thrown);
    return fail(tableProblem('data.csvSyntax', message));
  }
  const lineOf = (record: number): number => findLine(text, options, record);
  const width = records[0]?.length ?? 0;
  const ragged = records.findIndex((record) => record.length !== width);
  if (ragged >= 0) {
    return fail(
      tableProblem(
        'data.csvSyntax',
        `Line ${lineOf(ragged)} has ${records[ragged]?.length ?? 0} columns, the first line has ${width}.`,
      ),
    );
  }
  return succeed({ records, lineOf });
}
