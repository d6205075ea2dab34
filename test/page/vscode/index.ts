/**
 * Takes the place of the module `vscode` for the host's code that the page tests run: as much of its API as that needs,
 * with texts and webviews that tests look into. What a test wants to answer itself it gives to `answerCall`.
 */
import {
  allEditors,
  applyEdit,
  didChangeSelection,
  didChangeTextDocument,
  findEditor,
  type Address,
  type TextDocument,
  type TextEditor,
} from './documents.js';
import { EventEmitter, TabInputText } from './basics.js';
import { createOutputChannel } from './log.js';
import { createWebviewPanel } from './webview.js';

export * from './basics.js';
export { TextDocument } from './documents.js';

export const ViewColumn = { Active: -1, Beside: -2, One: 1, Two: 2 };
export const TextEditorRevealType = { Default: 0, InCenter: 1, InCenterIfOutsideViewport: 2, AtTop: 3 };
export const OverviewRulerLane = { Left: 1, Center: 2, Right: 4, Full: 7 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };

type Reply = (...args: never[]) => unknown;
const replies = new Map<string, Reply>();

/**
 * Answers a call of the API by `reply` from now on.
 * @param call e.g. `window.showSaveDialog`
 */
export function answerCall(call: string, reply: Reply): void {
  replies.set(call, reply);
}

/** Forgets what tests answer themselves. */
export function forgetAnswers(): void {
  replies.clear();
}

/** A part of the API that says what is missing of it. */
function part<T extends object>(name: string, known: T): T {
  return new Proxy(known, {
    get(target, key): unknown {
      if (typeof key === 'symbol') return Reflect.get(target, key);
      const call = `${name}.${key}`;
      const reply = replies.get(call);
      if (reply !== undefined) return reply;
      if (key in target) return Reflect.get(target, key);
      throw new Error(`vscode.${call} has no stand-in: answer it in the test, or add it in test/page/vscode`);
    },
  });
}

const never = (): EventEmitter<never>['event'] => new EventEmitter<never>().event;
const nothing = (): undefined => undefined;

export const window = part('window', {
  get activeTextEditor(): TextEditor | undefined {
    return allEditors().at(-1);
  },
  get visibleTextEditors(): readonly TextEditor[] {
    return allEditors();
  },
  get tabGroups() {
    const tabs = allEditors().map(({ document }) => ({ input: new TabInputText(document.uri) }));
    return { all: [{ viewColumn: ViewColumn.One, tabs }] };
  },
  activeColorTheme: { kind: 2 },
  createOutputChannel,
  createTextEditorDecorationType: (options: unknown) => ({ options, dispose: nothing }),
  createWebviewPanel,
  onDidChangeTextEditorSelection: didChangeSelection.event,
  onDidChangeVisibleTextEditors: never(),
  onDidChangeActiveTextEditor: never(),
  onDidChangeActiveColorTheme: never(),
  showErrorMessage: () => Promise.resolve(undefined),
  showInformationMessage: () => Promise.resolve(undefined),
  showWarningMessage: () => Promise.resolve(undefined),
  setStatusBarMessage: nothing,
  showTextDocument: (shown: TextDocument | Address) => {
    const uri = 'uri' in shown ? shown.uri : shown;
    const editor = findEditor(uri);
    return editor === undefined
      ? Promise.reject(new Error(`${uri.toString()} is not open`))
      : Promise.resolve(editor);
  },
});

export const workspace = part('workspace', {
  get textDocuments(): readonly TextDocument[] {
    return allEditors().map(({ document }) => document);
  },
  openTextDocument: (uri: Address) => {
    const document = findEditor(uri)?.document;
    return document === undefined
      ? Promise.reject(new Error(`${uri.toString()} does not exist`))
      : Promise.resolve(document);
  },
  applyEdit: (edit: Parameters<typeof applyEdit>[0]) => Promise.resolve(applyEdit(edit)),
  getConfiguration: () => ({ get: (_key: string, otherwise: unknown) => otherwise }),
  onDidChangeTextDocument: didChangeTextDocument.event,
  onDidChangeConfiguration: never(),
});

export const languages = part('languages', { match: () => 10 });
export const commands = part('commands', {});
export const env = part('env', {});
