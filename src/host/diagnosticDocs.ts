import { readFileSync } from 'node:fs';
import type * as vscode from 'vscode';

/** Finds the line of docs/diagnostics.md that explains a code. */
export class DiagnosticDocs {
  private lines: ReadonlyMap<string, number> | undefined;

  /** @param file docs/diagnostics.md of the extension */
  constructor(private readonly file: vscode.Uri) {}

  /** The address of the explanation; undefined for a code without one. */
  find(code: string): vscode.Uri | undefined {
    this.lines ??= readLines(this.file);
    const line = this.lines.get(code);
    return line === undefined ? undefined : this.file.with({ fragment: `L${line}` });
  }
}

/** The line, from 1, of each code: where it stands in a heading, else where it begins a row of a table. */
function readLines(file: vscode.Uri): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let text: string;
  try {
    text = readFileSync(file.fsPath, 'utf8');
  } catch {
    // Without the file, codes are shown without links.
    return lines;
  }
  text.split(/\r?\n/).forEach((line, i) => {
    const [heading, row] = [/^#+ .*?`?(\w+\.\w+)`?/.exec(line)?.[1], /^\| `(\w+\.\w+)`/.exec(line)?.[1]];
    if (heading !== undefined) lines.set(heading, i + 1);
    if (row !== undefined && !lines.has(row)) lines.set(row, i + 1);
  });
  return lines;
}
