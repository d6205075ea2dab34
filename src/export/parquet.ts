import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { KeyValue, SchemaElement } from 'hyparquet-writer';
import type { Cell, Table, TableColumn } from './table.js';

/** Rows that stand in memory at once, and are read at once. */
const ROW_GROUP = 65_536;

/** Columns that may be empty are optional; none is ever sampled or rounded. */
const TYPES = {
  count: { type: 'INT32', repetition_type: 'REQUIRED' },
  number: { type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
} as const satisfies Record<TableColumn['kind'], Partial<SchemaElement>>;

/**
 * A table as a Parquet file, piece by piece. What the columns are stands in the file's metadata under `bbd.columns`, what
 * `about` has under its own keys.
 */
export function* parquet(
  { columns, rows }: Table,
  about: Readonly<Record<string, string>>,
  generator: string,
): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const take = (): Uint8Array => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  const metadata: Record<string, string> = {
    ...about,
    'bbd.columns': JSON.stringify(columnMetadata(columns)),
  };
  const kvMetadata: KeyValue[] = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ id, kind }) => ({ name: id, ...TYPES[kind] })),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, kvMetadata, createdBy: generator });
  for (const group of groups(rows())) {
    const columnData = columns.map(({ id }, i) => ({ name: id, data: group.map((row) => cellOf(row[i])) }));
    void writer.write({ columnData, rowGroupSize: ROW_GROUP });
    yield take();
  }
  void writer.finish();
  yield take();
}

const cellOf = (cell: Cell): number | string | undefined =>
  typeof cell === 'number' && Number.isNaN(cell) ? undefined : cell;

const columnMetadata = (columns: readonly TableColumn[]): object =>
  Object.fromEntries(
    columns.map(({ id, symbol, unit, meaning, undefinedWhen }) => [
      id,
      { symbol, unit, meaning, undefinedWhen },
    ]),
  );

function* groups(rows: Iterable<readonly Cell[]>): Generator<readonly (readonly Cell[])[]> {
  let group: (readonly Cell[])[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < ROW_GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
