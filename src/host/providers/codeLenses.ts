import * as vscode from 'vscode';
import { blockLenses, verdictLens, type VerdictLens } from '../../language/lensTexts.js';
import { formatCount } from '../../run/format.js';
import type { LintedSpec } from '../../symmetry/lintSpec.js';
import { readLanguageSettings } from '../languageSettings.js';
import type { ProviderServices } from './services.js';

/** Lenses: on the top of a spec to analyse it and the verdict on its symmetry, and one above each symmetric block. */
export function registerCodeLenses({ checks, selector }: ProviderServices): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => {
      if (!readLanguageSettings(document).codeLens) return [];
      const checked = checks.checkOurs(document);
      return checked === undefined
        ? []
        : [...topLenses(document, checked), ...lensesOfBlocks(document, checked)];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('bbd.codeLens')) changed.fire();
    }),
    checks.onDidRecheck(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(selector, provider),
  );
}

const TOP = new vscode.Range(0, 0, 0, 0);

function topLenses({ uri }: vscode.TextDocument, checked: LintedSpec): readonly vscode.CodeLens[] {
  const analyze = {
    command: 'bbd.analyze',
    title: '▶ Analyze',
    tooltip: 'Train this network and show the Lagrangian of every layer',
    arguments: [uri],
  };
  const verdict = verdictLens(checked);
  return [
    new vscode.CodeLens(TOP, analyze),
    ...(verdict === undefined ? [] : [new vscode.CodeLens(TOP, commandOf(verdict, uri))]),
  ];
}

function commandOf({ title, tooltip, leadsTo }: VerdictLens, uri: vscode.Uri): vscode.Command {
  switch (leadsTo) {
    case 'problem':
      return { title, tooltip, command: 'bbd.nextProblem', arguments: [uri] };
    case 'block':
      return { title, tooltip, command: 'bbd.showBlock', arguments: [uri, 0] };
    case 'nothing':
      return { title, tooltip, command: '' };
  }
}

function lensesOfBlocks(document: vscode.TextDocument, checked: LintedSpec): readonly vscode.CodeLens[] {
  return blockLenses(checked).map(({ index, offset, facts, parameters }) => {
    const position = document.positionAt(offset);
    return new vscode.CodeLens(new vscode.Range(position, position), {
      title: [...facts, `${formatCount(parameters)} parameters`].join(' · '),
      tooltip: 'Show the layers of this block',
      command: 'bbd.showBlock',
      arguments: [document.uri, index],
    });
  });
}
