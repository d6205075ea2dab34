import * as vscode from 'vscode';

/** Where the user saved something last, in this window. */
let lastFolder: vscode.Uri | undefined;

/**
 * Asks where to save a file. What is proposed lies where the user saved something last, or else beside the spec.
 * @param ending without its dot
 * @returns undefined where the user thought better of it
 */
export async function askWhereToSave(
  spec: vscode.Uri,
  proposal: { readonly name: string; readonly ending: string; readonly kind: string },
): Promise<vscode.Uri | undefined> {
  const { name, ending, kind } = proposal;
  const folder = lastFolder ?? folderOf(spec);
  const file = `${name}.${ending}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
    filters: { [kind]: [ending] },
    saveLabel: 'Save',
    title: `Save as ${kind}`,
  });
  if (target !== undefined) lastFolder = vscode.Uri.joinPath(target, '..');
  return target;
}

/** Of the spec; of one that was not saved yet, the workspace. */
const folderOf = (spec: vscode.Uri): vscode.Uri | undefined =>
  spec.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(spec, '..');

/** A name that every file system takes. */
export const fileNameFrom = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80) || 'export';
