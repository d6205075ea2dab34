import type { TextRange } from '../base/textRange.js';

/** Something that could be written at a place of a spec. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'snippet' | 'layer' | 'file';
  /** A few words behind the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation: string;
  /** A snippet: `$1`, `${1:text}`, `$0`; with line breaks and indentation as they shall be in the text. */
  readonly insert: string;
  /** What it replaces: the word at the place. */
  readonly range: TextRange;
  /** More is to be chosen behind it at once. */
  readonly continues: boolean;
  /** Smaller ones first. */
  readonly rank: number;
}

/** What the format alone does not know. */
export interface CompletionSources {
  /** Names of the layers of the spec. */
  readonly layerNames: readonly string[];
  /** Files that a key of this name could mean, as paths relative to the spec. */
  readonly filesFor: (key: string) => readonly string[];
}

/** A completion for a range that is not told yet. */
export type Suggestion = Omit<Completion, 'range'>;
