import * as vscode from 'vscode';
import { assertNever, fail, messageOf, succeed, type Result } from '../base/result.js';
import type { TextRange } from '../base/textRange.js';
import { unreadableSpec } from '../symmetry/unreadableSpec.js';
import type { PanelMessage, PanelView, RunAction } from '../protocol/panel.js';
import type { WhatIfRequest } from '../protocol/whatIf.js';
import type { RunStatus } from '../run/result.js';
import type { ExportedRun } from '../export/exportedRun.js';
import { answerExport } from './answerExport.js';
import { answerWhatIf } from './answerWhatIf.js';
import { exportRun } from './exportRun.js';
import { Inspection } from './inspection.js';
import { InspectorPanel } from './inspectorPanel.js';
import { PageRuns } from './pageRuns.js';
import { moveCursorInEditor, revealInEditor } from './revealInEditor.js';
import { RefinementRun } from './refinementRun.js';
import { actOnRuns } from './runActions.js';
import type { RunLibrary } from './runLibrary.js';
import type { SpecChecks } from './specChecks.js';
import { SpecRuns } from './specRuns.js';
import { fileNameOf, findDocument } from './specDocuments.js';
import type { StartWorker } from './trainingRun.js';

/** What all inspectors share. */
export interface InspectorServices {
  readonly extensionUri: vscode.Uri;
  readonly checks: Pick<SpecChecks, 'check' | 'checkText'>;
  readonly library: RunLibrary;
  /** Of the extension. */
  readonly version: string | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly startWorker: StartWorker;
  /** Makes the layers of a symmetric block stand out in the editor, or none. */
  readonly highlightBlock: (spec: vscode.Uri, block: number | undefined) => void;
  /** An inspector's view, run or panel has changed. */
  readonly onChange: (inspector: Inspector) => void;
  /** An inspector's panel was closed or its run has ended: perhaps nobody needs it any more. */
  readonly onRelease: (inspector: Inspector) => void;
}

/** The inspection of one spec in the editor: its text, its panel, its runs and their storage. */
export class Inspector implements vscode.Disposable {
  readonly inspection: Inspection;
  private panel: InspectorPanel | undefined;
  private readonly pageRuns: PageRuns;
  private readonly refinement: RefinementRun;
  readonly runs: SpecRuns;
  private lastStatus: RunStatus | undefined;
  private commandTime: number | undefined;

  constructor(
    private specUri: vscode.Uri,
    private readonly services: InspectorServices,
  ) {
    this.pageRuns = new PageRuns(services.startWorker);
    this.refinement = new RefinementRun(
      vscode.Uri.joinPath(services.extensionUri, 'dist', 'refinement.js').fsPath,
      () => {
        this.changed();
      },
    );
    this.inspection = new Inspection(
      fileNameOf(specUri),
      unreadableSpec('Network', 'The text has not been read yet.'),
      '',
      this.pageRuns.start,
      services.version,
      (run) => {
        if (run !== undefined) this.runs.noteChange(run);
        this.changed();
      },
    );
    this.runs = new SpecRuns({
      spec: specUri.toString(),
      runs: this.inspection.runs,
      library: services.library,
      onChange: () => {
        this.changed();
      },
      log: (problem) => {
        services.log.warn(problem);
      },
    });
  }

  get uri(): vscode.Uri {
    return this.specUri;
  }

  get hasPanel(): boolean {
    return this.panel !== undefined;
  }

  get isPanelActive(): boolean {
    return this.panel?.isActive ?? false;
  }

  /** The spec is the same one under a new address: it was renamed, or saved for the first time. */
  moveTo(uri: vscode.Uri): void {
    this.specUri = uri;
    this.inspection.rename(fileNameOf(uri));
    this.panel?.load(uri);
    void this.runs.moveTo(uri.toString());
  }

  /** Shows the panel beside the editor, or where it is already. */
  showPanel(): void {
    if (this.panel !== undefined) this.panel.reveal();
    else this.adoptPanel(InspectorPanel.create(`BBD: ${this.inspection.title}`, vscode.ViewColumn.Beside));
  }

