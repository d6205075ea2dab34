import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL_CODES } from '../../../src/symmetry/allCodes.js';
import { parseGuide, readGuide } from '../../../src/cli/diagnosticsGuide.js';
import { CliFolder, GUIDE_FILE, spec, SYMMETRIC, WIDE } from './cliHarness.js';

const WRONG = spec({ loss: 'msee' });
const folder = new CliFolder();
beforeAll(() => {
  folder.write('wide one.bbd.yaml', spec({ layers: WIDE }));
  folder.write('symmetric.bbd.yaml', spec({ layers: SYMMETRIC }));
  folder.write('wrong.bbd.yaml', WRONG);
});
afterAll(() => {
  folder.remove();
});
const FILES = ['wide one.bbd.yaml', 'symmetric.bbd.yaml', 'wrong.bbd.yaml', 'missing.bbd.yaml'];

interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}
interface Place {
  readonly start: Position;
  readonly end: Position;
}
interface Report {
  readonly schema: string;
  readonly generator: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly files: readonly {
    readonly file: string;
    readonly kind: string | null;
    readonly findings: readonly {
      readonly code: string;
      readonly severity: string;
      readonly range: Place;
      readonly strength?: string;
      readonly fixes: readonly {
        readonly title: string;
        readonly edits: readonly { readonly range: Place; readonly newText: string }[];
      }[];
    }[];
    readonly symmetry: { readonly verdict: string; readonly blocks: readonly unknown[] } | null;
    readonly network: { readonly parameterCount: number; readonly links: readonly unknown[] } | null;
  }[];
}

describe('--format json', () => {
  const read = async (files: readonly string[]): Promise<Report> => {
    const { stdout, stderr } = await folder.run(['check', ...files, '--format', 'json']);
    expect(stderr).toBe('');
    return JSON.parse(stdout) as Report;
  };

  test('holds the findings of all files with their places', async () => {
    const report = await read(FILES);
    expect(report).toMatchObject({ schema: 'bbd-check/1', generator: 'bbd-inspector 1.2.3' });
    expect(report.files.map(({ file }) => file)).toEqual(FILES);
    expect(report.files.map(({ kind }) => kind)).toEqual(['spec', 'spec', 'spec', null]);
    const [, , wrong] = report.files;
    expect(wrong?.findings[0]).toMatchObject({
      code: 'spec.unknownValue',
      severity: 'error',
      range: { start: { line: 6, column: 7, offset: WRONG.indexOf('msee') } },
    });
    expect(wrong?.network).toBeNull();
    expect(report.counts['error']).toBe(2);
  });

  test('says what is known of the symmetry, and of the network', async () => {
    const { files } = await read(FILES);
    expect(files.map(({ symmetry }) => symmetry?.verdict)).toEqual([
      'broken',
      'symmetric',
      // The loss is wrong, the layers are not in doubt.
      'undefined',
      undefined,
    ]);
    expect(files[1]?.symmetry?.blocks).toHaveLength(1);
    expect(files[1]?.network?.links).toHaveLength(7);
    expect(files[1]?.network?.parameterCount).toBe(24 + 5 * 42 + 14);
  });

  test('applying the first fix of a finding removes it', async () => {
    const { files } = await read(['wide one.bbd.yaml']);
    const finding = files[0]?.findings.find(({ code }) => code === 'symmetry.width');
    const edits = [...(finding?.fixes[0]?.edits ?? [])].sort(
      (a, b) => b.range.start.offset - a.range.start.offset,
    );
    expect(finding?.strength).toBeDefined();
    expect(edits.length).toBeGreaterThan(0);
    let text = spec({ layers: WIDE });
    for (const { range, newText } of edits) {
      text = text.slice(0, range.start.offset) + newText + text.slice(range.end.offset);
    }
    folder.write('mended.bbd.yaml', text);
    const mended = await read(['mended.bbd.yaml']);
    expect(mended.files[0]?.findings.filter(({ code }) => code === 'symmetry.width')).toEqual([]);
  });
});

