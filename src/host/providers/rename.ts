import * as vscode from 'vscode';
import { nameAt, namePlaces } from '../../language/layerNames.js';
import { renameLayer } from '../../language/renameLayer.js';
import { SPEC_SELECTOR, toRange } from '../specDocuments.js';
import type { ProviderServices } from './services.js';

/** Renames a layer where it is defined and wherever it is meant. */
export function registerRename({ checks }: ProviderServices): vscode.Disposable {
  return vscode.languages.registerRenameProvider(SPEC_SELECTOR, {
    prepareRename: (document, position) => {
      const place = nameAt(namePlaces(checks.check(document).tree), document.offsetAt(position));
      if (place === undefined) throw new Error('Only names of layers can be renamed.');
      return { range: toRange(document, place.range), placeholder: place.name };
    },
    provideRenameEdits: (document, position, newName) => {
      const places = namePlaces(checks.check(document).tree);
      const place = nameAt(places, document.offsetAt(position));
      if (place === undefined) return undefined;
      const edits = renameLayer(places, place.name, newName);
      if (!edits.ok) throw new Error(edits.error);
      const edit = new vscode.WorkspaceEdit();
      for (const { range, newText } of edits.value)
        edit.replace(document.uri, toRange(document, range), newText);
      return edit;
    },
  });
}
