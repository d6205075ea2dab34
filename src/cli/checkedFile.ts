import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { messageOf } from '../base/result.js';
import { LineIndex, type TextRange } from '../base/textRange.js';
import { createDataFileReader } from '../data/nodeDataFiles.js';
import { looksLikeKerasModel } from '../keras/modelNode.js';
import { lintKeras, lintSpec, type LintedSpec, type SeverityOverrides } from '../symmetry/lintSpec.js';
import { unreadableSpec } from '../symmetry/unreadableSpec.js';

/** A text far beyond what the checker takes is not even read. */
const MAX_BYTES = 16 * 2 ** 20;

/** A file that was checked, with what was found. */
export interface CheckedFile {
  /** As it was named. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: 'spec' | 'keras';
  /** Empty for a file that cannot be read. */
  readonly text: string;
  readonly isReadable: boolean;
  readonly checked: LintedSpec;
}

/** Reads and checks a spec or a Keras file. A file that cannot be read has that as its only finding. */
export function checkFile(
  file: string,
  workingDirectory: string,
  severities: SeverityOverrides = {},
): CheckedFile {
  const path = resolve(workingDirectory, file);
  const unreadable = (message: string): CheckedFile => {
    const checked = unreadableSpec(file, message);
    return { file, path, kind: 'spec', text: '', isReadable: false, checked };
  };
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES) {
      return unreadable(`The file has ${(size / 2 ** 20).toFixed(0)} MB: too long for a spec or a model.`);
    }
    const text = readFileSync(path, 'utf8');
    if (isKerasFile(path, text)) {
      return { file, path, kind: 'keras', text, isReadable: true, checked: lintKeras(text, severities) };
    }
    const workspaceFolder = workspaceOf(path, workingDirectory);
    const environment = { readDataFile: createDataFileReader({ specFile: path, workspaceFolder }) };
    const checked = lintSpec(text, environment, severities);
    return { file, path, kind: 'spec', text, isReadable: true, checked };
  } catch (thrown) {
    return unreadable(`The file cannot be read: ${messageOf(thrown)}.`);
  }
}

/** Specs say what they are by their name; any other JSON file is a Keras file if it looks like one. */
const isKerasFile = (path: string, text: string): boolean =>
  /\.json$/i.test(path) && !/\.bbd\.json$/i.test(path) && looksLikeKerasModel(text);

/** Data files may lie below the working directory when the spec does, and otherwise below the spec's folder. */
function workspaceOf(path: string, workingDirectory: string): string {
  const way = relative(workingDirectory, path);
  return way.startsWith('..') || isAbsolute(way) ? dirname(path) : workingDirectory;
}

/** Writes places of a file as `file:line:column`, counted from 1 in UTF-16 code units. */
export function placeWriter({ file, text }: CheckedFile): (range: TextRange) => string {
  const lines = new LineIndex(text);
  return ({ start }) => {
    const { line, column } = lines.positionAt(start);
    return `${file}:${line + 1}:${column + 1}`;
  };
}

/** `file:line:column severity code message`, one for each finding, in order of place. */
export function describeFindings(checkedFile: CheckedFile): readonly string[] {
  const place = placeWriter(checkedFile);
  return checkedFile.checked.diagnostics.map(
    ({ range, severity, code, message }) =>
      `${place(range)} ${severity} ${code} ${message.replace(/\s+/g, ' ')}`,
  );
}
