import * as vscode from 'vscode';
import { documentSymbols, type SpecSymbol } from '../../language/documentSymbols.js';
import { toRange } from '../specDocuments.js';
import { BBD_LANGUAGE } from './languages.js';
import type { ProviderServices } from './services.js';

const KINDS: Readonly<Record<SpecSymbol['kind'], vscode.SymbolKind>> = {
  section: vscode.SymbolKind.Module,
  value: vscode.SymbolKind.Property,
  layer: vscode.SymbolKind.Class,
  repeat: vscode.SymbolKind.Array,
  residual: vscode.SymbolKind.Interface,
};

/** Outline and breadcrumbs. */
export function registerSymbols({ checks }: ProviderServices): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(
    BBD_LANGUAGE,
    {
      provideDocumentSymbols: (document) => {
        const { tree, layers } = checks.check(document);
        return documentSymbols(tree, layers).map((symbol) => toSymbol(document, symbol));
      },
    },
    { label: 'BBD' },
  );
}

function toSymbol(document: vscode.TextDocument, symbol: SpecSymbol): vscode.DocumentSymbol {
  const { name, detail, kind, range, selection, children } = symbol;
  const shown = new vscode.DocumentSymbol(
    name === '' ? '""' : name,
    detail,
    KINDS[kind],
    toRange(document, range),
    toRange(document, selection),
  );
  shown.children = children.map((child) => toSymbol(document, child));
  return shown;
}
