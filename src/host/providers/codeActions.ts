import * as vscode from 'vscode';
import type { Diagnostic, TextEdit } from '../../base/textRange.js';
import { findingsOf, fixesOf, isFinding } from '../../language/findings.js';
import { silenceInFile, silenceOnLine } from '../../language/silencing.js';
import { fixAll } from '../../symmetry/fixAll.js';
import type { LintedSpec } from '../../symmetry/lintSpec.js';
import { codeOf } from '../diagnostics.js';
import { isSpecDocument, toRange, toWorkspaceEdit } from '../specDocuments.js';
import type { ProviderServices } from './services.js';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('bbd');

/** Fixes of diagnostics, one by one and all together, and ways to silence findings. */
export function registerCodeActions({ checks, selector }: ProviderServices): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, { diagnostics: shown, only }) => {
      const checked = checks.checkOurs(document);
      if (checked === undefined) return [];
      const here = checked.diagnostics.filter(
        (diagnostic) => toRange(document, diagnostic.range).intersection(range) !== undefined,
      );
      if (only?.contains(FIX_ALL) === true) {
        // Asked for by its whole name only: to fix whatever can be fixed must not change an architecture.
        return only.value === FIX_ALL.value ? fixAllActions(document, checked, FIX_ALL) : [];
      }
      const actions = here.flatMap((diagnostic) => {
        const own = shown.filter((other) => isShownAs(document, diagnostic, other));
        return [
          ...fixesOf(diagnostic).map((fix, i) => makeAction(document, fix, own, i === 0)),
          // JSON has no comments.
          ...(document.languageId === 'bbd' && isFinding(diagnostic)
            ? silencers(document, diagnostic, own)
            : []),
        ];
      });
      const broken = here.some((diagnostic) => isFinding(diagnostic));
      return [
        ...actions,
        ...(broken ? fixAllActions(document, checked, vscode.CodeActionKind.QuickFix) : []),
      ];
    },
  };
  return vscode.languages.registerCodeActionsProvider(selector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  });
}

/** Mends all findings at once, where there are several. */
function fixAllActions(
  document: vscode.TextDocument,
  checked: LintedSpec,
  kind: vscode.CodeActionKind,
): vscode.CodeAction[] {
  const findings = findingsOf(checked);
  const edits = fixAll({ findings });
  if (findings.length < 2 || edits.length === 0) return [];
  const action = new vscode.CodeAction('Fix all depth-symmetry findings', kind);
  action.edit = toWorkspaceEdit(document, edits);
  return [action];
}

function isShownAs(document: vscode.TextDocument, diagnostic: Diagnostic, shown: vscode.Diagnostic): boolean {
  return codeOf(shown) === diagnostic.code && shown.range.isEqual(toRange(document, diagnostic.range));
}

function makeAction(
  document: vscode.TextDocument,
  { title, edits }: { readonly title: string; readonly edits: readonly TextEdit[] },
  diagnostics: vscode.Diagnostic[],
  isPreferred: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = toWorkspaceEdit(document, edits);
  action.diagnostics = diagnostics;
  action.isPreferred = isPreferred;
  return action;
}

function silencers(
  document: vscode.TextDocument,
  { code, range }: Diagnostic,
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction[] {
  if (!isSpecDocument(document)) return [];
  const text = document.getText();
  const onLine = { title: `Silence ${code} on this line`, edits: [silenceOnLine(text, range.start, code)] };
  const inFile = { title: `Silence ${code} in this file`, edits: [silenceInFile(text, code)] };
  return [onLine, inFile].map((fix) => makeAction(document, fix, diagnostics, false));
}
