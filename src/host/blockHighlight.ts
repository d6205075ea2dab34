import * as vscode from 'vscode';
import { blockOfLink } from '../language/blocks.js';
import { layersAt } from '../language/layersAt.js';
import { readLanguageSettings } from './languageSettings.js';
import type { SpecChecks } from './specChecks.js';
import { toRange } from './specDocuments.js';

/**
 * Makes the layers of a symmetric block stand out: of the block that the cursor is in (setting `bbd.highlightBlock`),
 * or of one that the panel or a lens asks for.
 */
export class BlockHighlight implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('bbd.symmetricBlockBackground'),
    overviewRulerColor: new vscode.ThemeColor('bbd.symmetricBlockBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    borderColor: new vscode.ThemeColor('bbd.symmetricBlockBorder'),
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
  });
  /** Blocks that were asked for, by document; they stand until the cursor moves. */
  private readonly asked = new Map<string, number>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly checks: SpecChecks) {
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        this.asked.delete(textEditor.document.uri.toString());
        this.update(textEditor);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.updateAll();
      }),
      checks.onDidCheck(() => {
        this.updateAll();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('bbd.highlightBlock')) this.updateAll();
      }),
    ];
  }

  /**
   * Makes a block stand out wherever its text is shown.
   * @param block its place in the report's list of blocks; undefined for none but that of the cursor
   */
  show(spec: vscode.Uri, block: number | undefined): void {
    if (block === undefined) this.asked.delete(spec.toString());
    else this.asked.set(spec.toString(), block);
    this.updateAll();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.decoration.dispose();
  }

  private updateAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.update(editor);
  }

  private update(editor: vscode.TextEditor): void {
    const { document } = editor;
    const checked = this.checks.checkOurs(document);
    if (checked === undefined) return;
    const block = this.asked.get(document.uri.toString()) ?? this.blockAtCursor(editor);
    const ranges = block === undefined ? undefined : checked.symmetry?.blockRanges[block];
    editor.setDecorations(
      this.decoration,
      (ranges ?? []).map((range) => toRange(document, range)),
    );
  }

  private blockAtCursor({ document, selection }: vscode.TextEditor): number | undefined {
    if (!readLanguageSettings(document).highlightBlock) return undefined;
    const { layers, symmetry } = this.checks.check(document);
    // A cursor before the layer on its line, at the dash of the item, means the layer.
    const { active } = selection;
    const begin = /^[\s-]*/.exec(document.lineAt(active).text)?.[0].length ?? 0;
    const places = [active, active.with({ character: begin })];
    const links = places.flatMap((place) =>
      layersAt(layers, document.offsetAt(place)).flatMap(({ link }) => link ?? []),
    );
    return links.map((m) => blockOfLink(symmetry, m)?.index).find((index) => index !== undefined);
  }
}
