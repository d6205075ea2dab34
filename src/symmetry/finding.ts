import type { Severity, TextEdit, TextRange } from '../base/textRange.js';
import type { SymmetryCode } from './symmetryCodes.js';
import type { Finding, Fix, Strength } from './types.js';
import { writePercent } from './wording.js';

/** Below, a difference is told but needs no action; above `STRONG`, most of the term is another one. */
const WEAK = 0.05;
const STRONG = 0.5;

/**
 * R = |a − b| / max(|a|, |b|): the share of the larger value that is missing from the smaller one, in [0, 1]. A term
 * that is not there at all is R = 1.
 * @param ratio a/b, ≥ 0
 */
export const sizeOfRatio = (ratio: number): number => (ratio > 1 ? 1 - 1 / ratio : 1 - ratio);

const strengthOf = (size: number | undefined): Strength =>
  size === undefined || size > STRONG ? 'strong' : size < WEAK ? 'weak' : 'moderate';

const severityOf = (strength: Strength): Severity => (strength === 'weak' ? 'information' : 'warning');

/** How much, as the last sentence of a message. */
function describeSize(size: number | undefined, symmetry: string): string {
  if (size === undefined) return 'The functional form differs, so there is no size for it.';
  switch (strengthOf(size)) {
    case 'strong':
      return `${symmetry} is strongly broken here, by ${writePercent(size)}.`;
    case 'moderate':
      return `${symmetry} is broken here by ${writePercent(size)}.`;
    case 'weak':
      return size === 0
        ? 'The second moments agree.'
        : `${symmetry} is broken here by ${writePercent(size)} only.`;
  }
}

interface FindingParts {
  readonly code: SymmetryCode;
  /** What differs and which terms it changes, by how much; whole sentences. */
  readonly message: string;
  readonly range: TextRange;
  /** Share R of the term that is changed; undefined where the functional form differs. */
  readonly size: number | undefined;
  /** What the size is about, with which the message then ends; left out where the message says it all. */
  readonly symmetry?: 'Depth translation' | 'Width translation';
  /** Where it is not what the size says: for what is only worth knowing. */
  readonly severity?: Severity;
  readonly links: readonly number[];
  readonly related?: readonly { readonly message: string; readonly range: TextRange }[];
  /** Finds the ways out, best first; undefined for those that cannot be gone. */
  readonly fixes?: () => readonly (Fix | undefined)[];
}

/** A fix of edits that can be made. */
export function makeFix(
  title: string,
  edits: readonly TextEdit[] | undefined,
  alternative?: readonly TextEdit[],
): Fix | undefined {
  if (edits === undefined) return undefined;
  return { title, edits, ...(alternative === undefined ? {} : { alternative }) };
}

/**
 * @param findFixes called once, when somebody asks for the fixes; they are a property like any other, so that a finding
 * can be written as JSON
 */
function withFixes(finding: Omit<Finding, 'fixes'>, findFixes: () => readonly Fix[]): Finding {
  let found: readonly Fix[] | undefined;
  return {
    ...finding,
    get fixes() {
      return (found ??= findFixes());
    },
  };
}

/** The same finding, counted as more or less. */
export function withSeverity(finding: Finding, severity: Severity): Finding {
  const { code, message, range, size, strength, links, related } = finding;
  return withFixes(
    { code, severity, message, range, size, strength, links, ...(related === undefined ? {} : { related }) },
    () => finding.fixes,
  );
}

export function makeFinding(parts: FindingParts): Finding {
  const { code, range, size, links, symmetry, related = [] } = parts;
  const strength = parts.severity === 'information' ? 'weak' : strengthOf(size);
  const { fixes } = parts;
  return withFixes(
    {
      code,
      severity: parts.severity ?? severityOf(strength),
      message: symmetry === undefined ? parts.message : `${parts.message} ${describeSize(size, symmetry)}`,
      range,
      size,
      strength,
      links,
      ...(related.length === 0 ? {} : { related }),
    },
    () => fixes?.().filter((fix) => fix !== undefined) ?? [],
  );
}
