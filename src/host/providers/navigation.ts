import * as vscode from 'vscode';
import { nameAt, namePlaces, placesOf, type NamePlace } from '../../language/layerNames.js';
import { SPEC_SELECTOR, toRange } from '../specDocuments.js';
import type { ProviderServices } from './services.js';

/** Go to definition, find references and highlights for names of layers. */
export function registerNavigation({ checks }: ProviderServices): vscode.Disposable {
  /** All places of the name at a position. */
  const placesAt = (document: vscode.TextDocument, position: vscode.Position): readonly NamePlace[] => {
    const places = namePlaces(checks.check(document).tree);
    const place = nameAt(places, document.offsetAt(position));
    return place === undefined ? [] : placesOf(places, place.name);
  };
  const definition: vscode.DefinitionProvider = {
    provideDefinition: (document, position) => {
      const places = placesAt(document, position);
      const origin = nameAt(places, document.offsetAt(position));
      if (origin === undefined) return [];
      return places.flatMap(({ layer, range }): readonly vscode.DefinitionLink[] =>
        layer === undefined
          ? []
          : [
              {
                originSelectionRange: toRange(document, origin.range),
                targetUri: document.uri,
                targetRange: toRange(document, layer),
                targetSelectionRange: toRange(document, range),
              },
            ],
      );
    },
  };
  const references: vscode.ReferenceProvider = {
    provideReferences: (document, position, { includeDeclaration }) =>
      placesAt(document, position)
        .filter(({ role }) => includeDeclaration || role === 'reference')
        .map(({ range }) => new vscode.Location(document.uri, toRange(document, range))),
  };
  const highlights: vscode.DocumentHighlightProvider = {
    provideDocumentHighlights: (document, position) =>
      placesAt(document, position).map(
        ({ role, range }) =>
          new vscode.DocumentHighlight(
            toRange(document, range),
            role === 'definition' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read,
          ),
      ),
  };
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(SPEC_SELECTOR, definition),
    vscode.languages.registerReferenceProvider(SPEC_SELECTOR, references),
    vscode.languages.registerDocumentHighlightProvider(SPEC_SELECTOR, highlights),
  );
}
