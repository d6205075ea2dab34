import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openPanel } from './usePanel.js';
import { answerCall, Uri } from './vscode/index.js';

const folder = mkdtempSync(join(tmpdir(), 'bbd-export-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Takes the proposed name, but in this folder. */
let proposed: string[] = [];
beforeEach(() => {
  proposed = [];
  answerCall('window.showSaveDialog', ({ defaultUri }: { readonly defaultUri: Uri }) => {
    const name = defaultUri.path.replace(/.*\//, '');
    proposed.push(name);
    return Promise.resolve(Uri.file(join(folder, name)));
  });
  answerCall('window.withProgress', (_: unknown, work: () => Promise<unknown>) => work());
});

const read = (name: string): Buffer => readFileSync(join(folder, name));

test('the run is exported with every frame, and what makes it again', async () => {
  answerCall('window.showQuickPick', (items: readonly { readonly format: string }[]) =>
    Promise.resolve(items.find(({ format }) => format === 'csv')),
  );
  const panel = await openPanel({ edit: (text) => text.replace('steps: 2000', 'steps: 200') });
  await panel.get('export-run').click();
  await expect.poll(() => readdirSync(folder)).toContain('spec-run1.about.json');
  expect(proposed).toEqual(['spec-run1.csv']);
  const run = panel.view().run;
  const rows = parse<Record<string, string>>(read('spec-run1.csv'), { columns: true });
  expect(rows).toHaveLength(run!.frameCount * run!.layers.length);
  const { step, layers } = run!.frame!;
  const shown = rows.filter((row) => Number(row['step']) === step);
  expect(shown.map((row) => Number(row['coupling']))).toEqual(layers.map(({ coupling }) => coupling));
  const about = JSON.parse(read('spec-run1.about.json').toString()) as { spec: { text: string } };
  expect(about.spec.text).toContain('steps: 200,');
});
