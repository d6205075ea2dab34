import { LineIndex } from '../../../src/base/textRange.js';
import { EventEmitter, Position, Range, Selection, type UriParts, type WorkspaceEdit } from './basics.js';

/** A Uri, of the real API's type or the stand-in's. */
export interface Address extends UriParts {
  readonly fsPath: string;
  toString(): string;
}

/** A text in the stand-in's workspace. */
export class TextDocument {
  version = 1;
  readonly languageId = 'bbd';
  readonly isUntitled = false;
  readonly isDirty = false;
  readonly isClosed = false;
  private lines: LineIndex;

  constructor(
    readonly uri: Address,
    private text: string,
  ) {
    this.lines = new LineIndex(text);
  }

  get fileName(): string {
    return this.uri.fsPath;
  }

  get lineCount(): number {
    return this.text.split('\n').length;
  }

  getText(range?: Range): string {
    if (range === undefined) return this.text;
    return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  setText(text: string): void {
    this.text = text;
    this.lines = new LineIndex(text);
    this.version++;
    didChangeTextDocument.fire({ document: this, contentChanges: [] });
  }

  offsetAt({ line, character }: Position): number {
    const before = this.text.split('\n').slice(0, line);
    return before.reduce((sum, each) => sum + each.length + 1, 0) + character;
  }

  positionAt(offset: number): Position {
    const { line, column } = this.lines.positionAt(offset);
    return new Position(line, column);
  }

  lineAt(place: Position | number): { readonly text: string; readonly range: Range } {
    const line = typeof place === 'number' ? place : place.line;
    const text = this.text.split('\n')[line] ?? '';
    return { text, range: new Range(line, 0, line, text.length) };
  }
}

/** Where a document is shown: notes what the host does with it. */
export class TextEditor {
  readonly decorations = new Map<unknown, readonly unknown[]>();
  readonly options = {};
  readonly viewColumn = 1;
  revealed: Range | undefined;
  private selected = new Selection(new Position(0, 0), new Position(0, 0));

  constructor(readonly document: TextDocument) {}

  get selection(): Selection {
    return this.selected;
  }

  set selection(selection: Selection) {
    this.selected = selection;
    didChangeSelection.fire({ textEditor: this, selections: [selection] });
  }

  get selections(): readonly Selection[] {
    return [this.selected];
  }

  get visibleRanges(): readonly Range[] {
    return [new Range(0, 0, this.document.lineCount, 0)];
  }

  revealRange(range: Range): void {
    this.revealed = range;
  }

  setDecorations(type: unknown, ranges: readonly unknown[]): void {
    this.decorations.set(type, ranges);
  }
}

export const didChangeTextDocument = new EventEmitter<{
  readonly document: TextDocument;
  readonly contentChanges: readonly unknown[];
}>();
export const didChangeSelection = new EventEmitter<{
  readonly textEditor: TextEditor;
  readonly selections: readonly Selection[];
}>();

const editors = new Map<string, TextEditor>();

export const allEditors = (): readonly TextEditor[] => [...editors.values()];
export const findEditor = (uri: { toString(): string }): TextEditor | undefined =>
  editors.get(uri.toString());

/** Opens a text in the workspace, as if it were a file; beside it there may be none. */
export function openText(uri: Address, text: string): TextEditor {
  const editor = new TextEditor(new TextDocument(uri, text));
  editors.set(uri.toString(), editor);
  return editor;
}

export function closeText(uri: { toString(): string }): void {
  editors.delete(uri.toString());
}

/** Edits of one document are made from its end, so that their places stay true. */
export function applyEdit({ edits }: WorkspaceEdit): boolean {
  const last = [...edits].sort((a, b) => b.range.start.compareTo(a.range.start));
  for (const { uri, range, text } of last) {
    const document = findEditor(uri)?.document;
    if (document === undefined) return false;
    const before = document.getText();
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    document.setText(before.slice(0, start) + text + before.slice(end));
  }
  return true;
}
