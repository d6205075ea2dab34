import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, cleanUp, openSpec, QUICK_SPEC, rangeOf } from './support.js';

const NAMED_SPEC = `bbd: 1
data: {source: teacher, inputs: 3}
layers:
  # the first one
  # of them
  - {type: dense, name: first, units: 4, activation: tanh}
  - repeat: 3
    layers:
      - {type: dense, units: 4, activation: tanh}
  - {type: dense, units: 4, activation: tanh, skipFrom: first}
  - {type: dense, units: 1}
loss: mse
`;

/** The place of a `|` in a text, and the text without it. */
async function openAt(marked: string): Promise<{ editor: vscode.TextEditor; position: vscode.Position }> {
  const editor = await openSpec(marked.replace('|', ''));
  return { editor, position: editor.document.positionAt(marked.indexOf('|')) };
}

async function complete(marked: string): Promise<readonly vscode.CompletionItem[]> {
  const { editor, position } = await openAt(marked);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    position,
  );
  return list.items;
}

const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

describe('Completion', () => {
  before(activateExtension);
  afterEach(cleanUp);

  it('offers keys and values in a text that is broken just there', async () => {
    const keys = await complete('bbd: 1\nlayers:\n  - {type: dense, |\nloss: mse\n');
    const units = keys.find((item) => labelOf(item) === 'units');
    assert.ok(units);
    assert.ok(units.documentation instanceof vscode.MarkdownString);
    assert.match(units.documentation.value, /Width of the layer/);
    await cleanUp();
    const values = await complete('bbd: 1\nlayers:\n  - type: dense\n    activation: |\nloss: mse\n');
    assert.ok(values.some((item) => labelOf(item) === 'tanh'));
  });

  it('offers names of layers and whole layers', async () => {
    const names = await complete(NAMED_SPEC.replace('skipFrom: first', 'skipFrom: |'));
    assert.ok(names.some((item) => labelOf(item) === 'first'));
    await cleanUp();
    const layers = await complete(NAMED_SPEC.replace('  - {type: dense, units: 1}', '  - |'));
    assert.ok(layers.some((item) => labelOf(item) === 'repeated residual blocks'));
  });

  it('offers files beside the spec', async () => {
    const files = await complete('bbd: 1\ndata: {source: csv, path: |}\n');
    assert.ok(files.some((item) => labelOf(item) === 'data/penguins.csv'));
  });

  it('inserts a block with the indentation of its place', async () => {
    const { editor, position } = await openAt('bbd: 1\nlayers:\n  - |\n');
    editor.selection = new vscode.Selection(position, position);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      position,
    );
    const repeat = list.items.find(
      (item) => labelOf(item) === 'repeat' && item.kind === vscode.CompletionItemKind.Snippet,
    );
    assert.ok(repeat?.insertText instanceof vscode.SnippetString);
    await editor.insertSnippet(repeat.insertText, position, {
      undoStopBefore: true,
      undoStopAfter: true,
      keepWhitespace: true,
    });
    assert.match(
      editor.document.getText(),
      / {2}- repeat: 4\n {4}layers:\n {6}- \{type: dense, units: 32, activation: tanh\}\n/,
    );
  });
});

describe('The outline', () => {
  before(activateExtension);
  afterEach(cleanUp);

  it('holds sections and layers with their shapes', async () => {
    const { document } = await openSpec(NAMED_SPEC);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['bbd', 'data', 'layers', 'loss'],
    );
    const [first, repeat] = symbols[2]?.children ?? [];
    assert.equal(first?.name, 'first');
    assert.equal(first.detail, 'dense · 3 → 4');
    assert.equal(repeat?.name, 'repeat × 3');
    assert.equal(repeat.children.length, 1);
  });
});

describe('Folding and selection', () => {
  before(activateExtension);
  afterEach(cleanUp);

  it('fold groups and comments', async () => {
    const { document } = await openSpec(NAMED_SPEC);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const found = folds.map(({ start, end, kind }) => [start, end, kind]);
    assert.deepEqual(found, [
      [2, 10, undefined],
      [3, 4, vscode.FoldingRangeKind.Comment],
      [6, 8, undefined],
      [7, 8, undefined],
    ]);
  });

  it('grow a selection from a value to its layer', async () => {
    const { document } = await openSpec(NAMED_SPEC);
    const [range] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [rangeOf(document, 'units: 1}').end.translate(0, -1)],
    );
    const texts: string[] = [];
    for (let at: vscode.SelectionRange | undefined = range; at !== undefined; at = at.parent) {
      texts.push(document.getText(at.range));
    }
    assert.ok(texts.includes('units: 1'));
    assert.ok(texts.includes('{type: dense, units: 1}'));
  });
});

