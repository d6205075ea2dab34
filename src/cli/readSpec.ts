import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { messageOf } from '../base/result.js';
import { LineIndex } from '../base/textRange.js';
import { createDataFileReader } from '../data/nodeDataFiles.js';
import { lintSpec, type LintedSpec } from '../symmetry/lintSpec.js';
import { unreadableSpec } from '../symmetry/unreadableSpec.js';

/** A text far beyond what the checker takes is not even read. */
const MAX_SPEC_BYTES = 16 * 2 ** 20;

export interface ReadSpec {
  readonly checked: LintedSpec;
  /** `file:line:column severity code message`, one for each finding, in order of place. */
  readonly findings: readonly string[];
}

/** Reads and checks a spec. A file that cannot be read is a finding like any other. */
export function readSpec(file: string, workingDirectory: string): ReadSpec {
  const specFile = resolve(workingDirectory, file);
  try {
    const { size } = statSync(specFile);
    if (size > MAX_SPEC_BYTES)
      return unreadable(file, `The file has ${(size / 2 ** 20).toFixed(0)} MB: too long for a spec.`);
    const text = readFileSync(specFile, 'utf8');
    const workspaceFolder = workspaceOf(specFile, workingDirectory);
    const checked = lintSpec(text, { readDataFile: createDataFileReader({ specFile, workspaceFolder }) });
    return { checked, findings: describeFindings(file, text, checked) };
  } catch (thrown) {
    return unreadable(file, `The file cannot be read: ${messageOf(thrown)}.`);
  }
}

/** Data files may lie below the working directory when the spec does, and otherwise below the spec's folder. */
function workspaceOf(specFile: string, workingDirectory: string): string {
  const way = relative(workingDirectory, specFile);
  return way.startsWith('..') || isAbsolute(way) ? dirname(specFile) : workingDirectory;
}

function describeFindings(file: string, text: string, { diagnostics }: LintedSpec): string[] {
  const lines = new LineIndex(text);
  return diagnostics.map(({ range, severity, code, message }) => {
    const { line, column } = lines.positionAt(range.start);
    return `${file}:${line + 1}:${column + 1} ${severity} ${code} ${message.replace(/\s+/g, ' ')}`;
  });
}

function unreadable(file: string, message: string): ReadSpec {
  const checked = unreadableSpec(file, message);
  return { checked, findings: describeFindings(file, '', checked) };
}
