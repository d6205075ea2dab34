import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { exportFiles, formatOf, type ExportFormat } from '../../../src/export/formats.js';
import { blockTable } from '../../../src/export/blockTable.js';
import { layerTable } from '../../../src/export/layerTable.js';
import { networkTable } from '../../../src/export/networkTable.js';
import type { Cell, Table } from '../../../src/export/table.js';
import { quantity } from '../../../src/quantities/quantities.js';
import { LAYER_COLUMNS } from '../../../src/run/frame.js';
import { experiment } from '../run/recordedRuns.js';
import { exportedRun, FRAMES } from './exportedRuns.js';

const TABLES = { layers: layerTable, network: networkTable, blocks: blockTable };

/** The files of an export by name, as bytes. */
function written(name: string, format: ExportFormat, run = exportedRun()): ReadonlyMap<string, Buffer> {
  const files = exportFiles(name, format, run);
  if (!files.ok) throw new Error(files.error);
  return new Map(
    files.value.map((file) => [
      file.name,
      Buffer.concat([...file.pieces()].map((piece) => Buffer.from(piece))),
    ]),
  );
}

const rowsOf = ({ columns, rows }: Table): Record<string, Cell>[] =>
  [...rows()].map((row) => Object.fromEntries(columns.map(({ id }, i) => [id, row[i]])));

describe('tables of a run', () => {
  test('take what their columns mean from the table of definitions', () => {
    const columns = Object.values(TABLES).flatMap((table) => table(exportedRun()).columns);
    const keys = ['step', 'm', 'layer', 'residualGap', 'start', 'length', 'period'];
    for (const { id, symbol, unit, meaning, undefinedWhen } of columns) {
      if (keys.includes(id)) continue;
      const defined = quantity(id);
      expect({ symbol, unit, meaning }).toEqual({
        symbol: defined.symbol,
        unit: defined.unit,
        meaning: defined.meaning,
      });
      if (defined.undefinedWhen !== undefined) expect(undefinedWhen).toContain(defined.undefinedWhen);
    }
  });

  test.each(Object.entries(TABLES))('%s: rows are as wide as the head', (_, table) => {
    const { columns, rows } = table(exportedRun());
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
    for (const row of rows()) expect(row).toHaveLength(columns.length);
  });

  test('layers: every term of every frame, and the dynamics where they were recorded', () => {
    const run = exportedRun();
    const rows = rowsOf(layerTable(run));
    expect(rows.map(({ step, m }) => [step, m])).toEqual(
      [0, 10, 20].flatMap((k) => [
        [k, 0],
        [k, 1],
      ]),
    );
    for (const { step, m, ...row } of rows) {
      const terms = FRAMES.find((frame) => frame.step === step)!.layers[Number(m)]!;
      for (const column of LAYER_COLUMNS) expect(row[column]).toBe(terms[column]);
      expect(row['residualGap']).toBe(terms.residualGap);
      const energy = run.recorded.dynamics.find((record) => record.step === step)?.energy;
      expect(row['powerCurrent']).toBe(energy?.powerCurrent[Number(m)]);
      expect(row['friction']).toBe(energy?.friction.value?.[Number(m)]);
    }
  });

  test('network: a row a step that anything is known of, the last validation among them', () => {
    const run = exportedRun();
    const rows = rowsOf(networkTable(run));
    expect(rows.map(({ step }) => step)).toEqual([0, 10, 15, 20, 21]);
    expect(rows.map((row) => row['loss'])).toEqual([
      FRAMES[0]!.loss,
      FRAMES[1]!.loss,
      undefined,
      FRAMES[2]!.loss,
      undefined,
    ]);
    expect(rows.map((row) => row['validationLoss'])).toEqual([
      0.1 + 0.2,
      undefined,
      undefined,
      undefined,
      1 / 3,
    ]);
    const { energy, inertia } = run.recorded.dynamics[1]!;
    expect(rows[1]).toMatchObject({
      powerCurrent: energy.powerCurrent.at(-1),
      balanceRatio: energy.balanceRatio.value,
      overdamping: inertia.overdamping.value?.number,
      damping: 20,
    });
    expect(inertia.overdamping.value?.number).toBeGreaterThan(0);
  });

  test('blocks: the verdict and what it is made of', () => {
    const [row] = rowsOf(blockTable(exportedRun()));
    const [{ validity }] = exportedRun().recorded.continuum[0]!.blocks as [never];
    const { medianLinear, verdict } = validity as { medianLinear: number; verdict: string };
    expect(row).toMatchObject({ step: 10, start: 1, length: 6, period: 1, medianLinear, verdict });
    expect(row?.['weightRoughness']).toBeGreaterThan(0);
  });
});