  /** Makes a webview panel, new or from an earlier window, show this inspector. */
  adoptPanel(webviewPanel: vscode.WebviewPanel): void {
    const { extensionUri, log } = this.services;
    const panel = new InspectorPanel({
      panel: webviewPanel,
      extensionUri,
      log,
      view: () => this.view(),
      onMessage: (message) => {
        this.receive(message).catch((thrown: unknown) => {
          log.error(`The panel's request “${message.type}” failed: ${messageOf(thrown)}`);
        });
      },
      onStateChange: () => {
        const closed = panel.isClosed && this.panel === panel;
        if (closed) {
          this.panel = undefined;
          this.pageRuns.pageClosed();
        }
        this.services.onChange(this);
        if (closed) this.services.onRelease(this);
      },
    });
    const replaced = this.panel;
    this.panel = panel;
    this.pageRuns.pageOpened((request) => {
      panel.ask(request);
    });
    replaced?.dispose();
    panel.load(this.specUri);
    this.services.onChange(this);
  }

  /** Reads the text as it is in the editor, or else in the file. */
  async readText(): Promise<void> {
    const document = await this.openDocument();
    if (document.ok)
      this.inspection.update(this.services.checks.check(document.value), document.value.getText());
    else this.inspection.update(unreadableSpec(this.inspection.title, document.error), '');
  }

  /** Shows the panel and starts a run of the text as it is now; errors in it are shown instead. */
  async analyze(): Promise<void> {
    this.commandTime = Date.now();
    await this.readText();
    this.showPanel();
    if (this.inspection.run === undefined) await this.readRuns(() => this.runs.read());
    this.inspection.startRun();
  }

  /** Shows the panel and starts the refinement experiment in it, beside a run of the text: its view has what both say. */
  async refine(): Promise<void> {
    await this.readText();
    await this.restoreRun();
    this.showPanel();
    if (this.inspection.run === undefined) this.inspection.startRun();
    this.refinement.start({ offsets: 'midLink', fields: 'perTap' });
  }

  /** Brings back the newest run of an earlier window, if there is one. */
  async restoreRun(): Promise<void> {
    await this.readRuns(() => this.runs.restoreNewest());
  }

  /** What the panel shows. */
  view(): PanelView {
    return { ...this.inspection.view(this.refinement.view), runs: this.runs.view() };
  }

  async act(action: RunAction): Promise<void> {
    const { run } = this.inspection;
    switch (action) {
      case 'pause':
        run?.pause();
        break;
      case 'resume':
        run?.resume();
        break;
      case 'step':
        run?.step();
        break;
      case 'stop':
        run?.stop();
        break;
      case 'restart':
        await this.readText();
        this.inspection.startRun();
        break;
      default:
        assertNever(action);
    }
  }

  /** Everything that exports of the shown run are made from; the error says why it cannot be exported. */
  async exportedRun(): Promise<Result<ExportedRun, string>> {
    const run = this.inspection.runs.shown;
    if (run === undefined) return fail('There is no run to export yet: run “BBD: Analyze network”.');
    const document = await this.openDocument();
    if (!document.ok) return fail(`The run cannot be exported: ${document.error}`);
    const text = run.origin.text ?? document.value.getText();
    const checked = this.services.checks.checkText(document.value, text);
    return exportRun(run, { file: fileNameOf(this.specUri), text, checked });
  }

  /** Shows the panel with its table of runs. */
  async showRuns(): Promise<void> {
    await this.readText();
    await this.restoreRun();
    this.showPanel();
    this.panel?.openRuns();
  }

  /** The library has changed. */
  refreshRuns(): void {
    this.panel?.refresh();
    this.services.onChange(this);
  }

  /** Ends the run. An open panel stays: it is restored in the next window. */
  dispose(): void {
    this.refinement.dispose();
    this.inspection.dispose();
  }

  private changed(): void {
    const run = this.inspection.run;
    if (run !== undefined && run.facts.status !== this.lastStatus) {
      this.statusChanged(run.facts.status, run.facts.message);
    }
    this.panel?.refresh();
    this.services.onChange(this);
    if (run !== undefined && !this.inspection.runs.live) this.services.onRelease(this);
  }

