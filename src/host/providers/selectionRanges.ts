import * as vscode from 'vscode';
import { selectionRanges } from '../../language/selectionRanges.js';
import { toRange } from '../specDocuments.js';
import { BBD_LANGUAGE } from './languages.js';
import type { ProviderServices } from './services.js';

/** Expands a selection from a word to its value, entry, layer, list and so on. */
export function registerSelectionRanges({ checks }: ProviderServices): vscode.Disposable {
  return vscode.languages.registerSelectionRangeProvider(BBD_LANGUAGE, {
    provideSelectionRanges: (document, positions) => {
      const { tree } = checks.check(document);
      return positions.map((position) => {
        const ranges = selectionRanges(tree, document.offsetAt(position));
        const outermost = ranges.reduceRight<vscode.SelectionRange | undefined>(
          (parent, range) => new vscode.SelectionRange(toRange(document, range), parent),
          undefined,
        );
        return outermost ?? new vscode.SelectionRange(new vscode.Range(position, position));
      });
    },
  });
}
