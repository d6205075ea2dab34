import * as vscode from 'vscode';
import { looksLikeKerasModel } from '../keras/modelNode.js';
import { isSpecDocument } from './specDocuments.js';

/** Languages of files that can hold a Keras model. */
export const JSON_SELECTOR: readonly vscode.DocumentFilter[] = [{ language: 'json' }, { language: 'jsonc' }];

/**
 * The JSON files that are treated as Keras models: a `.json` file is not ours by its name, so these are the ones that
 * were analysed in this window, and those that the setting `bbd.kerasFiles` names.
 */
export class KerasFiles implements vscode.Disposable {
  private readonly analysed = new Set<string>();
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  private readonly subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('bbd.kerasFiles')) this.changeEmitter.fire();
  });

  /** Other files than before are treated as models. */
  readonly onDidChange = this.changeEmitter.event;

  /** From now on, for this window. */
  add(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (this.analysed.has(key)) return;
    this.analysed.add(key);
    this.changeEmitter.fire();
  }

  has(document: vscode.TextDocument): boolean {
    if (vscode.languages.match(JSON_SELECTOR, document) === 0 || isSpecDocument(document)) return false;
    return this.analysed.has(document.uri.toString()) || isNamed(document);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }
}

function isNamed(document: vscode.TextDocument): boolean {
  const globs: unknown = vscode.workspace.getConfiguration('bbd', document).get('kerasFiles');
  if (!Array.isArray(globs) || globs.length === 0) return false;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return globs.some((glob: unknown) => {
    if (typeof glob !== 'string') return false;
    const pattern = folder === undefined ? glob : new vscode.RelativePattern(folder, glob);
    return vscode.languages.match({ pattern }, document) > 0;
  });
}

/** Whether a document is a JSON file with what looks like a model in it. */
export const mayHoldModel = (document: vscode.TextDocument): boolean =>
  vscode.languages.match(JSON_SELECTOR, document) > 0 && looksLikeKerasModel(document.getText());
