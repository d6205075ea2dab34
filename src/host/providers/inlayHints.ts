import * as vscode from 'vscode';
import { inlayFacts, type InlayFacts } from '../../language/inlayFacts.js';
import { formatCount } from '../../run/format.js';
import { readLanguageSettings, type InlayHintSettings } from '../languageSettings.js';
import type { ProviderServices } from './services.js';

/** Behind the first line of each layer: its output shape, its parameters, the symmetric block that it is part of. */
export function registerInlayHints({ checks, selector }: ProviderServices): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints: (document, range) => {
      const settings = readLanguageSettings(document).inlayHints;
      if (!settings.shape && !settings.parameters && !settings.block) return [];
      const checked = checks.checkOurs(document);
      if (checked === undefined) return [];
      return inlayFacts(document.getText(), checked).flatMap((facts) => {
        const position = document.positionAt(facts.offset);
        const hint = range.contains(position) ? makeHint(position, facts, settings) : undefined;
        return hint === undefined ? [] : [hint];
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('bbd.inlayHints')) changed.fire();
    }),
    checks.onDidRecheck(() => {
      changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider(selector, provider),
  );
}

function makeHint(
  position: vscode.Position,
  { outputShape, parameters, copies, block }: InlayFacts,
  settings: InlayHintSettings,
): vscode.InlayHint | undefined {
  const times = copies === 1 ? '' : `${copies} × `;
  const count = `${times}${formatCount(parameters)}`;
  const parts: { readonly label: string; readonly said: string }[] = [];
  if (settings.shape && outputShape !== undefined) {
    parts.push({ label: `→ ${outputShape}`, said: `Output shape ${outputShape}` });
  }
  if (settings.parameters && parameters > 0) {
    parts.push({ label: `${count} par.`, said: `${count} parameters` });
  }
  if (settings.block && block !== undefined) {
    const { letter, span, period } = block;
    parts.push({ label: `block ${letter}`, said: `Symmetric block ${letter}: ${span}, period ${period}` });
  }
  if (parts.length === 0) return undefined;
  const hint = new vscode.InlayHint(position, parts.map(({ label }) => label).join(' · '));
  hint.paddingLeft = true;
  hint.tooltip = parts.map(({ said }) => said).join('\n\n');
  return hint;
}
