import * as vscode from 'vscode';
import type { Inspectors } from './inspectors.js';
import type { RunLibrary } from './runLibrary.js';
import { fileNameOf, RUN_SCHEME } from './specDocuments.js';

/**
 * The address of the text of a run, read-only.
 * @param name of the run
 * @param spec whose run it is: the text has its language
 */
export const runTextUri = (id: string, name: string, spec: vscode.Uri): vscode.Uri =>
  vscode.Uri.from({
    scheme: RUN_SCHEME,
    path: `/${name.replaceAll('/', '∕')}/${fileNameOf(spec)}`,
    query: id,
  });

/** Gives the editor the texts that runs were trained from. */
export class RunTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(RUN_SCHEME, this);

  constructor(
    private readonly inspectors: Inspectors,
    private readonly library: RunLibrary,
  ) {}

  async provideTextDocumentContent({ query: id }: vscode.Uri): Promise<string> {
    for (const { runs } of this.inspectors.all()) {
      const text = runs.textOf(id);
      if (text !== undefined) return text;
    }
    // An editor that came back with the window asks before any spec is looked at.
    await this.library.read('');
    return this.library.textOf(id) ?? '# This run is not stored any more.\n';
  }

  dispose(): void {
    this.registration.dispose();
  }
}
