import { posix } from 'node:path';

/** Stand-ins for the values of VS Code's API that the host makes. */

export class Disposable {
  constructor(private readonly callOnDispose: () => void) {}

  static from(...disposables: readonly { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const each of disposables) each.dispose();
    });
  }

  dispose(): void {
    this.callOnDispose();
  }
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

export class Uri implements UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;

  constructor(parts: UriParts) {
    this.scheme = parts.scheme;
    this.authority = parts.authority;
    this.path = parts.path;
    this.query = parts.query;
    this.fragment = parts.fragment;
  }

  static file(path: string): Uri {
    return new Uri({ scheme: 'file', authority: '', path, query: '', fragment: '' });
  }

  static parse(text: string): Uri {
    const [, scheme = 'file', , authority = '', path = '', , query = '', , fragment = ''] =
      /^(?:([\w-]+):)?(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?$/.exec(text) ?? [];
    return new Uri({ scheme, authority, path: decodeURIComponent(path), query, fragment });
  }

  static joinPath(base: Uri, ...segments: readonly string[]): Uri {
    return base.with({ path: posix.join(base.path, ...segments) });
  }

  static from(parts: Partial<UriParts> & { readonly scheme: string }): Uri {
    return new Uri({ authority: '', path: '', query: '', fragment: '', ...parts });
  }

  get fsPath(): string {
    return this.path;
  }

  with(change: Partial<UriParts>): Uri {
    const { scheme, authority, path, query, fragment } = this;
    return new Uri({ scheme, authority, path, query, fragment, ...change });
  }

  toString(): string {
    const query = this.query === '' ? '' : `?${this.query}`;
    const fragment = this.fragment === '' ? '' : `#${this.fragment}`;
    return `${this.scheme}://${this.authority}${encodeURI(this.path)}${query}${fragment}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}

  compareTo(other: Position): number {
    return this.line - other.line || this.character - other.character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position | number, end: Position | number, endLine?: number, endCharacter?: number) {
    this.start = start instanceof Position ? start : new Position(start, Number(end));
    this.end = end instanceof Position ? end : new Position(endLine ?? 0, endCharacter ?? 0);
  }

  get isEmpty(): boolean {
    return this.start.compareTo(this.end) === 0;
  }

  contains(place: Position | Range): boolean {
    const { start, end } = place instanceof Range ? place : { start: place, end: place };
    return this.start.compareTo(start) <= 0 && end.compareTo(this.end) <= 0;
  }

  with(start = this.start, end = this.end): Range {
    return new Range(start, end);
  }
}

export class Selection extends Range {
  get active(): Position {
    return this.end;
  }

  get anchor(): Position {
    return this.start;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon {
  constructor(readonly id: string) {}
}

export class MarkdownString {
  constructor(readonly value = '') {}
}

export class TabInputText {
  constructor(readonly uri: UriParts) {}
}

export class WorkspaceEdit {
  readonly edits: { readonly uri: Uri; readonly range: Range; readonly text: string }[] = [];

  replace(uri: Uri, range: Range, text: string): void {
    this.edits.push({ uri, range, text });
  }

  insert(uri: Uri, position: Position, text: string): void {
    this.replace(uri, new Range(position, position), text);
  }

  delete(uri: Uri, range: Range): void {
    this.replace(uri, range, '');
  }
}
