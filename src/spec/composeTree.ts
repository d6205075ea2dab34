import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';

import { emptySpec } from './checkText.js';
import { DiagnosticList } from './diagnosticList.js';
import { foldItems, type FoldedText, type Run } from './foldItems.js';
import type { SourceNode } from './sourceTree.js';
import { describeSyntaxError, visibleRange } from './syntaxProblem.js';
import { TreeBuilder } from './treeBuilder.js';
import { YAML_OPTIONS } from './yamlOptions.js';

/** Open collections at one place: deeper than any spec, far less than what exhausts a stack. */
const MAX_NESTING = 100;

/** Past this many, a text is not a spec with mistakes but something else. */
const MAX_SYNTAX_ERRORS = 50;

/** Words and marks of a text: those of 4000 layers with four keys, each on a line of its own. More take seconds. */
const MAX_LEXEMES = 150_000;

type ParsedDocument = Document.Parsed;

/** Where a text turns out not to be a spec. */
interface Obstacle {
  readonly obstacle: 'spec.nesting' | 'spec.tooLarge';
  readonly offset: number;
}

/** YAML's concrete syntax; its parser keeps a stack of its own, and what comes after it recurses. */
function tokenize(text: string): readonly CST.Token[] | Obstacle {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_NESTING) return { obstacle: 'spec.nesting', offset: parser.offset };
    if (++lexemes > MAX_LEXEMES) return { obstacle: 'spec.tooLarge', offset: parser.offset };
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The document that a spec is, and the one that should not follow it. */
function composeDocuments(tokens: readonly CST.Token[], length: number): readonly ParsedDocument[] {
  const composer = new Composer(YAML_OPTIONS);
  // An error of the `yaml` package is an Error; for a text with thousands, their stack traces take seconds.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const documents: ParsedDocument[] = [];
    for (const document of composer.compose(tokens, true, length)) {
      documents.push(document);
      if (documents.length === 2) break;
    }
    return documents;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Line ends between two offsets tell whether two errors are about the same line. */
const sameLine = (text: string, a: number, b: number): boolean => !text.slice(a, b).includes('\n');

function reportSyntaxErrors(document: ParsedDocument, text: string, diagnostics: DiagnosticList): void {
  let last: number | undefined;
  let reported = 0;
  for (const error of document.errors) {
    // One broken place often gives several errors; the first says it.
    if (last !== undefined && sameLine(text, last, error.pos[0])) continue;
    if (++reported > MAX_SYNTAX_ERRORS) return;
    last = error.pos[0];
    diagnostics.reportSyntax(describeSyntaxError(error, text));
  }
}

/**
 * Reads YAML or JSON into a tree, as much of it as can be read; what is wrong with its syntax goes to `diagnostics`.
 * @param text no longer than MAX_SPEC_LENGTH
 * @returns undefined when there is nothing to read
 */
export function composeTree(text: string, diagnostics: DiagnosticList): SourceNode | undefined {
  const folded = foldItems(text);
  if (folded !== undefined) {
    const found = new DiagnosticList();
    const met = new Set<Run>();
    const { tree, brokenAt } = composeFolded(text, folded, met, found);
    if (isWhole(tree, brokenAt, folded, met)) {
      diagnostics.absorb(found);
      const problems = [...met].flatMap((run) => run.problems);
      problems.slice(0, MAX_SYNTAX_ERRORS).forEach(diagnostics.reportSyntax);
      return tree;
    }
  }
  return composeOneByOne(text, diagnostics);
}

/** As `composeTree`, without its shortcut. */
export function composeOneByOne(text: string, diagnostics: DiagnosticList): SourceNode | undefined {
  return composeFolded(text, { text, runs: new Map() }, new Set(), diagnostics).tree;
}

interface Composed {
  readonly tree: SourceNode | undefined;
  /** Behind the part of the text that is known to be broken, whatever follows; undefined where nothing is. */
  readonly brokenAt: number | undefined;
}

/**
 * Whether a tree of a folded text is all that can be had of the text itself. Items that were not found where they
 * belong may have been no items, but part of a text in quotes. But where the text is broken before them, as by a brace
 * that closes nothing, all that follows is lost, and there is no use in hearing so of each item.
 * Only items without mistakes of their own are lost so: a quotation mark that is open may be closed further on.
 */
function isWhole(
  tree: SourceNode | undefined,
  brokenAt: number | undefined,
  folded: FoldedText,
  met: ReadonlySet<Run>,
): boolean {
  const runs = [...folded.runs.values()];
  const missed = runs.filter((run) => !met.has(run));
  const [first] = missed;
  if (first === undefined) return true;
  if (tree === undefined || brokenAt === undefined || brokenAt > first.start) return false;
  if (runs.some(({ problems }) => problems.length > 0)) return false;
  return !missed.some(({ start }) => isWithinScalar(tree, start));
}

function isWithinScalar(node: SourceNode, offset: number): boolean {
  switch (node.kind) {
    case 'scalar':
      return node.range.start <= offset && offset < node.range.end;
    case 'list':
      return node.items.some((item) => isWithinScalar(item, offset));
    case 'map':
      return node.entries.some(
        ({ keyRange, value }) =>
          (keyRange.start <= offset && offset < keyRange.end) || isWithinScalar(value, offset),
      );
  }
}

/**
 * @param folded the text that is composed; what is said about it is about `text`
 * @param met the runs that were found where they belong
 */
function composeFolded(
  text: string,
  folded: FoldedText,
  met: Set<Run>,
  diagnostics: DiagnosticList,
): Composed {
  const tokens = tokenize(folded.text);
  if ('obstacle' in tokens) {
    const { obstacle, offset } = tokens;
    diagnostics.reportSyntax({
      code: obstacle,
      severity: 'error',
      message:
        obstacle === 'spec.nesting'
          ? 'This nests too deeply to be a spec.'
          : 'Up to here the text has more words and marks than a spec needs. Say "repeat" instead of writing equal layers out.',
      range: visibleRange(text, offset, offset + 1),
    });
    return NOTHING_COMPOSED;
  }
  for (const token of tokens) {
    if (token.type !== 'directive') continue;
    diagnostics.reportSyntax({
      code: 'spec.directive',
      severity: 'error',
      message: 'Directives (%…) are not allowed: a spec is plain YAML 1.2. Remove this line.',
      range: visibleRange(text, token.offset, token.offset + token.source.length),
    });
  }
  const [document, next] = composeDocuments(tokens, text.length);
  if (document === undefined) {
    diagnostics.reportSyntax(emptySpec(text));
    return NOTHING_COMPOSED;
  }
  reportSyntaxErrors(document, text, diagnostics);
  if (next !== undefined) {
    diagnostics.reportSyntax({
      code: 'spec.multipleDocuments',
      severity: 'error',
      message: 'A second document begins here: a spec is one document. Remove the line "---" or "...".',
      range: visibleRange(text, next.range[0], next.range[0] + 3),
    });
  }
  if (isNothing(document)) {
    if (!diagnostics.hasError) diagnostics.reportSyntax(emptySpec(text));
    return NOTHING_COMPOSED;
  }
  const tree = new TreeBuilder(text, diagnostics, folded.runs, met).build(document.contents);
  const [firstError] = document.errors;
  return { tree, brokenAt: firstError?.pos[1] };
}

const NOTHING_COMPOSED: Composed = { tree: undefined, brokenAt: undefined };

const isNothing = ({ contents }: ParsedDocument): boolean =>
  contents === null || ('value' in contents && contents.value === null);
