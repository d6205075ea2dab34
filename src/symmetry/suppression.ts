import type { Diagnostic, LineIndex, Severity, TextRange } from '../base/textRange.js';
import { readComments, type Comment } from '../spec/comments.js';
import { quote } from '../spec/describe.js';
import type { CodedDiagnostic } from '../spec/diagnosticList.js';
import { suggest } from '../spec/suggest.js';
import { ALL_CODES } from './allCodes.js';
import { UNASKED_CODES } from './continuumCodes.js';
import type { LintCode } from './lintCodes.js';

/**
 * How much a code shall count: from settings. Errors keep a network from being trained whatever is set here, so they
 * stay errors.
 */
export type SeverityOverrides = Readonly<Partial<Record<string, Severity | 'off'>>>;

const KNOWN_CODES: ReadonlySet<string> = new Set(ALL_CODES);

/** More codes that are wrong than this are no slips; to look for what each could mean would take seconds. */
const MAX_REPORTED = 50;

/** `bbd-ignore symmetry.width, symmetry.bias`: the first word, then codes. */
const DIRECTIVE = /^bbd-ignore(-file)?(?![\w-])/;

/** A code named in a comment that silences it. */
interface Silenced {
  readonly code: string;
  readonly range: TextRange;
  /** Counted from 0; undefined for the whole file. */
  readonly line: number | undefined;
}

function* codesIn(comment: Comment, text: string): Generator<Omit<Silenced, 'line'>> {
  const { start, end } = comment.range;
  const source = text.slice(start, end);
  const directive = source.indexOf('bbd-ignore');
  const rest = source.slice(directive).search(/[\s,]/);
  if (rest < 0) return;
  for (const match of source.slice(directive + rest).matchAll(/[^\s,]+/g)) {
    const from = start + directive + rest + match.index;
    yield { code: match[0], range: { start: from, end: from + match[0].length } };
  }
}

/** What a text's comments silence, and what is wrong with them. */
export class Suppressions {
  private readonly silenced: readonly Silenced[];

  constructor(
    text: string,
    private readonly lines: LineIndex,
  ) {
    this.silenced = text.includes('bbd-ignore')
      ? readComments(text).flatMap((comment) => this.read(comment, text))
      : [];
  }

  private read(comment: Comment, text: string): readonly Silenced[] {
    const directive = DIRECTIVE.exec(comment.text);
    if (directive === null) return [];
    const own = this.lines.positionAt(comment.range.start).line;
    const line = directive[1] !== undefined ? undefined : comment.ownLine ? own + 1 : own;
    return [...codesIn(comment, text)].map((named) => ({ ...named, line }));
  }

  /** Those of a diagnostic's code that apply at its place. */
  private matching({ code, range }: Diagnostic): readonly Silenced[] {
    if (this.silenced.length === 0) return [];
    const { line } = this.lines.positionAt(range.start);
    return this.silenced.filter((named) => named.code === code && (named.line ?? line) === line);
  }

  /** Errors are never silenced: the network cannot be trained with them. */
  silences(diagnostic: Diagnostic): boolean {
    return diagnostic.severity !== 'error' && this.matching(diagnostic).length > 0;
  }

  /** Codes that do not exist, and those of errors. */
  problems(diagnostics: readonly Diagnostic[]): readonly CodedDiagnostic<LintCode>[] {
    const unknown = this.silenced
      .filter(({ code }) => !KNOWN_CODES.has(code))
      .slice(0, MAX_REPORTED)
      .map(reportUnknown);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const stubborn = new Set(errors.flatMap((error) => this.matching(error)));
    return [...unknown, ...[...stubborn].slice(0, MAX_REPORTED).map(reportStubborn)];
  }
}

function reportUnknown({ code, range }: Silenced): CodedDiagnostic<LintCode> {
  const meant = suggest(code, ALL_CODES) ?? suggest(`symmetry.${code}`, ALL_CODES);
  return {
    code: 'lint.unknownCode',
    severity: 'information',
    message: `There is no diagnostic with the code ${quote(code)}, so nothing is silenced.${meant === undefined ? ' Every message shows its code.' : ` Did you mean ${quote(meant)}?`}`,
    range,
    ...(meant === undefined
      ? {}
      : { fix: { title: `Change to ${meant}`, edits: [{ range, newText: meant }] } }),
  };
}

const reportStubborn = ({ code, range }: Silenced): CodedDiagnostic<LintCode> => ({
  code: 'lint.cannotSilence',
  severity: 'information',
  message: `${quote(code)} is an error here: it keeps the network from being trained and cannot be silenced. Mend it.`,
  range,
});

/** How much a diagnostic counts by the settings. Errors stay what they are. */
export function severityBy({ code, severity }: Diagnostic, overrides: SeverityOverrides): Severity | 'off' {
  if (severity === 'error') return severity;
  const chosen = Object.hasOwn(overrides, code) ? overrides[code] : undefined;
  return chosen ?? (UNASKED_CODES.has(code) ? 'off' : severity);
}
