import * as vscode from 'vscode';
import type { Inspector } from './inspector.js';
import type { Inspectors } from './inspectors.js';
import { Pacer } from './pacer.js';
import { statusText } from './statusText.js';

/** Milliseconds for which the status bar still shows how a run ended. */
const RESULT_TIME = 8000;
const REFRESH_INTERVAL = 100;

/** The status bar item and the context keys `bbd.running`, `bbd.paused` and `bbd.hasRun`, which enable commands. */
export class RunIndicator implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('bbd.run', vscode.StatusBarAlignment.Left, 10);
  private readonly pacer = new Pacer(REFRESH_INTERVAL, () => {
    this.update();
  });
  private readonly contextKeys = new Map<string, boolean>();
  private readonly subscriptions: readonly vscode.Disposable[];
  private shown: Inspector | undefined;
  private hideTimer: NodeJS.Timeout | undefined;

  constructor(private readonly inspectors: Inspectors) {
    this.item.name = 'BBD training';
    const request = (): void => {
      this.pacer.request();
    };
    this.subscriptions = [
      inspectors.onDidChange(request),
      vscode.window.onDidChangeActiveTextEditor(request),
    ];
  }

  dispose(): void {
    clearTimeout(this.hideTimer);
    this.pacer.dispose();
    this.item.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const current = this.inspectors.current();
    const status = current?.inspection.run?.facts.status;
    this.setContext('bbd.running', status === 'starting' || status === 'running');
    this.setContext('bbd.paused', status === 'paused');
    this.setContext('bbd.hasRun', status !== undefined);
    const live =
      current?.inspection.run?.live === true
        ? current
        : this.inspectors.all().find(({ inspection }) => inspection.run?.live === true);
    this.show(live ?? this.shown);
    if (live !== undefined) this.keep(live);
    else this.letGo();
  }

  private show(inspector: Inspector | undefined): void {
    const run = inspector?.inspection.run;
    if (inspector === undefined || run === undefined) {
      this.item.hide();
      return;
    }
    const { text, tooltip, alarming } = statusText(run.facts, run.trainingLoss);
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: `${text.replace(/\$\(.*?\)/, '')}, ${tooltip}` };
    this.item.backgroundColor = alarming
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.command = { command: 'bbd.showPanel', title: 'Show panel', arguments: [inspector.uri] };
    this.item.show();
  }

  private keep(inspector: Inspector): void {
    this.shown = inspector;
    clearTimeout(this.hideTimer);
    this.hideTimer = undefined;
  }

  /** The run that was shown has ended: its outcome stays for a while. */
  private letGo(): void {
    if (this.shown === undefined) return;
    this.hideTimer ??= setTimeout(() => {
      this.hideTimer = undefined;
      this.shown = undefined;
      this.item.hide();
    }, RESULT_TIME);
  }

  private setContext(key: string, value: boolean): void {
    if (this.contextKeys.get(key) === value) return;
    this.contextKeys.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
