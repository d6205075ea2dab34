import type { TextEdit } from '../base/textRange.js';
import type { SymmetryCode } from './symmetryCodes.js';
import type { SymmetryReport } from './types.js';

const isSame = (a: TextEdit, b: TextEdit): boolean =>
  a.range.start === b.range.start && a.range.end === b.range.end && a.newText === b.newText;

/** An insertion at the end of what another edit replaces is no conflict. */
const conflict = (a: TextEdit, b: TextEdit): boolean =>
  a.range.start < b.range.end && b.range.start < a.range.end;

/** The edits that are new beside those that there are; undefined when they cannot be made together. */
function merge(
  accepted: readonly TextEdit[],
  edits: readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  if (edits === undefined) return undefined;
  const added = edits.filter((edit) => !accepted.some((other) => isSame(edit, other)));
  return added.some((edit) => accepted.some((other) => conflict(edit, other))) ? undefined : added;
}

/**
 * The first fixes of all findings together, as edits that do not overlap, in order of place: what makes a block of
 * layers alike at once. What cannot be made with the others is left out, and so are steps without a block.
 * @param code only findings of this code; all of them without
 */
export function fixAll(
  { findings }: Pick<SymmetryReport, 'findings'>,
  code?: SymmetryCode,
): readonly TextEdit[] {
  const accepted: TextEdit[] = [];
  for (const finding of findings) {
    const [fix] = finding.fixes;
    if (fix === undefined || fix.alone === true || (code !== undefined && finding.code !== code)) continue;
    accepted.push(...(merge(accepted, fix.edits) ?? merge(accepted, fix.alternative) ?? []));
  }
  return accepted.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
