import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TextEdit } from '../../../src/base/textRange.js';
import { createDataFileReader } from '../../../src/data/nodeDataFiles.js';
import type { SpecEnvironment } from '../../../src/network/checkSpec.js';
import { lintSpec, type LintedSpec, type SeverityOverrides } from '../../../src/symmetry/lintSpec.js';
import type { Finding, SymmetryReport } from '../../../src/symmetry/types.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

const environment: SpecEnvironment = {
  readDataFile: createDataFileReader({
    specFile: join(EXAMPLES, 'spec.bbd.yaml'),
    workspaceFolder: EXAMPLES,
  }),
};

export const exampleText = (name: string): string => readFileSync(join(EXAMPLES, `${name}.bbd.yaml`), 'utf8');

export const lint = (text: string, severities: SeverityOverrides = {}): LintedSpec =>
  lintSpec(text, environment, severities);

/** A spec with these layers, one an entry, in YAML's flow style. */
export function specOf(layers: readonly string[], data = '{source: teacher, inputs: 8, outputs: 1}'): string {
  return `bbd: 1
data: ${data}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse
`;
}

/** @throws Error when the text has errors, with what they say */
export function reportOf(text: string): SymmetryReport {
  const { symmetry, diagnostics } = lint(text);
  if (symmetry === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return symmetry;
}

/** Codes and marked texts of the findings. */
export const marksOf = (text: string): readonly (readonly [string, string])[] =>
  reportOf(text).findings.map(({ code, range }) => [code, text.slice(range.start, range.end)]);

/** The only finding. @throws Error when there is another number of them */
export function onlyFinding(text: string): Finding {
  const { findings } = reportOf(text);
  const [first] = findings;
  if (first === undefined || findings.length > 1) {
    throw new Error(`${findings.length} findings: ${findings.map(({ message }) => message).join('\n')}`);
  }
  return first;
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end)
    .reduce(
      (edited, { range, newText }) => edited.slice(0, range.start) + newText + edited.slice(range.end),
      text,
    );
}

/** The text after a fix of a finding, the first one unless told otherwise. @throws Error when there is none */
export function applyFix(text: string, { fixes, message }: Finding, which = 0): string {
  const fix = fixes[which];
  if (fix === undefined) throw new Error(`no fix: ${message}`);
  return applyEdits(text, fix.edits);
}
