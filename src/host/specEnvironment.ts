import { dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../base/result.js';
import { createDataFileReader } from '../data/nodeDataFiles.js';
import type { SpecEnvironment } from '../network/checkSpec.js';

/** What a spec may read, and a list of what it asked for. */
export interface WatchedEnvironment {
  readonly environment: SpecEnvironment;
  /** Absolute paths asked for since the last call of this function. */
  readonly takeFilesAsked: () => readonly string[];
  /** Takes an absolute path for one that was asked for. */
  readonly watchFile: (path: string) => void;
}

/** A document that is a file may read tables beside it, inside its workspace folder; any other must be saved first. */
export function createSpecEnvironment(document: vscode.TextDocument): WatchedEnvironment {
  if (document.uri.scheme !== 'file') {
    const message = document.isUntitled
      ? 'Save this spec first: the path of a table is relative to the file of the spec.'
      : 'Tables can be read for specs on the local file system only.';
    return {
      environment: { readDataFile: () => fail({ kind: 'unreadable', message }) },
      takeFilesAsked: () => [],
      watchFile: () => undefined,
    };
  }
  const specFile = document.uri.fsPath;
  const specFolder = dirname(specFile);
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? specFolder;
  const readDataFile = createDataFileReader({ specFile, workspaceFolder });
  let asked: string[] = [];
  return {
    environment: {
      readDataFile: (path) => {
        asked.push(resolve(specFolder, path));
        return readDataFile(path);
      },
    },
    takeFilesAsked: () => {
      const files = asked;
      asked = [];
      return files;
    },
    watchFile: (path) => {
      asked.push(path);
    },
  };
}
