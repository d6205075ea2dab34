import * as vscode from 'vscode';
import type { Diagnostic } from '../base/textRange.js';
import type { ContinuumStep } from '../run/continuumLog.js';
import { uncontrolledText } from '../run/continuumText.js';
import { admitDiagnostics } from '../symmetry/lintSpec.js';
import type { DiagnosticDocs } from './diagnosticDocs.js';
import { toVscodeDiagnostic } from './diagnostics.js';
import type { Inspection } from './inspection.js';
import type { Inspector } from './inspector.js';
import type { Inspectors } from './inspectors.js';
import { readSeverities } from './languageSettings.js';
import { findDocument } from './specDocuments.js';

/** Information at the blocks whose continuum the latest run found uncontrolled; gone when the text changes or a new run begins. */
export class ContinuumDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('bbd-continuum');
  private readonly told = new Map<string, ContinuumStep>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly inspectors: Inspectors,
    private readonly docs: DiagnosticDocs,
  ) {
    this.subscriptions = [
      inspectors.onDidChange((inspector) => {
        this.update(inspector);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('bbd.diagnostics')) return;
        this.told.clear();
        for (const inspector of this.inspectors.all()) this.update(inspector);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.told.delete(uri.toString());
        this.collection.delete(uri);
      }),
    ];
  }

  dispose(): void {
    this.collection.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update({ uri, inspection }: Inspector): void {
    const key = uri.toString();
    const document = findDocument(uri);
    const record = inspection.outdated ? undefined : inspection.run?.continuum.records.at(-1);
    if (document === undefined || record === undefined) {
      if (this.told.delete(key)) this.collection.delete(uri);
      return;
    }
    if (this.told.get(key) === record) return;
    this.told.set(key, record);
    const found = admitDiagnostics(
      document.getText(),
      uncontrolledBlocks(inspection, record),
      readSeverities(document),
    );
    this.collection.set(
      uri,
      found.map((diagnostic) => toVscodeDiagnostic(document, diagnostic, this.docs)),
    );
  }
}

function uncontrolledBlocks(inspection: Inspection, record: ContinuumStep): readonly Diagnostic[] {
  return record.blocks.flatMap((block): Diagnostic[] => {
    const range = inspection.rangeOfLayer(block.start);
    const message = uncontrolledText(block, record.step);
    return range === undefined || message === undefined
      ? []
      : [{ code: 'continuum.notControlled', severity: 'information', message, range }];
  });
}
