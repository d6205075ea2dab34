import * as vscode from 'vscode';
import type { LibrarySettings } from './runLibrary.js';

/** The settings `bbd.runs.*`. */
export function readRunSettings(): LibrarySettings {
  const settings = vscode.workspace.getConfiguration('bbd.runs');
  const read = (key: string, otherwise: number): number => {
    const value: unknown = settings.get(key, otherwise);
    return typeof value === 'number' && value >= 1 ? value : otherwise;
  };
  return { keep: Math.floor(read('keep', 10)), limitBytes: read('storageLimit', 512) * 2 ** 20 };
}
