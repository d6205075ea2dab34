import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { inRepository } from '../../tools/setup/repository.mjs';
import { createDataFileReader } from '../../src/data/nodeDataFiles.js';
import { Inspection } from '../../src/host/inspection.js';
import { Inspector } from '../../src/host/inspector.js';
import { RunLibrary } from '../../src/host/runLibrary.js';
import type { StartWorker, TrainingRun } from '../../src/host/trainingRun.js';
import { lintSpec, type LintedSpec } from '../../src/symmetry/lintSpec.js';
import { startRun } from '../../src/worker/runClient.js';
import { closeText, openText, type TextEditor } from './vscode/documents.js';
import { joinPanel, type PageLink, type WebviewPanel } from './vscode/webview.js';

export interface SpecOptions {
  /** A file of examples/. */
  readonly example?: string;
  /** Changes its text. */
  readonly edit?: (text: string) => string;
  /** The text of the spec itself. */
  readonly text?: string;
}

const textOf = ({ example = 'deep-tanh.bbd.yaml', edit, text }: SpecOptions): string => {
  const written = text ?? readFileSync(inRepository('examples', example), 'utf8');
  return edit === undefined ? written : edit(written);
};

const fileOf = ({ example = 'spec.bbd.yaml' }: SpecOptions): string => example;

const startWorker: StartWorker = (request) =>
  startRun({
    ...request,
    workerFile: inRepository('dist', 'worker.js'),
    wasmDirectory: inRepository('dist', 'wasm'),
  });

const extensionUri = vscode.Uri.file(inRepository());

const readDataFile = createDataFileReader({
  specFile: inRepository('examples', 'any.bbd.yaml'),
  workspaceFolder: inRepository('examples'),
});
const check = (text: string): LintedSpec => lintSpec(text, { readDataFile });

let specs = 0;

/** The extension's own host of one spec, in a VS Code that is a stand-in. */
export class SpecHost {
  readonly inspector: Inspector;
  readonly editor: TextEditor;
  /** Blocks that the page asked to make stand out; undefined for none. */
  readonly highlightedBlocks: (number | undefined)[] = [];
  private readonly storage = mkdtempSync(join(tmpdir(), 'bbd-page-'));
  private readonly uri: vscode.Uri;

  constructor(options: SpecOptions) {
    specs++;
    // All are open at once: the query tells them apart.
    const uri = vscode.Uri.file(inRepository('examples', fileOf(options)));
    this.uri = uri.with({ query: `spec=${specs}` });
    this.editor = openText(this.uri, textOf(options));
    this.inspector = new Inspector(this.uri, {
      extensionUri,
      checks: { check: (document) => check(document.getText()), checkText: (_, text) => check(text) },
      library: new RunLibrary(
        this.storage,
        () => ({ keep: 10, limitBytes: 2 ** 26 }),
        () => {
          this.inspector.refreshRuns();
        },
      ),
      version: undefined,
      log: vscode.window.createOutputChannel('BBD Inspector', { log: true }),
      startWorker,
      highlightBlock: (_spec, block) => {
        this.highlightedBlocks.push(block);
      },
      onChange: () => undefined,
      onRelease: () => undefined,
    });
  }

  /** Shows the panel in a page; the text has been read, and nothing has been trained. */
  async showPanel(link: PageLink): Promise<WebviewPanel> {
    await this.inspector.readText();
    return joinPanel(link, () => {
      this.inspector.showPanel();
    });
  }

  /** Changes the text as if it was typed. */
  async type(edit: (text: string) => string): Promise<void> {
    this.editor.document.setText(edit(this.editor.document.getText()));
    await this.inspector.readText();
  }

  /** Puts the cursor at the first place of the text that reads so. */
  moveCursor(found: string): void {
    const offset = this.editor.document.getText().indexOf(found);
    if (offset < 0) throw new Error(`“${found}” is not in the text`);
    this.inspector.inspection.followCursor(offset);
  }

  /** The line, from 0, where the host has put the cursor. */
  get cursorLine(): number {
    return this.editor.selection.active.line;
  }

  dispose(): void {
    this.inspector.dispose();
    closeText(this.uri);
    rmSync(this.storage, { recursive: true, force: true, maxRetries: 5 });
  }
}

const recorded = new Map<string, Promise<TrainingRun>>();

/** The run of a spec to its end, trained once for all tests of this process that ask for the same text. */
export function recordedRun(options: SpecOptions): Promise<TrainingRun> {
  const text = textOf(options);
  const run = recorded.get(text) ?? train(options);
  recorded.set(text, run);
  return run;
}

function train(options: SpecOptions): Promise<TrainingRun> {
  const text = textOf(options);
  return new Promise((resolve, reject) => {
    const inspection = new Inspection(fileOf(options), check(text), text, startWorker, undefined, () => {
      const { run } = inspection;
      if (run?.live === false) resolve(run);
    });
    if (inspection.startRun()) return;
    const problems = inspection.view().problems.map(({ line, message }) => `line ${line}: ${message}`);
    reject(new Error(`the spec cannot be trained: ${problems.join('; ')}`));
  });
}
