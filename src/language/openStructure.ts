/**
 * The maps and lists that are open at the end of a piece of a spec, read line by line and bracket by bracket: while a
 * spec is being typed its tree is broken just where help is wanted, but indentation and brackets above still tell.
 */
export interface OpenStructure {
  /** Outermost first; each is the value of the last entry, or an item, of the one before it. */
  readonly frames: readonly OpenFrame[];
  readonly place: OpenPlace;
  /** Column at which what comes next begins, for the block style. */
  readonly column: number;
}

/**
 * What can come next: `key` a key of the innermost frame; `value` the value of its last key, on the same line; `node`
 * a value or item that begins here (in block style perhaps a map or a list); `dash` an item with its dash; `comment`
 * and `nowhere` nothing of the format.
 */
export type OpenPlace = 'key' | 'value' | 'node' | 'dash' | 'comment' | 'nowhere';

export interface OpenEntry {
  readonly key: string;
  /** Its text, where it is a scalar on the same line. */
  readonly value: string | undefined;
}

export type OpenFrame = OpenMap | OpenList;

export interface OpenMap {
  readonly kind: 'map';
  /** Written in braces. */
  readonly flow: boolean;
  /** Of its keys, in block style. */
  readonly column: number;
  readonly entries: OpenEntry[];
}

export interface OpenList {
  readonly kind: 'list';
  readonly flow: boolean;
  /** Of its dashes, in block style. */
  readonly column: number;
}

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:{}[\],&*!|>'"%@`-][^#:{}[\],]*?)\s*:(?=\s|$)/;
const DASH = /^-(?:\s+|$)/;

/** The key that a line begins with, without its quotes. */
export function leadingKey(line: string): { readonly key: string; readonly length: number } | undefined {
  const match = KEY.exec(line);
  return match === null ? undefined : { key: unquote(match[1] ?? ''), length: match[0].length };
}

const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/**
 * Whether a line inside an unclosed bracket begins something else: it is indented no deeper than the block around the
 * bracket and looks like an item or an entry.
 */
export function endsFlow(line: string, blockColumn: number | undefined): boolean {
  if (blockColumn === undefined) return false;
  const indent = line.search(/\S/);
  if (indent < 0 || indent > blockColumn) return false;
  const content = line.slice(indent);
  return DASH.test(content) || leadingKey(content) !== undefined;
}

/** @param text the part of a spec before a cursor and before the word that it stands in */
export function readOpenStructure(text: string): OpenStructure {
  const reader = new Reader();
  const lines = text.split(/\r?\n/);
  lines.forEach((line, i) => {
    reader.readLine(i === 0 ? line.replace('\uFEFF', '') : line, i === lines.length - 1);
  });
  return reader.result();
}

class Reader {
  private readonly frames: OpenFrame[] = [];
  private place: OpenPlace = 'nowhere';
  private column = 0;
  /** In a flow map: a key is expected, or the value of the last one. */
  private expectsValue = false;
  /** A scalar of a flow collection that neither a comma nor a colon has ended yet. */
  private pending: string | undefined;

  result(): OpenStructure {
    return { frames: this.frames, place: this.place, column: this.column };
  }

  readLine(line: string, isLast: boolean): void {
    if (this.inFlow()) {
      const around = this.frames.findLast((frame) => !frame.flow);
      if (endsFlow(line, around?.column)) this.closeFlow();
      else {
        this.readFlow(line, isLast);
        return;
      }
    }
    this.readBlock(line, isLast);
  }

  private get top(): OpenFrame | undefined {
    return this.frames.at(-1);
  }

  private inFlow(): boolean {
    return this.top?.flow === true;
  }

  private closeFlow(): void {
    while (this.inFlow()) this.frames.pop();
    this.pending = undefined;
  }

