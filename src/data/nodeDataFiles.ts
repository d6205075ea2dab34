import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

import { fail, messageOf, succeed } from '../base/result.js';
import type { DataFileProblem, ReadDataFile } from './dataFiles.js';

/** A larger file would take longer to parse than a person waits: about a second for this one on a slow machine. */
export const MAX_DATA_FILE_BYTES = 8 * 2 ** 20;

export interface DataFilePlaces {
  /** Absolute path of the spec: data files are relative to its folder. It need not exist. */
  readonly specFile: string;
  /** Absolute path of the folder that data files must lie in. */
  readonly workspaceFolder: string;
}

interface CachedFile {
  readonly modified: number;
  readonly size: number;
  readonly text: string;
}

const problem = (kind: DataFileProblem['kind'], message: string): DataFileProblem => ({ kind, message });

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path with symbolic links followed; as it is where nothing exists. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

const hasCode = (thrown: unknown, ...codes: readonly string[]): boolean =>
  thrown instanceof Error && 'code' in thrown && codes.some((code) => code === thrown.code);

/**
 * Reads data files from disk: only regular files inside the workspace, symbolic links followed first. A file that has
 * not changed is read once.
 */
export function createDataFileReader({ specFile, workspaceFolder }: DataFilePlaces): ReadDataFile {
  const cache = new Map<string, CachedFile>();
  const outside = (path: string): DataFileProblem =>
    problem(
      'outsideWorkspace',
      `"${path}" lies outside the workspace. Copy the file next to the spec, or open the folder that holds both.`,
    );

  return (path) => {
    const workspace = realPathOf(workspaceFolder);
    const wanted = resolve(realPathOf(dirname(specFile)), path);
    // Said before looking, so that a spec cannot find out which files exist elsewhere.
    if (!isInside(wanted, workspace)) return fail(outside(path));
    try {
      const file = realpathSync(wanted);
      if (!isInside(file, workspace)) return fail(outside(path));
      const stats = statSync(file);
      if (!stats.isFile()) return fail(problem('unreadable', `"${path}" is not a file.`));
      const { mtimeMs: modified, size } = stats;
      if (size > MAX_DATA_FILE_BYTES) {
        const megabytes = (size / 2 ** 20).toFixed(1);
        return fail(
          problem(
            'tooLarge',
            `"${path}" has ${megabytes} MB; at most ${MAX_DATA_FILE_BYTES / 2 ** 20} MB are read. Take a part of its rows.`,
          ),
        );
      }
      const known = cache.get(file);
      if (known?.modified === modified && known.size === size) return succeed(known.text);
      const text = readFileSync(file, 'utf8');
      cache.set(file, { modified, size, text });
      return succeed(text);
    } catch (thrown) {
      return hasCode(thrown, 'ENOENT', 'ENOTDIR')
        ? fail(problem('missing', `There is no file "${path}" (relative to the spec).`))
        : fail(problem('unreadable', `"${path}" cannot be read: ${messageOf(thrown)}.`));
    }
  };
}
