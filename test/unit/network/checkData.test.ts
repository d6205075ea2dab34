import { describe, expect, it } from 'vitest';

import type { Result } from '../../../src/base/result.js';
import type { DataFileProblem } from '../../../src/data/dataFiles.js';
import { checkSpec, type CheckedSpec } from '../../../src/network/checkSpec.js';

const measurements = 'id,length,width,species\n1,5.1,3.5,setosa\n2,7.0,3.2,versicolor\n3,6.3,3.3,setosa\n';

interface Options {
  readonly data?: string;
  readonly units?: number;
  readonly loss?: string;
}

/** Checks a spec whose data source is the csv file `file`. */
function checkCsv(
  file: Result<string, DataFileProblem>,
  options: Options = {},
): CheckedSpec & { text: string } {
  const { data = '', units = 2, loss = 'crossEntropy' } = options;
  const text = `bbd: 1
data: {source: csv, path: some.csv${data}}
layers: [{type: dense, units: ${units}}]
loss: ${loss}
`;
  return { ...checkSpec(text, { readDataFile: () => file }), text };
}

const withText = (value: string, options?: Options): ReturnType<typeof checkCsv> =>
  checkCsv({ ok: true, value }, options);

describe('a csv data source', () => {
  it('asks for the path as written', () => {
    const asked: string[] = [];
    checkSpec('data: {source: csv, path: ../a b.csv}', {
      readDataFile: (path) => {
        asked.push(path);
        return { ok: true, value: measurements };
      },
    });
    expect(asked).toEqual(['../a b.csv']);
  });

  it('takes the last column as the target, and words as classes', () => {
    const { experiment, diagnostics } = withText(measurements);
    expect(diagnostics).toEqual([]);
    expect(experiment?.data).toMatchObject({
      source: 'csv',
      inputs: 3,
      outputs: 2,
      samples: 3,
      targetKind: 'classes',
    });
  });

  it('takes the columns that are named', () => {
    const { experiment } = withText(measurements, {
      data: ', targets: [width, length], inputs: [id]',
      loss: 'mse',
    });
    expect(experiment?.data).toMatchObject({ inputs: 1, outputs: 2, targetKind: 'numbers' });
  });

  it.each([
    ['missing', 'data.missingFile'],
    ['outsideWorkspace', 'data.outsideWorkspace'],
    ['tooLarge', 'data.fileTooLarge'],
    ['unreadable', 'data.unreadableFile'],
  ] as const)('reports at the path that the file is %s', (kind, code) => {
    const { diagnostics, text, experiment } = checkCsv({ ok: false, error: { kind, message: 'Why not.' } });
    expect(diagnostics).toMatchObject([{ code, severity: 'error', message: 'Why not.' }]);
    const range = diagnostics[0]?.range;
    expect(text.slice(range?.start, range?.end)).toBe('some.csv');
    expect(experiment).toBeUndefined();
  });

  it.each([
    [', targets: colour', 'data.csvColumn', 'colour', 'no column "colour"'],
    [', targets: [width, colour]', 'data.csvColumn', 'colour', 'no column "colour"'],
    [', inputs: [length, len]', 'data.csvColumn', 'len', 'no column "len"'],
    [', inputs: []', 'data.csvColumn', '[]', 'names no column'],
    [', inputs: [species]', 'data.csvColumn', '[species]', 'is an input and a target'],
    [', targets: 4', 'data.csvColumn', '4', 'No column is left for the inputs'],
    [', targets: [id, width], classes: true', 'data.csvClasses', '[id, width]', 'one column'],
    [
      ', targets: length, inputs: [species]',
      'data.csvValue',
      'some.csv',
      'Line 2, column "species": "setosa"',
    ],
    [', header: false, targets: "2"', 'data.csvValue', 'some.csv', 'Line 1, column "2": "length"'],
    [', delimiter: semicolon', 'data.csvColumn', 'some.csv', 'delimiter'],
    [', targets: 0', 'spec.outOfRange', '0', 'from 1 to 1000'],
    [', targets: true', 'spec.wrongType', 'true', 'a list of column names'],
  ])('reports%s at its place', (data, code, marked, words) => {
    const { diagnostics, text } = withText(measurements, { data });
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    if (found === undefined) throw new Error(diagnostics.map((d) => d.code).join(', '));
    expect(text.slice(found.range.start, found.range.end)).toBe(marked);
    expect(found.message).toContain(words);
  });

  it('compares the head with the number of classes, pointing at the file', () => {
    const { diagnostics, text } = withText(measurements, { units: 5 });
    expect(diagnostics).toMatchObject([{ code: 'network.outputMismatch' }]);
    const related = diagnostics[0]?.related?.[0]?.range;
    expect(text.slice(related?.start, related?.end)).toBe('some.csv');
  });

  it('refuses crossEntropy for numeric targets', () => {
    const { diagnostics } = withText('x,y,z\n1,2,3\n4,5,6\n', { data: ', targets: 2' });
    expect(diagnostics.map(({ code }) => code)).toEqual(['network.lossTargets']);
  });

  it('notices that a file or its options have changed', () => {
    const outputs = (value: string, data?: string): number | undefined =>
      withText(value, data === undefined ? {} : { data }).experiment?.data.samples;
    expect(outputs(measurements)).toBe(3);
    expect(outputs(`${measurements}4,6.1,3.0,versicolor\n`)).toBe(4);
    expect(outputs(measurements)).toBe(3);
    expect(outputs(measurements, ', inputs: [id]')).toBe(3);
    expect(withText(measurements, { data: ', inputs: [id]' }).experiment?.data.inputs).toBe(1);
  });
});