describe('--format sarif', () => {
  const schema = JSON.parse(
    readFileSync(new URL('sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
  ) as object;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const isValid = ajv.compile(schema);

  const read = async (files: readonly string[]): Promise<Log> => {
    const { stdout } = await folder.run(['check', ...files, '--format', 'sarif']);
    const log = JSON.parse(stdout) as Log;
    isValid(log);
    expect(isValid.errors).toBeNull();
    return log;
  };

  test('the schema refuses what is no log', () => {
    expect(isValid({ version: '2.1.0' })).toBe(false);
  });

  test('is valid for files with and without findings', async () => {
    await read(FILES);
    await read(['symmetric.bbd.yaml']);
  });

  test('names files from the working directory, and places in UTF-16 code units', async () => {
    const {
      runs: [run],
    } = await read(FILES);
    expect(run?.columnKind).toBe('utf16CodeUnits');
    expect(run?.artifacts?.map(({ location }) => location?.uri)).toEqual([
      'wide%20one.bbd.yaml',
      'symmetric.bbd.yaml',
      'wrong.bbd.yaml',
      'missing.bbd.yaml',
    ]);
    const wrong = run?.results?.find(({ ruleId }) => ruleId === 'spec.unknownValue');
    expect(wrong?.level).toBe('error');
    expect(wrong?.locations?.[0]?.physicalLocation?.region).toMatchObject({
      startLine: 6,
      startColumn: 7,
      endLine: 6,
      endColumn: 11,
      charOffset: WRONG.indexOf('msee'),
      charLength: 4,
    });
  });

  test('a file elsewhere has an absolute address', async () => {
    const elsewhere = new CliFolder();
    elsewhere.write('far.bbd.yaml', spec());
    const {
      runs: [run],
    } = await read([elsewhere.at('far.bbd.yaml')]);
    expect(run?.artifacts?.[0]?.location?.uri).toMatch(/^file:\/\/\/.*far\.bbd\.yaml$/);
    elsewhere.remove();
  });

  test('every result has a rule, and rules say what they mean', async () => {
    const {
      runs: [run],
    } = await read(FILES);
    const rules = run?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    const value = rules.find(({ id }) => id === 'spec.unknownValue');
    expect(rules.find(({ id }) => id === 'symmetry.width')?.help?.markdown).toContain('**Size.**');
    expect(value?.shortDescription?.text).toMatch(/\w+ \w+/);
    expect(value?.help?.markdown).toContain('**What to do.**');
  });

  test('fixes replace what they name', async () => {
    const {
      runs: [run],
    } = await read(['wrong.bbd.yaml']);
    const fix = run?.results?.[0]?.fixes?.[0];
    expect(fix?.artifactChanges[0]?.replacements[0]).toMatchObject({
      deletedRegion: { charOffset: WRONG.indexOf('msee'), charLength: 4 },
      insertedContent: { text: 'mse' },
    });
  });

  test('a network that is symmetric says so at its file', async () => {
    const {
      runs: [run],
    } = await read(['symmetric.bbd.yaml']);
    expect(run?.results?.filter(({ level }) => level !== 'note')).toEqual([]);
    expect(run?.artifacts?.[0]?.properties?.['symmetry']).toMatchObject({ verdict: 'symmetric' });
  });
});

test('a guide is read from tables and sections, whatever stands around them', () => {
  const guide = parseGuide(
    [
      '# Diagnostics',
      '| Code | Severity | Meaning | What to do |',
      '| --- | --- | --- | --- |',
      '| `a.b` | error | It is `x` \\| y, see [z](z.md). | Mend it. |',
      '| other | | | |',
      '',
      '### c.d',
      '',
      'The *first* line.',
      '',
      '```yaml',
      '## no heading',
      '```',
      '',
      '**Size.** R.',
      '## Next',
      'Nothing.',
    ].join('\n'),
  );
  expect([...guide.keys()]).toEqual(['a.b', 'c.d']);
  expect(guide.get('a.b')).toEqual({
    meaning: 'It is x | y, see z.',
    markdown: '**Meaning.** It is `x` \\| y, see [z](z.md).\n\n**What to do.** Mend it.',
  });
  expect(guide.get('c.d')?.meaning).toBe('The first line.');
  expect(guide.get('c.d')?.markdown).toMatch(/^The \*first\*[^]*## no heading[^]*\*\*Size\.\*\* R\.$/);
});

test('the documentation explains every code that a check can print', () => {
  const guide = readGuide(GUIDE_FILE);
  expect(ALL_CODES.filter((code) => !guide.has(code))).toEqual([]);
});
