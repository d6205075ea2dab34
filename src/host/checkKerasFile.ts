import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { succeed } from '../base/result.js';
import { fileLinks } from '../language/fileLinks.js';
import { lintKeras, lintSpec, type LintedSpec, type SeverityOverrides } from '../symmetry/lintSpec.js';
import type { WatchedEnvironment } from './specEnvironment.js';
import { isSpecName } from './specName.js';

/** Larger files beside a model are no specs. */
const MAX_SPEC_LENGTH = 60_000;

/** A Keras model in the editor. */
export interface OpenModel {
  readonly text: string;
  /** Its absolute path; undefined for one that is not on the local file system. */
  readonly file: string | undefined;
}

/**
 * Checks a Keras model as it stands in the editor. What a run needs beyond it comes from a spec in the same folder
 * that names the file, where there is one; else it is assumed.
 * @param findOpen the unsaved text of a file that is open
 */
export function checkKerasFile(
  { text, file }: OpenModel,
  watched: WatchedEnvironment,
  severities: SeverityOverrides,
  findOpen: (path: string) => string | undefined,
): LintedSpec {
  const checked = lintKeras(text, severities);
  if (file === undefined) return checked;
  const { readDataFile } = watched.environment;
  const environment: WatchedEnvironment['environment'] = {
    // The unsaved text counts.
    readDataFile: (path) => (resolve(dirname(file), path) === file ? succeed(text) : readDataFile(path)),
  };
  for (const { path, text: specText } of specsBeside(file, findOpen)) {
    const spec = lintSpec(specText, environment);
    const names = fileLinks(spec.tree).some((link) => resolve(dirname(file), link.path) === file);
    if (!names) continue;
    watched.watchFile(path);
    const name = basename(path);
    if (spec.network === undefined) {
      const problem = `${name} names this file, but has errors: they keep what it says from being used.`;
      return { ...checked, assumptions: [problem, ...checked.assumptions] };
    }
    const { experiment, gap } = spec;
    return { ...checked, experiment, gap, assumptions: [`Data, loss and training are those of ${name}.`] };
  }
  return checked;
}

/** The specs in the folder of a model whose text has the name of the model's file in it, in order of their names. */
function* specsBeside(
  file: string,
  findOpen: (path: string) => string | undefined,
): Generator<{ readonly path: string; readonly text: string }> {
  const folder = dirname(file);
  for (const name of readFolder(folder).filter(isSpecName).sort()) {
    const path = join(folder, name);
    const text = findOpen(path) ?? readText(path);
    if (text !== undefined && text.length <= MAX_SPEC_LENGTH && text.includes(basename(file)))
      yield { path, text };
  }
}

function readFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
