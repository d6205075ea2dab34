import * as vscode from 'vscode';
import { MOST_COMPARED, runName } from '../protocol/runs.js';
import type { Inspectors } from './inspectors.js';
import { deleteUnkeptRuns } from './runActions.js';

/** Registers the commands about the library of runs. */
export function registerRunCommands(inspectors: Inspectors): vscode.Disposable {
  const register = (name: string, run: () => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`bbd.${name}`, run);
  return vscode.Disposable.from(
    register('showRuns', async () => {
      const inspector = inspectors.current();
      if (inspector === undefined) sayNoRuns();
      else await inspector.showRuns();
    }),
    register('compareRuns', () => compareRuns(inspectors)),
    register('deleteUnkeptRuns', async () => {
      const inspector = inspectors.current();
      if (inspector === undefined) sayNoRuns();
      else await deleteUnkeptRuns(inspector.runs);
    }),
  );
}

async function compareRuns(inspectors: Inspectors): Promise<void> {
  const inspector = inspectors.current();
  const view = inspector?.runs.view();
  const others = view?.entries.filter(({ id }) => id !== view.shown) ?? [];
  if (inspector === undefined || view === undefined || others.length === 0) {
    sayNoRuns();
    return;
  }
  const items = others.map((entry) => ({
    label: runName(entry),
    description: entry.changes?.text ?? '',
    detail: `${new Date(entry.startedAt).toLocaleString()}, seed ${entry.seed}, ${entry.status}`,
    picked: view.compared.includes(entry.id),
    id: entry.id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'BBD: Compare runs',
    placeHolder: `Up to ${MOST_COMPARED} runs to lay over the shown one`,
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  if (picked.length > MOST_COMPARED) {
    void vscode.window.showWarningMessage(
      `${MOST_COMPARED} runs are compared with the shown one, the first of the ${picked.length} that were chosen.`,
    );
  }
  await inspector.runs.compare(picked.slice(0, MOST_COMPARED).map(({ id }) => id));
  await inspector.showRuns();
}

function sayNoRuns(): void {
  void vscode.window.showInformationMessage(
    'There are no runs here yet to look at or compare: run “BBD: Analyze network”.',
  );
}
