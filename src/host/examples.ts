import * as vscode from 'vscode';
import { describeExample } from './describeExample.js';
import { isSpecName } from './specName.js';

/** A spec of the extension's examples folder. */
interface Example {
  readonly uri: vscode.Uri;
  readonly title: string;
  /** The first sentence of the comment that it begins with. */
  readonly description: string;
  readonly text: string;
}

/** The one to begin with. */
const FIRST = 'deep-tanh.bbd.yaml';

/** Reads all examples: the one to begin with, then in order of their files' names. */
async function readExamples(folder: vscode.Uri): Promise<readonly Example[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.flatMap(([name, type]) =>
    type === vscode.FileType.File && isSpecName(name) ? [name] : [],
  );
  return Promise.all(
    [...names.filter((name) => name === FIRST), ...names.filter((name) => name !== FIRST).sort()].map(
      async (name) => {
        const uri = vscode.Uri.joinPath(folder, name);
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
        return { uri, text, ...describeExample(name, text) };
      },
    ),
  );
}

/** Lets the user choose an example, and opens it. */
export async function openExample(folder: vscode.Uri, chosen?: string): Promise<void> {
  const examples = await readExamples(folder);
  const example =
    chosen === undefined
      ? await pickExample(examples)
      : examples.find(({ uri }) => uri.path.endsWith(`/${chosen}`));
  if (example === undefined) return;
  await vscode.window.showTextDocument(await openText(example));
}

async function pickExample(examples: readonly Example[]): Promise<Example | undefined> {
  const items = examples.map((example) => ({
    label: example.title,
    detail: example.description,
    example,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'BBD: Open example',
    placeHolder: 'A spec to look at and to change',
    matchOnDetail: true,
  });
  return picked?.example;
}

/** A copy without a file; the file itself where the spec names others, which are found beside it. */
async function openText({ uri, text }: Example): Promise<vscode.TextDocument> {
  if (/\b(?:path|keras):/.test(text)) return vscode.workspace.openTextDocument(uri);
  const language = uri.path.endsWith('.json') ? 'json' : 'bbd';
  return vscode.workspace.openTextDocument({ language, content: text });
}
