import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { CONTINUUM_CODES } from '../../../src/symmetry/continuumCodes.js';
import { LINT_CODES } from '../../../src/symmetry/lintCodes.js';
import { SYMMETRY_CODES } from '../../../src/symmetry/symmetryCodes.js';
import { lint } from './lintText.js';

const reference = readFileSync(join(import.meta.dirname, '../../../docs/diagnostics.md'), 'utf8');

/** Text under a heading, up to the next one; the heading is what the editor links to. */
function section(heading: string): string {
  const start = reference.indexOf(`\n### ${heading}\n`);
  if (start < 0) throw new Error(`docs/diagnostics.md has no heading "### ${heading}"`);
  const text = reference.slice(start + heading.length + 5);
  const next = text.search(/^##/m);
  return next < 0 ? text : text.slice(0, next);
}

const codes: readonly string[] = [...SYMMETRY_CODES, ...CONTINUUM_CODES, ...LINT_CODES];
/** Only a Keras file can hold a layer that is not looked into, and only a run knows what it has made of its weights. */
const WITHOUT_EXAMPLE = ['symmetry.opaque', 'continuum.notControlled'];
const withExample = codes.filter((code) => !WITHOUT_EXAMPLE.includes(code));

describe('docs/diagnostics.md', () => {
  it('has a heading for every code of the linter, and no other', () => {
    const headings = [...reference.matchAll(/^### ((?:symmetry|continuum|lint)\..*)$/gm)].map(
      ([, code]) => code,
    );
    expect([...headings].sort()).toEqual([...codes].sort());
  });

  it.each(SYMMETRY_CODES)('tells of %s its size and what to do', (code) => {
    expect(section(code)).toContain('**Size.** ');
    expect(section(code)).toContain('**What to do.** ');
  });

  it.each(withExample)('shows an example of %s with the very message', (code) => {
    const text = section(code);
    const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const message = /^> (.*)$/m.exec(text)?.[1];
    const data = example.startsWith('data:') ? '' : 'data: {source: teacher, inputs: 8, outputs: 1}\n';
    const said = lint(`bbd: 1\n${data}${example}loss: mse\n`, { 'continuum.rough': 'information' })
      .diagnostics.filter((diagnostic) => diagnostic.code === code)
      .map((diagnostic) => diagnostic.message);
    expect(said).toEqual([message]);
  });
});
