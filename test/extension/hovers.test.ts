import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import { activateExtension, cleanUp, openSpec, QUICK_SPEC, rangeOf, waitForEnd } from './support.js';

/** The layer inside the repeat, with the line before it. */
const REPEATED_LAYER = '    layers:\n      - {type: dense';

/** What the hover says over the last character of the first `found`. */
async function hoverAt(document: vscode.TextDocument, found: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    rangeOf(document, found).end.translate(0, -1),
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n---\n');
}

describe('Hovers', () => {
  let api: BbdInspectorApi;
  before(async () => {
    api = await activateExtension();
  });
  afterEach(cleanUp);

  it('tell shapes, parameters, equation and sector of a layer', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    const first = await hoverAt(document, 'dense, units: 4');
    assert.match(first, /`3 → 4` · 16 parameters/);
    assert.match(first, /z⁽¹⁾ = W⁽⁰⁾ X \+ b⁽⁰⁾/);
    assert.match(first, /\*\*boundary\*\*/);
    const head = await hoverAt(document, 'dense, units: 1}');
    assert.match(head, /`4 → 1` · 5 parameters/);
    assert.match(head, /z⁽⁴⁾ = W⁽³⁾ tanh\(z⁽³⁾\) \+ b⁽³⁾/);
    assert.match(head, /Head/);
  });

  it('tell the copies of a repeat together', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    const copies = await hoverAt(document, REPEATED_LAYER);
    assert.match(copies, /2 copies: links 1–2/);
    assert.match(copies, /z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾ tanh\(z⁽ᵐ⁾\) \+ b⁽ᵐ⁾, m = 1 … 2/);
  });

  it('document keys', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    assert.match(await hoverAt(document, 'learningRate'), /\*\*learningRate\*\*/);
  });

  it('show the latest terms once there is a run', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    assert.doesNotMatch(await hoverAt(document, 'dense, units: 1}'), /run 1/);
    await vscode.commands.executeCommand('bbd.analyze');
    const run = await waitForEnd(api, document.uri, 1);
    const text = await hoverAt(document, 'dense, units: 1}');
    assert.match(text, new RegExp(`run 1, step ${run.lastStep ?? '?'} `));
    assert.match(
      text,
      /\| K\\_z \| &emsp;[\d.e-]+ \| &emsp;!\[K_z over the run, [^\]|]*\]\(data:image\/svg\+xml;base64,[\w+/=]+\) \|/,
    );
  });

  it('tell the symmetric block of a layer, and what layers without weights do', async () => {
    const { document } = await openSpec(
      QUICK_SPEC.replace('repeat: 2', 'repeat: 3').replace(
        '  - {type: dense, units: 1}',
        '  - {type: dropout, rate: 0.2}\n  - {type: dense, units: 1}',
      ),
    );
    assert.match(await hoverAt(document, REPEATED_LAYER), /block \*\*A\*\* \(links 1–3, period 1\)/);
    const dropout = await hoverAt(document, 'type: dropout');
    assert.match(dropout, /\*\*dropout\*\*/);
    assert.match(dropout, /drop\(tanh\(z⁽⁴⁾\)\)/);
  });

  it('come for every layer of a deep network', async () => {
    const { document } = await openSpec(QUICK_SPEC.replace('repeat: 2', 'repeat: 100'));
    assert.match(await hoverAt(document, REPEATED_LAYER), /block \*\*A\*\* \(links 1–100, period 1\)/);
  });
});
