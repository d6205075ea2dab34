import { open, rename, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ExportFile } from '../export/formats.js';

/** Bytes that are gathered before they are written. */
const CHUNK = 2 ** 20;

/**
 * Writes files into a folder, the large ones piece by piece, so that the editor goes on meanwhile. A file is there whole or as it was
 * before.
 * @returns their addresses, in the same order
 * @throws Error of the file system
 */
export async function writeFiles(
  folder: vscode.Uri,
  files: readonly ExportFile[],
): Promise<readonly vscode.Uri[]> {
  const written: vscode.Uri[] = [];
  for (const { name, pieces } of files) {
    const target = vscode.Uri.joinPath(folder, name);
    if (target.scheme === 'file') await writeLocal(target.fsPath, chunks(pieces()));
    else await vscode.workspace.fs.writeFile(target, Buffer.concat([...chunks(pieces())]));
    written.push(target);
  }
  return written;
}

async function writeLocal(path: string, parts: Iterable<Uint8Array>): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    const file = await open(unfinished, 'w');
    try {
      for (const part of parts) await file.writeFile(part);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Pieces of any size as ones of about a megabyte. */
function* chunks(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    gathered.push(bytes);
    size += bytes.length;
    if (size < CHUNK) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    size = 0;
  }
  yield Buffer.concat(gathered);
}