describe('CSV', () => {
  test('reads back to the same numbers, names with commas, quotes and line ends too', () => {
    const named = 'a, "b"\r\nc';
    const links = experiment.network.links.map((link) => ({ ...link, name: named }));
    const run = {
      ...exportedRun(),
      experiment: { ...experiment, network: { ...experiment.network, links } },
    };
    const files = written('run.csv', 'csv', run);
    expect([...files.keys()]).toEqual(['run.csv', 'run.network.csv', 'run.blocks.csv', 'run.about.json']);
    for (const [file, table] of [
      ['run.csv', layerTable(run)],
      ['run.network.csv', networkTable(run)],
      ['run.blocks.csv', blockTable(run)],
    ] as const) {
      const [head, ...rows] = parse(files.get(file)!, { record_delimiter: '\r\n' });
      expect(head).toEqual(table.columns.map(({ id }) => id));
      const expected = [...table.rows()].map((row) =>
        row.map((cell) => (cell === undefined ? '' : typeof cell === 'number' ? cell : cell)),
      );
      const read = rows.map((row) =>
        row.map((field, i) => (field === '' || table.columns[i]!.kind === 'text' ? field : Number(field))),
      );
      expect(read).toEqual(expected);
    }
  });

  test('has the spec, the seed, the versions and the columns beside it', () => {
    const about: unknown = JSON.parse(written('run.csv', 'csv').get('run.about.json')!.toString());
    expect(about).toMatchObject({
      schema: 'bbd-export/1',
      generator: 'bbd-inspector 1.2.3',
      spec: exportedRun().origin.spec,
      result: { reason: 'completed', steps: 20, seed: 11, backend: 'wasm' },
      tables: {
        'run.csv': expect.arrayContaining([
          expect.objectContaining({ id: 'weightKinetic', symbol: 'K_W', unit: 'parameter² per step²' }),
        ]) as unknown,
      },
    });
  });

  test('writes no table of blocks where there is none', () => {
    const files = written('run.csv', 'csv', exportedRun({ continuum: [] }));
    expect([...files.keys()]).toEqual(['run.csv', 'run.network.csv', 'run.about.json']);
  });
});

describe('Parquet', () => {
  const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

  test('reads back to the same float64, undefined as null', async () => {
    const run = exportedRun();
    const files = written('run.parquet', 'parquet', run);
    expect([...files.keys()]).toEqual(['run.parquet', 'run.network.parquet', 'run.blocks.parquet']);
    for (const [file, table] of [
      ['run.parquet', layerTable(run)],
      ['run.network.parquet', networkTable(run)],
      ['run.blocks.parquet', blockTable(run)],
    ] as const) {
      const read = await parquetReadObjects({ file: arrayBuffer(files.get(file)!) });
      const expected = rowsOf(table).map((row) =>
        Object.fromEntries(Object.entries(row).map(([id, cell]) => [id, cell ?? null])),
      );
      expect(read.map((row) => withNulls(row))).toEqual(expected);
    }
  });

  const withNulls = (row: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(row).map(([id, cell]) => [id, cell ?? null]));

  test('has float64 columns with symbol and unit, the spec and the versions', () => {
    const metadata = parquetMetadata(arrayBuffer(written('run.parquet', 'parquet').get('run.parquet')!));
    expect(metadata.created_by).toBe('bbd-inspector 1.2.3');
    const types = new Map(metadata.schema.map(({ name, type }) => [name, type]));
    for (const column of LAYER_COLUMNS) expect(types.get(column)).toBe('DOUBLE');
    const values = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]));
    expect(JSON.parse(values.get('bbd.columns')!)).toMatchObject({
      coupling: { symbol: 'C', unit: 'parameter² per step²' },
    });
    expect(JSON.parse(values.get('bbd.about')!)).toMatchObject({ spec: exportedRun().origin.spec });
  });

  test('keeps every row of a run that takes several groups', async () => {
    const count = 33_000;
    const frames = (): Iterable<(typeof FRAMES)[0]> =>
      Array.from({ length: count }, (_, step) => ({ ...FRAMES[0]!, step }));
    const bytes = written('run.parquet', 'parquet', exportedRun({ frames })).get('run.parquet')!;
    const { num_rows, row_groups } = parquetMetadata(arrayBuffer(bytes));
    expect(Number(num_rows)).toBe(2 * count);
    expect(row_groups.length).toBeGreaterThan(1);
    const last = await parquetReadObjects({
      file: arrayBuffer(bytes),
      columns: ['step', 'm', 'coupling'],
      rowStart: 2 * count - 1,
    });
    expect(last).toEqual([{ step: count - 1, m: 1, coupling: FRAMES[0]!.layers[1]!.coupling }]);
  });
});

test('the ending of a file says its format, and what endings there are', () => {
  expect(formatOf('a/b.x/run.CSV')).toEqual({ ok: true, value: 'csv' });
  expect(formatOf('run.xlsx')).toMatchObject({
    ok: false,
    error: expect.stringContaining('.parquet') as string,
  });
  expect(formatOf('run.d/run')).toMatchObject({
    ok: false,
    error: expect.stringContaining('no ending') as string,
  });
});
