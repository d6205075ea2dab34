import * as vscode from 'vscode';
import { completionsAt } from '../../language/completion.js';
import { FILE_KEYS } from '../../language/fileLinks.js';
import { namePlaces } from '../../language/layerNames.js';
import type { Completion } from '../../language/suggestion.js';
import { listFilesBeside } from '../filesBeside.js';
import { toRange } from '../specDocuments.js';
import { BBD_LANGUAGE } from './languages.js';
import type { ProviderServices } from './services.js';

/** Typed characters that begin a key, a value or an item. */
const TRIGGERS = [' ', ':', '{', '[', ','];

const KINDS: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  snippet: vscode.CompletionItemKind.Snippet,
  layer: vscode.CompletionItemKind.Reference,
  file: vscode.CompletionItemKind.File,
};

const SUGGEST_AGAIN: vscode.Command = { command: 'editor.action.triggerSuggest', title: 'Suggest a value' };

/** Keys, values and whole layers while a spec is being typed; JSON specs have their schema. */
export function registerCompletions({ checks }: ProviderServices): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: (document, position, _token, { triggerCharacter }) => {
      const text = document.getText();
      const offset = document.offsetAt(position);
      // Blanks that indent or space out are typed all the time: they ask only behind a colon, a dash or a comma.
      if (triggerCharacter === ' ' && !/[:\-,] $/.test(text.slice(0, offset))) return [];
      const completions = completionsAt(text, offset, {
        layerNames: definedNames(checks.check(document).tree),
        filesFor: (key) => listFilesBeside(document.uri, FILE_KEYS[key] ?? []),
      });
      return completions.map((completion) => toItem(document, completion));
    },
  };
  return vscode.languages.registerCompletionItemProvider(BBD_LANGUAGE, provider, ...TRIGGERS);
}

function definedNames(tree: Parameters<typeof namePlaces>[0]): readonly string[] {
  const definitions = namePlaces(tree).filter(({ role }) => role === 'definition');
  return [...new Set(definitions.map(({ name }) => name))];
}

function toItem(document: vscode.TextDocument, completion: Completion): vscode.CompletionItem {
  const { label, kind, detail, documentation, insert, range, continues, rank } = completion;
  const item = new vscode.CompletionItem(detail === undefined ? label : { label, detail }, KINDS[kind]);
  item.documentation = new vscode.MarkdownString(documentation);
  item.insertText = new vscode.SnippetString(insert);
  // Line breaks in what is inserted are followed by the indentation that belongs there.
  item.keepWhitespace = true;
  item.range = toRange(document, range);
  item.filterText = label.replace(/^\{\w+: /, '');
  item.sortText = String(rank).padStart(4, '0');
  if (continues) item.command = SUGGEST_AGAIN;
  return item;
}
