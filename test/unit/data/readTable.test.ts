import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import { readTable, type TableOptions } from '../../../src/data/readTable.js';
import type { TablePlan } from '../../../src/data/types.js';

const defaults: TableOptions = {
  header: true,
  delimiter: 'comma',
  targets: { kind: 'last', count: 1 },
  inputs: undefined,
  classes: undefined,
  standardize: false,
};

function read(text: string, options: Partial<TableOptions> = {}): TablePlan {
  const table = readTable(text, { ...defaults, ...options });
  if (!table.ok) throw new Error(`${table.error.code}: ${table.error.message}`);
  return table.value;
}

function problemOf(text: string, options: Partial<TableOptions> = {}): string {
  const table = readTable(text, { ...defaults, ...options });
  if (table.ok) throw new Error('there is no problem');
  return `${table.error.code}: ${table.error.message}`;
}

const summary = ({
  inputs,
  outputs,
  samples,
  targetKind,
  inputValues,
  targetValues,
}: TablePlan): unknown => ({
  shape: [samples, inputs, outputs],
  targetKind,
  x: Array.from(inputValues),
  y: Array.from(targetValues),
});

describe('readTable', () => {
  it('reads numbers, row by row', () => {
    expect(summary(read('a,b,c\n1,2.5,-3\n1e3,.5,+6\n'))).toEqual({
      shape: [2, 2, 1],
      targetKind: 'numbers',
      x: [1, 2.5, 1000, 0.5],
      y: [-3, 6],
    });
  });

  it.each([
    ['Windows line ends', 'a,b\r\n1,2\r\n'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['blank lines', '\na,b\n\n1,2\n\n\n'],
    ['blanks around cells', ' a , b\n 1 ,\t2 \n'],
    ['quotes', '"a","b"\n"1","2"\n'],
    ['no line end at the end', 'a,b\n1,2'],
  ])('does not mind %s', (_, text) => {
    expect(summary(read(text, { targets: { kind: 'names', names: ['b'] } }))).toMatchObject({
      x: [1],
      y: [2],
    });
  });

  it.each(['semicolon', 'tab'] as const)('reads columns separated by a %s', (delimiter) => {
    const text = 'a,b,c\n1,2,3\n'.replaceAll(',', delimiter === 'tab' ? '\t' : ';');
    expect(summary(read(text, { delimiter }))).toMatchObject({ x: [1, 2], y: [3] });
  });

  it('numbers the columns when there is no header', () => {
    const names = { kind: 'names', names: ['1'] } as const;
    expect(summary(read('1,2\n3,4\n', { header: false, targets: names }))).toMatchObject({
      x: [2, 4],
      y: [1, 3],
    });
  });

  it('takes columns in the order in which they are named', () => {
    const options = { targets: { kind: 'names', names: ['c', 'a'] }, inputs: ['d', 'b'] } as const;
    expect(summary(read('a,b,c,d\n1,2,3,4\n', options))).toMatchObject({ x: [4, 2], y: [3, 1] });
  });

  it('makes words one-hot classes in alphabetical order', () => {
    expect(summary(read('x,kind\n1,pear\n2, apple\n3,pear\n'))).toEqual({
      shape: [3, 1, 2],
      targetKind: 'classes',
      x: [1, 2, 3],
      y: [0, 1, 1, 0, 0, 1],
    });
  });

  it('makes numbers classes when told so, in order of value', () => {
    expect(summary(read('x,k\n1,10\n2,9\n', { classes: true }))).toMatchObject({
      targetKind: 'classes',
      y: [0, 1, 1, 0],
    });
  });

  it.each<readonly [string, string, Partial<TableOptions>]>([
    ['', 'data.csvEmpty: The file is empty.', {}],
    ['a,b\n', 'data.csvEmpty: The file has a header but no rows.', {}],
    ['a,b\n1,2\n3\n', 'data.csvSyntax: Line 3 has 1 columns, the first line has 2.', {}],
    ['a,b\n\n\n1,2,3\n', 'data.csvSyntax: Line 4 has 3 columns, the first line has 2.', {}],
    ['a,b\n1,"2\n', 'data.csvSyntax: A quote (") opens and is never closed', {}],
    ['a,b\n1,x"y\n', 'data.csvSyntax: On line 2 a quote (") stands within a cell', {}],
    ['a,b\n"1"x,2\n', 'data.csvSyntax: On line 2 something follows a closing quote', {}],
    ['a,b\n1,\0\n', 'data.csvSyntax: This is not a text file.', {}],
    ['a,b\n1,2\n\n3,\n', 'data.csvValue: Line 4, column "b": the cell is empty.', {}],
    [
      'a,b\n1,2\nNaN,3\n',
      'data.csvValue: Line 3, column "a": "NaN" is not a number that float32 can hold.',
      {},
    ],
    [
      'a,b\n1,2\n3,nan\n4,nan\n',
      'data.csvValue: Line 3, column "b": "nan" is not a number that float32 can hold (1 more',
      {},
    ],
    ['a,b\n1,2\n-Infinity,3\n', 'data.csvValue: Line 3, column "a": "-Infinity" is not a number', {}],
    [
      'a,b\n1,2\nNA,2\n?,4\n',
      'data.csvValue: Line 3, column "a": "NA" is not a number that float32 can hold (1 more',
      {},
    ],
    ['a,b\n1,2\n3,x\n', 'data.csvValue: Line 3, column "b": "x" is not a number', {}],
    ['a,b\n1e39,2\n', 'data.csvValue: Line 2, column "a": "1e39" is not a number that float32 can hold', {}],
    ['a,b\nInfinity,2\n', 'data.csvValue: Line 2, column "a"', {}],
    ['a,b\n1,x\n2,\n', 'data.csvValue: Line 3, column "b": the class label is empty', { classes: true }],
    ['a,b\n1,x\n2,x\n', 'data.csvClasses: Column "b" has only one class, "x"', {}],
    ['a,a,b\n1,2,3\n', 'data.csvColumn: The file has more than one column "a"', { inputs: ['a'] }],
    ['a,b\n1,2\n', 'data.csvColumn: "b" is named twice', { targets: { kind: 'names', names: ['b', 'b'] } }],
    ['a;b\n1;2\n', 'data.csvColumn: No column is left', {}],
  ])('says about %j: %s', (text, message, options) => {
    expect(problemOf(text, options)).toContain(message);
  });

  it.each([
    ['a,b\n1,2\n3,4\nx,6\n', 4],
    ['a,b\r\n\r\n1,2\r\n\r\n3,4\r\nx,6', 6],
    ['\uFEFFa,b\n1,2\nx,4\n', 3],
    ['a,b\n"1\n",2\n3,4\nx,6\n', 5],
    ['a,b\r1,2\rx,4\r', 3],
  ])('names the line of a bad cell in %j', (text, line) => {
    expect(problemOf(text)).toContain(`Line ${line}, column "a": "x"`);
  });

  it('refuses a column of names as classes', () => {
    const rows = Array.from({ length: 101 }, (_, i) => `${i},name ${i}`).join('\n');
    expect(problemOf(`x,name\n${rows}\n`)).toContain(
      'data.csvClasses: Column "name" has more than 100 different',
    );
  });

  it('never throws, whatever the file holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc
        .array(fc.constantFrom('"', ',', '\n', '\r', '1', 'a', ' ', '\uFEFF', ';'), { maxLength: 40 })
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(
        text,
        fc.boolean(),
        fc.option(fc.boolean(), { nil: undefined }),
        (value, header, classes) => {
          const table = readTable(value, { ...defaults, header, classes });
          if (!table.ok) {
            expect(table.error.message).not.toBe('');
            return;
          }
          const { samples, inputs, outputs, inputValues, targetValues } = table.value;
          expect(samples * inputs).toBe(inputValues.length);
          expect(samples * outputs).toBe(targetValues.length);
          expect([...inputValues, ...targetValues].every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives back the numbers that were written', () => {
    const table = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 20 }))
      .chain(([width, rows]) =>
        fc.array(
          fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
            minLength: width,
            maxLength: width,
          }),
          { minLength: rows, maxLength: rows },
        ),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const width = rows[0]?.length ?? 0;
        const header = Array.from({ length: width }, (_, i) => `column ${i}`).join(',');
        const plan = read(`${header}\n${rows.map((row) => row.map(String).join(',')).join('\n')}\n`);
        expect(Array.from(plan.inputValues)).toEqual(
          rows.flatMap((row) => row.slice(0, -1).map((v) => (v === 0 ? 0 : v))),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('the data set of a table', () => {
  const text = 'a,b,y\n1,7,10\n2,7,20\n3,7,60\n';

  it('keeps the rows in the order of the file', () => {
    const { x, y } = createDataset(read(text), 99);
    expect(Array.from(x)).toEqual([1, 7, 2, 7, 3, 7]);
    expect(Array.from(y)).toEqual([10, 20, 60]);
  });

  it('standardises inputs and numeric targets; a constant column becomes 0', () => {
    const plan = read(text, { standardize: true });
    const { x, y } = createDataset(plan, 1);
    const third = Math.sqrt(2 / 3);
    [-1 / third, 0, 0, 0, 1 / third, 0].forEach((value, i) => {
      expect(x[i]).toBeCloseTo(value, 6);
    });
    // mean 30, deviation √((400 + 100 + 900)/3)
    [-20, -10, 30].forEach((value, i) => {
      expect(y[i]).toBeCloseTo(value / Math.sqrt(1400 / 3), 6);
    });
    expect(Array.from(plan.inputValues)).toEqual([1, 7, 2, 7, 3, 7]);
  });

  it('leaves one-hot targets as they are', () => {
    const { y } = createDataset(read('x,k\n1,a\n2,b\n3,a\n', { standardize: true }), 1);
    expect(Array.from(y)).toEqual([1, 0, 0, 1, 1, 0]);
  });
});
