import * as vscode from 'vscode';
import type { TextRange } from '../../base/textRange.js';
import { layersAt } from '../../language/layersAt.js';
import { modelFileText } from '../../language/modelFileText.js';
import { operationText } from '../../language/operationText.js';
import { describeKey } from '../../spec/describeKey.js';
import { keyAt } from '../../spec/keyAt.js';
import type { LintedSpec } from '../../symmetry/lintSpec.js';
import type { Inspectors } from '../inspectors.js';
import { layerHoverText } from '../layerHoverText.js';
import type { ThemeKind } from '../sparklineImage.js';
import { isSpecDocument, toRange } from '../specDocuments.js';
import type { LatestTerms } from '../termsTable.js';
import type { ProviderServices } from './services.js';

/** Keys that say what the layer is: over them its description comes first, over others that of the key. */
const NAMING_KEYS: ReadonlySet<string> = new Set(['type', 'name', 'repeat', 'layers']);

/** Hovers: on a layer, what it is and the latest values of its terms; on a key or value, its documentation. */
export function registerHovers(
  { checks, selector }: ProviderServices,
  inspectors: Inspectors,
): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    provideHover: (document, position) => {
      const checked = checks.checkOurs(document);
      if (checked === undefined) return undefined;
      const offset = document.offsetAt(position);
      const key = isSpecDocument(document) ? keyAt(checked.tree, offset) : undefined;
      const latest = inspectors.get(document.uri)?.inspection.latestTerms();
      const layer = describeLayer(checked, offset, latest);
      const range = key?.range ?? layer?.range;
      if (range === undefined) return undefined;
      const texts = [layer?.text, key && describeKey(key)];
      if (key !== undefined && !NAMING_KEYS.has(key.name)) texts.reverse();
      const contents = texts.flatMap((text) => (text === undefined ? [] : [new vscode.MarkdownString(text)]));
      return new vscode.Hover(contents, toRange(document, range));
    },
  });
}

function describeLayer(
  checked: LintedSpec,
  offset: number,
  latest: LatestTerms | undefined,
): { readonly text: string; readonly range: TextRange } | undefined {
  const layers = layersAt(checked.layers, offset);
  const [first] = layers;
  if (first === undefined) return undefined;
  const links = layers.flatMap(({ link }) => (link === undefined ? [] : (checked.links[link] ?? [])));
  if (checked.layersFile !== undefined)
    return { text: modelFileText(checked, checked.layersFile), range: first.range };
  if (links.length === 0) return { text: operationText(layers, checked), range: first.range };
  const { network, symmetry } = checked;
  // Findings at the pointer are shown by the editor itself.
  const findings = (symmetry?.findings ?? []).filter(
    ({ range }) => !(range.start <= offset && offset <= range.end),
  );
  return {
    text: layerHoverText(links, { network, symmetry, findings, latest, theme: currentTheme() }),
    range: first.range,
  };
}

function currentTheme(): ThemeKind {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return 'light';
    case vscode.ColorThemeKind.Dark:
      return 'dark';
    case vscode.ColorThemeKind.HighContrast:
      return 'highContrast';
    case vscode.ColorThemeKind.HighContrastLight:
      return 'highContrastLight';
  }
}