describe('Names of layers', () => {
  before(activateExtension);
  afterEach(cleanUp);

  it('are renamed with what refers to them, and not to a name that is taken', async () => {
    const { document } = await openSpec(NAMED_SPEC);
    const position = rangeOf(document, 'skipFrom: first').end.translate(0, -1);
    const rename = (name: string): Thenable<vscode.WorkspaceEdit> =>
      vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, position, name);
    await assert.rejects(async () => rename(' '), /blank/);
    assert.ok(await vscode.workspace.applyEdit(await rename('input layer')));
    assert.match(document.getText(), /name: input layer, units/);
    assert.match(document.getText(), /skipFrom: input layer\}/);
  });

  it('lead to their definition, and to where they are meant', async () => {
    const { document } = await openSpec(NAMED_SPEC);
    const position = rangeOf(document, 'skipFrom: first').end.translate(0, -1);
    const [definition] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    assert.equal(definition?.targetRange.start.line, 5);
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      position,
    );
    assert.deepEqual(
      references.map(({ range }) => range.start.line),
      [5, 9],
    );
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      position,
    );
    assert.equal(highlights.length, 2);
  });
});

describe('Formatting', () => {
  before(activateExtension);
  afterEach(cleanUp);

  it('puts white space in order and keeps comments', async () => {
    const { document } = await openSpec(
      NAMED_SPEC.replace('{source: teacher, inputs: 3}', '{ source:  teacher,inputs: 3 } # the data'),
    );
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), NAMED_SPEC.replace('inputs: 3}', 'inputs: 3} # the data'));
  });
});

describe('Links, lenses and inlay hints', () => {
  before(activateExtension);
  afterEach(async () => {
    const settings = vscode.workspace.getConfiguration('bbd');
    for (const name of ['codeLens', 'inlayHints.shape', 'inlayHints.parameters', 'inlayHints.block']) {
      await settings.update(name, undefined, vscode.ConfigurationTarget.Workspace);
    }
    await cleanUp();
  });
  const lensesOf = ({ uri }: vscode.TextDocument): Thenable<vscode.CodeLens[]> =>
    vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
  const hintsOf = (document: vscode.TextDocument): Thenable<vscode.InlayHint[]> =>
    vscode.commands.executeCommand(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );

  it('lead from a path to its file', async () => {
    const { document } = await openSpec(
      QUICK_SPEC.replace(/data: .*/, 'data: {source: csv, path: data/penguins.csv}'),
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const link = links.find(({ range }) => document.getText(range) === 'data/penguins.csv');
    assert.match(link?.target?.path ?? '', /\/data\/penguins\.csv$/);
  });

  it('tell the symmetry of the network and of each block', async () => {
    const { document } = await openSpec(QUICK_SPEC.replace('repeat: 2', 'repeat: 3'));
    const titles = (await lensesOf(document)).map(({ command }) => command?.title);
    assert.deepEqual(titles, [
      '▶ Analyze',
      '✓ Depth-symmetric: links 1–3, period 1',
      'block A · links 1–3 · period 1 · 60 parameters',
    ]);
    await vscode.workspace
      .getConfiguration('bbd')
      .update('codeLens', false, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await lensesOf(document), []);
  });

  it('show shape, parameters and block behind each layer, as the settings say', async () => {
    const { document } = await openSpec(QUICK_SPEC.replace('repeat: 2', 'repeat: 3'));
    const labels = async (): Promise<unknown> => (await hintsOf(document)).map(({ label }) => label);
    assert.deepEqual(await labels(), ['→ 4 · 16 par.', '→ 4 · 3 × 20 par. · block A', '→ 1 · 5 par.']);
    const settings = vscode.workspace.getConfiguration('bbd');
    await settings.update('inlayHints.parameters', false, vscode.ConfigurationTarget.Workspace);
    await settings.update('inlayHints.block', false, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await labels(), ['→ 4', '→ 4', '→ 1']);
    await settings.update('inlayHints.shape', false, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await labels(), []);
  });
});
