import * as vscode from 'vscode';
import { fileLinks } from '../../language/fileLinks.js';
import { SPEC_SELECTOR, toRange } from '../specDocuments.js';
import type { ProviderServices } from './services.js';

/** Paths of tables and models are links to the files. */
export function registerDocumentLinks({ checks }: ProviderServices): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(SPEC_SELECTOR, {
    provideDocumentLinks: (document) => {
      if (document.isUntitled) return [];
      const folder = vscode.Uri.joinPath(document.uri, '..');
      return fileLinks(checks.check(document).tree).map(
        ({ path, range }) =>
          new vscode.DocumentLink(toRange(document, range), vscode.Uri.joinPath(folder, path)),
      );
    },
  });
}
