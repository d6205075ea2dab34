import * as vscode from 'vscode';
import type { WhatIfOutcome, WhatIfRequest } from '../protocol/whatIf.js';
import type { Inspection } from './inspection.js';
import type { SpecChecks } from './specChecks.js';
import { toWorkspaceEdit } from './specDocuments.js';

/**
 * Does what a what-if control asks for: says whether it can be, trains it beside the shown run, or changes the text.
 * @param document the spec, whose text the inspection has read
 */
export async function answerWhatIf(
  { action, changes }: WhatIfRequest,
  inspection: Inspection,
  document: vscode.TextDocument,
  checks: Pick<SpecChecks, 'checkText'>,
): Promise<WhatIfOutcome> {
  const changed = inspection.change(changes, (text) => checks.checkText(document, text));
  if (!changed.ok) return { kind: 'refused', reason: changed.error };
  const { label, text, experiment, edits } = changed.value;
  switch (action) {
    case 'check':
      return { kind: 'possible', label, parameters: experiment.network.parameterCount };
    case 'fork':
      inspection.fork(text, experiment, label);
      return { kind: 'forked', label };
    case 'apply': {
      const done = await vscode.workspace.applyEdit(toWorkspaceEdit(document, edits));
      return done
        ? { kind: 'applied', label }
        : { kind: 'refused', reason: 'The editor did not take the change: the spec may be read-only.' };
    }
  }
}
