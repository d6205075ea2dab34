/** A half-open range of a text in UTF-16 code units, as VS Code and JavaScript strings count. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information';

/** Replaces `range` by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Something to say about a place in a spec, in words that tell what to do. */
export interface Diagnostic {
  /** Stable and documented in docs/diagnostics.md, e.g. `spec.unknownKey`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly related?: readonly { readonly message: string; readonly range: TextRange }[];
  /** The edit that mends it, when there is an obvious one. */
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

/** Zero-based line and column (UTF-16) of an offset. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Finds lines in a text by offset in O(log lines). */
export class LineIndex {
  private readonly starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
    this.starts = starts;
  }

  positionAt(offset: number): TextPosition {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - this.starts[low]! };
  }
}
