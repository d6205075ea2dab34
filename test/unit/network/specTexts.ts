import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Diagnostic, TextRange } from '../../../src/base/textRange.js';
import { createDataFileReader } from '../../../src/data/nodeDataFiles.js';
import { checkSpec, type CheckedSpec, type SpecEnvironment } from '../../../src/network/checkSpec.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

const environment: SpecEnvironment = {
  readDataFile: createDataFileReader({
    specFile: join(EXAMPLES, 'spec.bbd.yaml'),
    workspaceFolder: EXAMPLES,
  }),
};

/** Name and text of every example that is shipped. */
export const examples: readonly (readonly [string, string])[] = readdirSync(EXAMPLES)
  .filter((file) => /\.bbd\.(yaml|yml|json)$/.test(file))
  .map((file) => [file, readFileSync(join(EXAMPLES, file), 'utf8')]);

/** A small valid spec; `changes` replaces texts in it. */
export function specText(...changes: readonly (readonly [string, string])[]): string {
  let text = `bbd: 1
name: Small
seed: 7
data: {source: teacher, inputs: 3, outputs: 2, samples: 64, noise: 0.1}
layers:
  - {type: dense, units: 4, activation: tanh}
  - repeat: 2
    layers:
      - {type: dense, units: 5, activation: relu, bias: false}
  - {type: dense, units: 2}
loss: mse
training: {optimizer: sgd, learningRate: 0.05, batchSize: 4, steps: 100, backend: cpu}
analysis: {every: 5, probe: 6, mode: probe}
`;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the spec has no "${from}"`);
    text = text.replace(from, () => to);
  }
  return text;
}

export const check = (text: string): CheckedSpec => checkSpec(text, environment);

export const isInside = ({ start, end }: TextRange, text: string): boolean =>
  Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;

/** Codes and the marked texts of what is said about a spec. */
export const findings = (text: string): readonly (readonly [string, string])[] =>
  check(text).diagnostics.map(({ code, range }) => [code, text.slice(range.start, range.end)]);

/** The only diagnostic. @throws Error when there is another number of them */
export function onlyDiagnostic(text: string): Diagnostic {
  const { diagnostics } = check(text);
  const [first] = diagnostics;
  if (first === undefined || diagnostics.length > 1) {
    throw new Error(`${diagnostics.length} diagnostics: ${diagnostics.map(({ code }) => code).join(', ')}`);
  }
  return first;
}

/** The text after the quick fix of a diagnostic. */
export function applyFix(text: string, { fix }: Diagnostic): string {
  if (fix === undefined) throw new Error('there is no fix');
  return [...fix.edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (fixed, { range, newText }) => fixed.slice(0, range.start) + newText + fixed.slice(range.end),
      text,
    );
}
