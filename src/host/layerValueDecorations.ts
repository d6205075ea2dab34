import * as vscode from 'vscode';
import { HEAT_LEVELS, type Heat } from '../run/heat.js';
import type { Inspectors } from './inspectors.js';
import { annotateLayers, type LayerAnnotation } from './layerAnnotations.js';
import { affectsLayerValues, readLayerValueSettings } from './layerValueSettings.js';
import { Pacer } from './pacer.js';
import type { SpecChecks } from './specChecks.js';

const REFRESH_INTERVAL = 100;

const LEVELS = Array.from({ length: HEAT_LEVELS }, (_, i) => i + 1);

const tint = (sign: Heat['sign'], level: number): vscode.TextEditorDecorationType =>
  vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(`bbd.layerHeat.${sign}${level}`),
  });

const valueStyle = {
  color: new vscode.ThemeColor('descriptionForeground'),
  margin: '0 0 0 2ch',
} as const;
const staleStyle = {
  ...valueStyle,
  color: new vscode.ThemeColor('disabledForeground'),
  fontStyle: 'italic',
} as const;

/**
 * Shows behind each layer's line its latest number, and tints the line by it, as the settings `bbd.editor.layerValues` and
 * `bbd.editor.quantity` ask; at the step that the panel shows.
 */
export class LayerValueDecorations implements vscode.Disposable {
  private readonly values = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private readonly tints: Readonly<Record<Heat['sign'], readonly vscode.TextEditorDecorationType[]>> = {
    negative: LEVELS.map((level) => tint('negative', level)),
    positive: LEVELS.map((level) => tint('positive', level)),
  };
  private readonly pacer = new Pacer(REFRESH_INTERVAL, () => {
    for (const editor of vscode.window.visibleTextEditors) this.update(editor);
  });
  /** What an editor shows already. */
  private readonly shown = new WeakMap<vscode.TextEditor, string>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly checks: SpecChecks,
    private readonly inspectors: Inspectors,
  ) {
    const request = (): void => {
      this.pacer.request();
    };
    this.subscriptions = [
      inspectors.onDidChange(request),
      checks.onDidCheck(request),
      vscode.window.onDidChangeVisibleTextEditors(request),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affectsLayerValues(event)) request();
      }),
    ];
  }

  dispose(): void {
    this.pacer.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const type of [this.values, ...this.tints.negative, ...this.tints.positive]) type.dispose();
  }

  private update(editor: vscode.TextEditor): void {
    const { document } = editor;
    const settings = readLayerValueSettings(document);
    const wanted = settings.values || settings.heat;
    const numbers = wanted ? this.inspectors.get(document.uri)?.inspection.shownValues() : undefined;
    const checked = numbers === undefined ? undefined : this.checks.checkOurs(document);
    const annotations =
      numbers === undefined || checked === undefined || checked.layersFile !== undefined
        ? []
        : annotateLayers(document.getText(), checked.links, settings.quantity, numbers);
    const stale = numbers?.stale === true;
    // Decorations move with the text: after an edit they are set anew, though they say the same.
    const state = JSON.stringify([document.version, settings, stale, annotations]);
    if (this.shown.get(editor) === state || (annotations.length === 0 && !this.shown.has(editor))) return;
    this.shown.set(editor, state);
    editor.setDecorations(
      this.values,
      settings.values ? annotations.map((annotation) => behindLine(document, annotation, stale)) : [],
    );
    this.tintLines(editor, settings.heat ? annotations : []);
  }

  private tintLines(editor: vscode.TextEditor, annotations: readonly LayerAnnotation[]): void {
    for (const sign of ['negative', 'positive'] as const) {
      this.tints[sign].forEach((type, i) => {
        const tinted = annotations.filter(({ heat }) => heat?.sign === sign && heat.level === i + 1);
        editor.setDecorations(
          type,
          tinted.map(({ line }) => editor.document.lineAt(line).range),
        );
      });
    }
  }
}

function behindLine(
  document: vscode.TextDocument,
  { line, text }: LayerAnnotation,
  stale: boolean,
): vscode.DecorationOptions {
  const { end } = document.lineAt(line).range;
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { ...(stale ? staleStyle : valueStyle), contentText: text } },
  };
}
