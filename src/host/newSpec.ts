import * as vscode from 'vscode';
import { SPEC_TEMPLATES } from './specTemplates.js';

/**
 * Opens a new spec that is not saved yet.
 * @param id of its template; the user is asked when there is none with it
 */
export async function newSpec(id: unknown): Promise<void> {
  const template = SPEC_TEMPLATES.find((candidate) => candidate.id === id) ?? (await pickTemplate());
  if (template === undefined) return;
  const document = await vscode.workspace.openTextDocument({ language: 'bbd', content: template.text });
  await vscode.window.showTextDocument(document);
}

async function pickTemplate(): Promise<(typeof SPEC_TEMPLATES)[number] | undefined> {
  const items = SPEC_TEMPLATES.map((template) => ({
    label: template.title,
    detail: template.description,
    template,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'BBD: New network spec',
    placeHolder: 'What to begin with',
    matchOnDetail: true,
  });
  return picked?.template;
}