  private readBlock(line: string, isLast: boolean): void {
    let column = line.search(/\S/);
    if (column < 0) {
      if (isLast) this.beginAt(line.length);
      return;
    }
    let rest = line.slice(column);
    if (rest.startsWith('#')) {
      this.place = 'comment';
      return;
    }
    for (let dash = DASH.exec(rest); dash !== null; dash = DASH.exec(rest)) {
      this.openItem(column);
      column += dash[0].length;
      rest = rest.slice(dash[0].length);
    }
    const found = leadingKey(rest);
    if (found !== undefined) this.readEntry(found.key, column, rest.slice(found.length), isLast);
    else if (/^[{[]/.test(rest)) this.readFlow(rest, isLast);
    else if (rest === '') this.setPlace('node', column);
    else this.place = rest.startsWith('#') ? 'comment' : 'nowhere';
  }

  private readEntry(key: string, column: number, rest: string, isLast: boolean): void {
    const map = this.openMap(column);
    const value = rest.trim();
    if (/^[{[]/.test(value)) {
      map.entries.push({ key, value: undefined });
      this.readFlow(value, isLast);
      return;
    }
    const comment = /(?:^|\s)#/.exec(value);
    const scalar = comment === null ? value : value.slice(0, comment.index).trim();
    map.entries.push({ key, value: scalar === '' ? undefined : unquote(scalar) });
    if (comment !== null) this.place = 'comment';
    else this.setPlace(scalar === '' ? 'value' : 'nowhere', column);
  }

  /** Something new begins at a column of a line that holds nothing else. */
  private beginAt(column: number): void {
    this.popDeeper(column);
    const { top } = this;
    if (top?.kind === 'list' && top.column === column) {
      const below = this.frames.at(-2);
      // Items may stand at the column of the key that holds them: a key of that map can follow as well.
      if (below?.kind === 'map' && below.column === column) {
        this.frames.pop();
        this.setPlace('key', column);
      } else this.setPlace('dash', column);
    } else if (top === undefined || (top.kind === 'map' && top.column === column)) {
      this.openMap(column);
      this.setPlace('key', column);
    } else if (top.kind === 'list') this.setPlace('node', column);
    else this.setPlace(top.entries.at(-1)?.value === undefined ? 'node' : 'nowhere', column);
  }

  private setPlace(place: OpenPlace, column: number): void {
    this.place = place;
    this.column = column;
  }

  private popDeeper(column: number): void {
    while (this.top !== undefined && this.top.column > column) this.frames.pop();
  }

  private openItem(column: number): void {
    this.popDeeper(column);
    if (this.top?.kind !== 'list' || this.top.column !== column) {
      this.frames.push({ kind: 'list', flow: false, column });
    }
  }

  private openMap(column: number): OpenMap {
    this.popDeeper(column);
    if (this.top?.kind === 'list' && this.top.column === column) this.frames.pop();
    const { top } = this;
    if (top?.kind === 'map' && top.column === column) return top;
    const map: OpenMap = { kind: 'map', flow: false, column, entries: [] };
    this.frames.push(map);
    return map;
  }

  private readFlow(line: string, isLast: boolean): void {
    let at = 0;
    while (at < line.length) {
      const length = this.readFlowToken(line.slice(at));
      if (length === undefined) return;
      at += length;
      if (!this.inFlow()) {
        this.place = /^\s+#/.test(line.slice(at)) ? 'comment' : 'nowhere';
        return;
      }
    }
    if (isLast) this.place = this.placeInFlow();
  }

  /** @returns the token's length; undefined where the rest of the line is no part of the format */
  private readFlowToken(rest: string): number | undefined {
    const blank = /^\s+/.exec(rest);
    if (blank !== null) {
      if (rest.charAt(blank[0].length) !== '#') return blank[0].length;
      this.place = 'comment';
      return undefined;
    }
    const first = rest.charAt(0);
    switch (first) {
      case '{':
      case '[':
        this.openFlow(first);
        return 1;
      case '}':
      case ']':
        this.endScalar();
        this.frames.pop();
        this.expectsValue = false;
        return 1;
      case ',':
        this.endScalar();
        this.expectsValue = false;
        return 1;
      case ':':
        this.beginValue();
        return 1;
      default:
        return this.readScalar(rest);
    }
  }

  private openFlow(bracket: '{' | '['): void {
    // A key whose value is a collection was entered when its colon was read.
    this.frames.push(
      bracket === '{'
        ? { kind: 'map', flow: true, column: 0, entries: [] }
        : { kind: 'list', flow: true, column: 0 },
    );
    this.expectsValue = false;
    this.pending = undefined;
  }

  private readScalar(rest: string): number | undefined {
    const scalar =
      /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:[^\s,{}[\]:"']|:(?=\S)|\s+(?![\s,{}[\]:#]|$))+)/.exec(
        rest,
      )?.[0];
    if (scalar === undefined) {
      // A quote that is not closed yet.
      this.place = 'nowhere';
      return undefined;
    }
    this.pending = unquote(scalar);
    return scalar.length;
  }

  private beginValue(): void {
    const { top } = this;
    if (top?.kind === 'map') top.entries.push({ key: this.pending ?? '', value: undefined });
    this.pending = undefined;
    this.expectsValue = true;
  }

  private endScalar(): void {
    const { top, pending } = this;
    this.pending = undefined;
    if (pending === undefined || top?.kind !== 'map') return;
    const last = top.entries.at(-1);
    if (!this.expectsValue) top.entries.push({ key: pending, value: undefined });
    else if (last !== undefined) top.entries[top.entries.length - 1] = { ...last, value: pending };
  }

  private placeInFlow(): OpenPlace {
    if (this.pending !== undefined) return 'nowhere';
    if (this.top?.kind === 'list') return 'node';
    return this.expectsValue ? 'value' : 'key';
  }
}
