import * as vscode from 'vscode';
import { linksAt } from '../network/checkSpec.js';
import { describeKey } from '../spec/describeKey.js';
import { keyAt } from '../spec/keyAt.js';
import type { Inspectors } from './inspectors.js';
import { layerHoverText } from './layerHoverText.js';
import type { SpecChecks } from './specChecks.js';
import { SPEC_SELECTOR, toRange } from './specDocuments.js';

/** Hovers: on a layer, what it is and the latest values of its terms; on a key or value, its documentation. */
export function registerHovers(checks: SpecChecks, inspectors: Inspectors): vscode.Disposable {
  return vscode.languages.registerHoverProvider(SPEC_SELECTOR, {
    provideHover: (document, position) => {
      const offset = document.offsetAt(position);
      const { links, experiment } = checks.check(document);
      const here = linksAt(links, offset);
      const layer = here[0];
      const key = keyAt(document.getText(), offset);
      const range = key?.range ?? layer?.range;
      if (range === undefined) return undefined;
      const texts: string[] = [];
      if (layer !== undefined) {
        const latest = inspectors.get(document.uri)?.inspection.latestTerms();
        texts.push(layerHoverText(here, experiment?.network, latest));
      }
      if (key !== undefined) texts.push(describeKey(key));
      const contents = texts.map((text) => new vscode.MarkdownString(text));
      return new vscode.Hover(contents, toRange(document, range));
    },
  });
}
