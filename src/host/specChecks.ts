import * as vscode from 'vscode';
import { lintSpec, type LintedSpec } from '../symmetry/lintSpec.js';
import { checkKerasFile } from './checkKerasFile.js';
import { DataFileWatch } from './dataFileWatch.js';
import type { DiagnosticDocs } from './diagnosticDocs.js';
import { toVscodeDiagnostic } from './diagnostics.js';
import type { KerasFiles } from './kerasFiles.js';
import { readSeverities } from './languageSettings.js';
import { findDocument, isSpecDocument } from './specDocuments.js';
import { createSpecEnvironment, type WatchedEnvironment } from './specEnvironment.js';

/** Milliseconds from a keystroke to its check; longer for texts whose check takes long. */
const SHORTEST_DELAY = 15;
const LONGEST_DELAY = 500;
/** Milliseconds from a change of a data file to the check: programs write files in several goes. */
const DATA_FILE_DELAY = 100;

export interface SpecCheck {
  readonly document: vscode.TextDocument;
  readonly checked: LintedSpec;
  /** The text or one of its data files has changed (else it was opened). */
  readonly edited: boolean;
}

interface Entry {
  readonly document: vscode.TextDocument;
  readonly environment: WatchedEnvironment;
  latest: { readonly version: number; readonly checked: LintedSpec; readonly duration: number } | undefined;
  timer: NodeJS.Timeout | undefined;
  edited: boolean;
}

export interface SpecChecksOptions {
  readonly docs: DiagnosticDocs;
  readonly kerasFiles: KerasFiles;
}

/** Checks every open spec and model soon after each change and keeps its squiggles up to date. */
export class SpecChecks implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly collection = vscode.languages.createDiagnosticCollection('bbd');
  private readonly checkEmitter = new vscode.EventEmitter<SpecCheck>();
  private readonly recheckEmitter = new vscode.EventEmitter<void>();
  private readonly watch = new DataFileWatch((spec) => {
    const entry = this.entries.get(spec);
    if (entry !== undefined) this.recheck(entry, true, DATA_FILE_DELAY);
  });
  private readonly subscriptions: readonly vscode.Disposable[];

  /** A spec has been checked after it was opened or changed. */
  readonly onDidCheck = this.checkEmitter.event;

  /** The check of a text has another outcome than before, though the text is the same. */
  readonly onDidRecheck = this.recheckEmitter.event;

  constructor(private readonly options: SpecChecksOptions) {
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.opened(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.changed(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.closed(document);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('bbd.diagnostics')) this.recheckAll();
      }),
      options.kerasFiles.onDidChange(() => {
        this.sortDocuments();
      }),
    ];
    this.sortDocuments();
  }

  /** Whether the language features and the inspector are for this document. */
  isOurs(document: vscode.TextDocument): boolean {
    return isSpecDocument(document) || this.options.kerasFiles.has(document);
  }

  /** The check of a document if it is ours; no work otherwise. */
  checkOurs(document: vscode.TextDocument): LintedSpec | undefined {
    return this.isOurs(document) ? this.check(document) : undefined;
  }

  /** The check of the text as it is now; made at most once a version. */
  check(document: vscode.TextDocument): LintedSpec {
    const entry = this.entries.get(document.uri.toString());
    if (entry === undefined) return this.lint(document, createSpecEnvironment(document));
    if (entry.latest?.version === document.version) return entry.latest.checked;
    const start = performance.now();
    const checked = this.lint(document, entry.environment);
    entry.latest = { version: document.version, checked, duration: performance.now() - start };
    this.watch.watch(document.uri.toString(), entry.environment.takeFilesAsked());
    return checked;
  }

  /** The check of another text in the place of a document, as that of an earlier run. */
  checkText(document: vscode.TextDocument, text: string): LintedSpec {
    if (text === document.getText()) return this.check(document);
    return this.lint(document, createSpecEnvironment(document), text);
  }

  dispose(): void {
    for (const { timer } of this.entries.values()) clearTimeout(timer);
    this.entries.clear();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.watch.dispose();
    this.checkEmitter.dispose();
    this.recheckEmitter.dispose();
    this.collection.dispose();
  }

  private lint(
    document: vscode.TextDocument,
    watched: WatchedEnvironment,
    text = document.getText(),
  ): LintedSpec {
    const severities = readSeverities(document);
    if (!this.options.kerasFiles.has(document)) return lintSpec(text, watched.environment, severities);
    const { scheme, fsPath } = document.uri;
    const model = { text, file: scheme === 'file' ? fsPath : undefined };
    return checkKerasFile(model, watched, severities, (path) =>
      findDocument(vscode.Uri.file(path))?.getText(),
    );
  }

  /** Takes up the open documents that are ours, and lets go of those that are not any more. */
  private sortDocuments(): void {
    for (const document of vscode.workspace.textDocuments) {
      const known = this.entries.has(document.uri.toString());
      if (known && !this.isOurs(document)) this.closed(document);
      else if (!known) this.opened(document);
    }
    this.recheckEmitter.fire();
  }

  private opened(document: vscode.TextDocument): void {
    if (!this.isOurs(document)) return;
    const environment = createSpecEnvironment(document);
    const entry: Entry = { document, environment, latest: undefined, timer: undefined, edited: false };
    this.entries.set(document.uri.toString(), entry);
    this.schedule(entry, 0);
  }

  private changed(document: vscode.TextDocument): void {
    const entry = this.entries.get(document.uri.toString());
    if (entry === undefined || entry.latest?.version === document.version) return;
    entry.edited = true;
    const duration = entry.latest?.duration ?? 0;
    this.schedule(entry, Math.min(LONGEST_DELAY, Math.max(SHORTEST_DELAY, 2 * duration)));
  }

  private recheckAll(): void {
    for (const entry of this.entries.values()) this.recheck(entry, false, 0);
  }

  /** Checks the same text again. */
  private recheck(entry: Entry, edited: boolean, delay: number): void {
    entry.latest = undefined;
    entry.edited ||= edited;
    this.schedule(entry, delay, true);
  }

  private closed(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.entries.get(key)?.timer);
    this.entries.delete(key);
    this.watch.watch(key, []);
    this.collection.delete(document.uri);
  }

  private schedule(entry: Entry, delay: number, isRecheck = false): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      const { document, edited } = entry;
      entry.edited = false;
      const checked = this.check(document);
      this.collection.set(
        document.uri,
        checked.diagnostics.map((diagnostic) => toVscodeDiagnostic(document, diagnostic, this.options.docs)),
      );
      this.checkEmitter.fire({ document, checked, edited });
      if (isRecheck) this.recheckEmitter.fire();
    }, delay);
  }
}
