import type { TextRange } from '../base/textRange.js';
import type { DiagnosticList } from './diagnosticList.js';
import { FORMAT_VERSION, ROOT, SPEC } from './keysRoot.js';
import { ANALYSIS, TRAINING } from './keysTraining.js';
import type { AstOf, KeyTable, ObjectAst, ObjectKind, Values } from './objectKind.js';
import { parseTree } from './parseTree.js';
import { reportNot } from './valueProblems.js';
import type { MapNode } from './sourceTree.js';
import { readObject, startOf } from './structuredTypes.js';

/** What a spec says, as far as it could be read; defaults filled in. */
export interface SpecAst {
  readonly tree: MapNode;
  readonly range: TextRange;
  readonly values: Values<typeof ROOT.keys>;
  readonly training: AstOf<typeof TRAINING>;
  readonly analysis: AstOf<typeof ANALYSIS>;
}

/** A group that is not written: all its keys have defaults. */
function readDefaults<Name extends string, Keys extends KeyTable>(
  kind: ObjectKind<Name, Keys>,
  range: TextRange,
  diagnostics: DiagnosticList,
): ObjectAst<Name, Keys> {
  const nothing: MapNode = { kind: 'map', range, entries: [], flow: true, column: 0 };
  return readObject(nothing, kind, { subject: kind.title, place: range, report: diagnostics.report });
}

/**
 * Reads the text of a spec. Never throws: what is wrong goes to `diagnostics`, and what can be read comes back.
 * @returns undefined when not even the top level could be read
 */
export function parseSpec(text: string, diagnostics: DiagnosticList): SpecAst | undefined {
  const tree = parseTree(text, diagnostics);
  if (tree === undefined) return undefined;
  const context = { subject: 'A spec', place: startOf(tree.range), report: diagnostics.report };
  if (tree.kind !== 'map') {
    reportNot(SPEC.shape, { ...tree, range: startOf(tree.range) }, context);
    return undefined;
  }
  const { range, values } = readObject(tree, ROOT, context);
  const version = values.bbd;
  if (version !== undefined && version.value !== FORMAT_VERSION) {
    diagnostics.report({
      code: 'spec.version',
      severity: 'error',
      message: `This spec asks for version ${version.value} of the format; this program reads version ${FORMAT_VERSION}.`,
      range: version.range,
      fix: {
        title: `Change to ${FORMAT_VERSION}`,
        edits: [{ range: version.range, newText: String(FORMAT_VERSION) }],
      },
    });
  }
  const top = startOf(range);
  return {
    tree,
    range,
    values,
    training: values.training?.value ?? readDefaults(TRAINING, top, diagnostics),
    analysis: values.analysis?.value ?? readDefaults(ANALYSIS, top, diagnostics),
  };
}
