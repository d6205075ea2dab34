import { LineIndex, type Diagnostic, type Severity, type TextRange } from '../base/textRange.js';
import type { CheckedFile } from './checkedFile.js';
import { fixesOf, strengthJson } from './findings.js';
import { symmetryJson } from '../symmetry/symmetryJson.js';

/** Name and version of the format; described in docs/formats.md. */
const CHECK_SCHEMA = 'bbd-check/1';

type Json = Readonly<Record<string, unknown>>;

/** All that was found in files, as JSON. What has no value is null. */
export function checkJson(files: readonly CheckedFile[], version: string): Json {
  const count = (wanted: Severity): number =>
    files.flatMap(({ checked }) => checked.diagnostics).filter(({ severity }) => severity === wanted).length;
  return {
    schema: CHECK_SCHEMA,
    generator: `bbd-inspector ${version}`,
    files: files.map(fileJson),
    counts: { error: count('error'), warning: count('warning'), information: count('information') },
  };
}

function fileJson({ file, kind, text, isReadable, checked }: CheckedFile): Json {
  const lines = new LineIndex(text);
  const position = (offset: number): Json => {
    const { line, column } = lines.positionAt(offset);
    return { offset, line: line + 1, column: column + 1 };
  };
  const place = ({ start, end }: TextRange): Json => ({ start: position(start), end: position(end) });
  const finding = (diagnostic: Diagnostic): Json => {
    const { code, severity, message, range, related = [] } = diagnostic;
    return {
      code,
      severity,
      message,
      range: place(range),
      related: related.map((other) => ({ message: other.message, range: place(other.range) })),
      fixes: fixesOf(diagnostic).map(({ title, edits }) => ({
        title,
        edits: edits.map((edit) => ({ range: place(edit.range), newText: edit.newText })),
      })),
      ...strengthJson(diagnostic),
    };
  };
  const { network, gap, symmetry, layersFile, assumptions } = checked;
  return {
    file,
    kind: isReadable ? kind : null,
    name: isReadable ? checked.name : null,
    layersFile: layersFile ?? null,
    findings: checked.diagnostics.map(finding),
    symmetry: symmetry === undefined ? null : symmetryJson(symmetry),
    network:
      network === undefined
        ? null
        : {
            inputShape: network.inputShape,
            outputs: network.outputs,
            parameterCount: network.parameterCount,
            loss: network.loss,
            links: network.links.map((link) => ({
              m: link.m,
              name: link.name,
              type: link.type,
              inputShape: link.inputShape,
              outputShape: link.outputShape,
              activationIn: link.activationIn,
              parameterCount: link.parameterCount,
              range: place(link.range),
            })),
          },
    notTrainable: gap === undefined ? null : { feature: gap.feature, range: place(gap.range) },
    assumptions,
  };
}
