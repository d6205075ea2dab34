import * as vscode from 'vscode';
import { SPEC_SELECTOR, toRange } from './specDocuments.js';
import type { SpecChecks } from './specChecks.js';

/** Offers the edits that diagnostics carry. */
export function registerQuickFixes(checks: SpecChecks): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, context) =>
      checks.check(document).diagnostics.flatMap(({ fix, code, range: place }) => {
        const placeRange = toRange(document, place);
        if (fix === undefined || placeRange.intersection(range) === undefined) return [];
        const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.set(
          document.uri,
          fix.edits.map((edit) => vscode.TextEdit.replace(toRange(document, edit.range), edit.newText)),
        );
        action.diagnostics = context.diagnostics.filter(
          (shown) => shown.code === code && shown.range.isEqual(placeRange),
        );
        action.isPreferred = true;
        return [action];
      }),
  };
  return vscode.languages.registerCodeActionsProvider(SPEC_SELECTOR, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}
