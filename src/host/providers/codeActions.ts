import * as vscode from 'vscode';
import type { Diagnostic, TextEdit } from '../../base/textRange.js';
import { fixesOf, isFinding } from '../../language/findings.js';
import { silenceInFile, silenceOnLine } from '../../language/silencing.js';
import { codeOf } from '../diagnostics.js';
import { isSpecDocument, toRange } from '../specDocuments.js';
import type { ProviderServices } from './services.js';

/** Fixes of diagnostics, and ways to silence findings. */
export function registerCodeActions({ checks, selector }: ProviderServices): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, { diagnostics: shown }) => {
      const checked = checks.checkOurs(document);
      if (checked === undefined) return [];
      const here = checked.diagnostics.filter(
        (diagnostic) => toRange(document, diagnostic.range).intersection(range) !== undefined,
      );
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
      return actions;
    },
  };
  return vscode.languages.registerCodeActionsProvider(selector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
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

export function toWorkspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    edits.map(({ range, newText }) => vscode.TextEdit.replace(toRange(document, range), newText)),
  );
  return edit;
}

function silencers(
  document: vscode.TextDocument,
  { code, range }: Diagnostic,
  diagnostics: vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  if (!isSpecDocument(document)) return [];
  const text = document.getText();
  const onLine = { title: `Silence ${code} on this line`, edits: [silenceOnLine(text, range.start, code)] };
  const inFile = { title: `Silence ${code} in this file`, edits: [silenceInFile(text, code)] };
  return [onLine, inFile].map((fix) => makeAction(document, fix, diagnostics, false));
}
