import { LineIndex, type Diagnostic, type Severity } from '../base/textRange.js';
import { checkKerasModel } from '../network/checkKerasModel.js';
import { checkSpec, type CheckedSpec, type SpecEnvironment } from '../network/checkSpec.js';
import { analyzeSymmetry } from './analyzeSymmetry.js';
import { findRoughBlocks } from './continuumFindings.js';
import { withSeverity } from './finding.js';
import { knownLinks } from './knownLinks.js';
import { severityBy, Suppressions, type SeverityOverrides } from './suppression.js';
import type { Finding, SymmetryReport } from './types.js';

export type { SeverityOverrides } from './suppression.js';

/** A checked spec with everything that the linter says about it. */
export interface LintedSpec extends CheckedSpec {
  /** Undefined while a layer is in doubt; errors elsewhere do no harm. Findings that are silenced are left out. */
  readonly symmetry: SymmetryReport | undefined;
  /** Of the text and of its symmetry, in order of place; those that are silenced are left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/** More findings than this help nobody; one diagnostic more says that there are more. */
const MAX_FINDINGS = 100;

const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  a.range.start - b.range.start || a.range.end - b.range.end;

function listed(findings: readonly Finding[]): readonly Diagnostic[] {
  const next = findings[MAX_FINDINGS];
  if (next === undefined) return findings;
  const more: Diagnostic = {
    code: 'spec.more',
    severity: 'information',
    message: `There are ${findings.length - MAX_FINDINGS} more findings, from here on: mend the first ${MAX_FINDINGS} first.`,
    range: next.range,
  };
  return [...findings.slice(0, MAX_FINDINGS), more];
}

/** @param tree of a text in which layers can be changed */
function lint(
  text: string,
  checked: CheckedSpec,
  tree: CheckedSpec['tree'],
  suppressions: Suppressions | undefined,
  severities: SeverityOverrides,
): LintedSpec {
  const admit = <D extends Diagnostic>(
    diagnostics: readonly D[],
    count: (diagnostic: D, severity: Severity) => D,
  ): readonly D[] =>
    diagnostics.flatMap((diagnostic) => {
      if (suppressions?.silences(diagnostic) === true) return [];
      const severity = severityBy(diagnostic, severities);
      if (severity === 'off') return [];
      return [severity === diagnostic.severity ? diagnostic : count(diagnostic, severity)];
    });
  const links = knownLinks(checked);
  const report =
    links === undefined ? undefined : analyzeSymmetry({ links, layers: checked.layers, text, tree });
  const symmetry =
    report === undefined ? undefined : { ...report, findings: admit(report.findings, withSeverity) };
  const diagnostics = [
    ...admit<Diagnostic>(
      [
        ...checked.diagnostics,
        ...(suppressions?.problems(checked.diagnostics) ?? []),
        ...(links === undefined || report === undefined ? [] : findRoughBlocks(links, report)),
      ],
      (diagnostic, severity) => ({ ...diagnostic, severity }),
    ),
    ...listed(symmetry?.findings ?? []),
  ].sort(byPlace);
  return { ...checked, symmetry, diagnostics };
}

/** Those of some diagnostics of a text that neither its comments nor the settings silence, with the severities that the settings give. */
export function admitDiagnostics(
  text: string,
  diagnostics: readonly Diagnostic[],
  severities: SeverityOverrides,
): readonly Diagnostic[] {
  const suppressions = new Suppressions(text, new LineIndex(text));
  return diagnostics.flatMap((diagnostic) => {
    const severity = suppressions.silences(diagnostic) ? 'off' : severityBy(diagnostic, severities);
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}

/** Checks a spec and its symmetries. Pure, never throws, and fast enough for every keystroke. */
export function lintSpec(
  text: string,
  environment: SpecEnvironment,
  severities: SeverityOverrides = {},
): LintedSpec {
  const checked = checkSpec(text, environment);
  // Layers of another file cannot be changed here.
  const tree = checked.layersFile === undefined ? checked.tree : undefined;
  return lint(text, checked, tree, new Suppressions(text, new LineIndex(text)), severities);
}

/** Checks a Keras file as it stands, of which nothing is changed. JSON has no comments that could silence. */
export function lintKeras(text: string, severities: SeverityOverrides = {}): LintedSpec {
  return lint(text, checkKerasModel(text), undefined, undefined, severities);
}
