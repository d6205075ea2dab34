import * as vscode from 'vscode';
import type { Inspector } from './inspector.js';
import type { Inspectors } from './inspectors.js';
import type { SpecChecks } from './specChecks.js';

/** While a panel is open, starts a new run when an edit has changed what its spec asks for (settings `bbd.live*`). */
export class LiveAnalysis implements vscode.Disposable {
  private readonly timers = new Map<Inspector, NodeJS.Timeout>();
  private readonly subscription: vscode.Disposable;

  constructor(inspectors: Inspectors, checks: SpecChecks) {
    this.subscription = checks.onDidCheck(({ document, edited }) => {
      const inspector = inspectors.get(document.uri);
      if (edited && inspector !== undefined) this.schedule(inspector);
    });
  }

  dispose(): void {
    this.subscription.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private schedule(inspector: Inspector): void {
    clearTimeout(this.timers.get(inspector));
    const { liveDelay } = readSettings(inspector.uri);
    const timer = setTimeout(() => {
      this.timers.delete(inspector);
      const { inspection, hasPanel, uri } = inspector;
      if (hasPanel && inspection.outdated && readSettings(uri).live) inspection.startRun();
    }, liveDelay);
    this.timers.set(inspector, timer);
  }
}

function readSettings(uri: vscode.Uri): { readonly live: boolean; readonly liveDelay: number } {
  const settings = vscode.workspace.getConfiguration('bbd', uri);
  return { live: settings.get('live', true), liveDelay: settings.get('liveDelay', 400) };
}
