import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as vscode from 'vscode';

/** Folders below a spec that are looked into, and entries of a folder. */
const MAX_DEPTH = 2;
const MAX_ENTRIES = 500;

/**
 * The files in the folder of a spec, and a little below, whose names end in one of some ways.
 * @returns paths relative to the spec, with slashes; none for a spec that is not on the local file system
 */
export function listFilesBeside(spec: vscode.Uri, endings: readonly string[]): readonly string[] {
  if (spec.scheme !== 'file' || endings.length === 0) return [];
  return listFiles(dirname(spec.fsPath), '', endings, MAX_DEPTH);
}

function listFiles(
  folder: string,
  prefix: string,
  endings: readonly string[],
  depth: number,
): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .slice(0, MAX_ENTRIES);
    return entries.flatMap((entry) => {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        return depth === 0 ? [] : listFiles(join(folder, entry.name), `${path}/`, endings, depth - 1);
      }
      return endings.some((ending) => path.endsWith(ending)) && !path.endsWith('.bbd.json') ? [path] : [];
    });
  } catch {
    // A folder that cannot be read has nothing to offer.
    return [];
  }
}
