import * as vscode from 'vscode';
import { foldingRanges } from '../../language/foldingRanges.js';
import { BBD_LANGUAGE } from './languages.js';
import type { ProviderServices } from './services.js';

const KINDS = { comment: vscode.FoldingRangeKind.Comment, region: vscode.FoldingRangeKind.Region } as const;

export function registerFolding({ checks }: ProviderServices): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(BBD_LANGUAGE, {
    provideFoldingRanges: (document) =>
      foldingRanges(document.getText(), checks.check(document).tree).map(
        ({ start, end, kind }) => new vscode.FoldingRange(start, end, kind && KINDS[kind]),
      ),
  });
}