  private statusChanged(status: RunStatus, message: string | undefined): void {
    this.lastStatus = status;
    if (status !== 'diverged' && status !== 'failed') return;
    const text = `${this.inspection.title}: ${message ?? `training ${status}`}`;
    this.services.log.error(text);
    if (this.panel?.isVisible === true) return;
    const show = 'Show panel';
    void vscode.window.showErrorMessage(text, show).then((choice) => {
      if (choice === show) this.showPanel();
    });
  }

  private async receive(message: PanelMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.pageRuns.pageLoaded();
        break;
      case 'runReport':
        this.pageRuns.receive(message.report);
        break;
      case 'highlightBlock':
        this.services.highlightBlock(this.specUri, message.block);
        break;
      case 'run':
        await this.act(message.action);
        break;
      case 'askForStatistics':
        this.inspection.run?.askForStatistics();
        break;
      case 'askForContinuum':
        this.inspection.run?.askForContinuum();
        break;
      case 'runRefinement':
        this.refinement.start(message);
        break;
      case 'cancelRefinement':
        this.refinement.cancel();
        break;
      case 'selectStep':
        this.inspection.selectStep(message.step);
        break;
      case 'select':
        this.inspection.select(message.place);
        if (message.place?.kind === 'layer') await this.moveCursorToLayer(message.place.m, message.reveal);
        break;
      case 'moveFrames':
        this.inspection.moveFrames(message.by);
        break;
      case 'selectRange':
        this.inspection.selectRange(message.range);
        break;
      case 'askForHistory':
        this.panel?.tellHistory(this.inspection.history(message.quantity, message.columns));
        break;
      case 'revealLayer':
        this.inspection.select({ kind: 'layer', m: message.m });
        await this.reveal(() => this.inspection.rangeOfLayer(message.m));
        break;
      case 'revealProblem':
        await this.reveal(() => this.inspection.rangeOfProblem(message.index));
        break;
      case 'exportRun':
      case 'saveFigure':
      case 'copyText':
      case 'copyPgfplots':
        await answerExport(message, this);
        break;
      case 'whatIf':
        await this.answerWhatIf(message);
        break;
      case 'firstChart':
        if (this.commandTime === undefined) break;
        this.services.log.info(`First chart ${message.at - this.commandTime} ms after the command.`);
        this.commandTime = undefined;
        break;
      default:
        await actOnRuns(this, message);
    }
  }

  /** Without a library runs go on, and count from 1. */
  private async readRuns(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (thrown) {
      this.services.log.warn(`The stored runs cannot be read: ${messageOf(thrown)}`);
    }
  }

  /** @param place looked up in the text as it is when the document is open */
  private async reveal(place: () => TextRange | undefined): Promise<void> {
    await this.readText();
    const document = await this.openDocument();
    const range = place();
    if (document.ok && range !== undefined) await revealInEditor(document.value, range);
  }

  private async moveCursorToLayer(m: number, reveal: boolean): Promise<void> {
    await this.readText();
    const document = await this.openDocument();
    const range = this.inspection.rangeOfLayer(m);
    if (document.ok && range !== undefined) await moveCursorInEditor(document.value, range, reveal);
  }

  private async answerWhatIf(request: WhatIfRequest): Promise<void> {
    await this.readText();
    const document = await this.openDocument();
    const { inspection, services } = this;
    inspection.whatIf.say(
      document.ok
        ? await answerWhatIf(request, inspection, document.value, services.checks)
        : { kind: 'refused', reason: document.error },
    );
  }

  private async openDocument(): Promise<Result<vscode.TextDocument, string>> {
    const open = findDocument(this.specUri);
    if (open !== undefined) return succeed(open);
    if (this.specUri.scheme === 'untitled') return fail('The spec was closed without being saved.');
    try {
      return succeed(await vscode.workspace.openTextDocument(this.specUri));
    } catch (thrown) {
      return fail(`The spec cannot be read: ${messageOf(thrown)}`);
    }
  }
}
