import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readNumberContext } from '../../src/protocol/numberContext.js';
import { openPanel, usePanel } from './usePanel.js';
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
  answerCall('workspace.fs', {
    writeFile: ({ path }: Uri, bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      return Promise.resolve();
    },
  } as never);
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

describe('the menu of a figure', () => {
  const panel = usePanel({
    edit: (text) => text.replace('steps: 2000', 'steps: 200'),
    state: { view: 'terms' },
  });

  const choose = async (chart: string, item: string): Promise<void> => {
    await panel().waitForChart(chart);
    await panel().get(`${chart}-menu`).click();
    await panel().get(`${chart}-${item}`).click();
  };

  test('saves a PNG of twice the size, with all its pixels', async () => {
    await choose('chart-lagrangian', 'png');
    await expect.poll(() => readdirSync(folder)).toContain('Lagrangian-over-steps.png');
    const bytes = read('Lagrangian-over-steps.png');
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    const box = await panel().get('chart-lagrangian').locator('canvas').boundingBox();
    expect(size.width).toBe(2 * box!.width);
    expect(size.height).toBeGreaterThan(2 * box!.height);
    // The browser decodes it, and finds more than one colour in it.
    const colors = await panel().page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const ctx = canvas.getContext('2d')!;
      ctx.drawImage(image, 0, 0);
      return new Set(new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    }, bytes.toString('base64'));
    expect(colors).toBeGreaterThan(10);
  });

  test.each([
    ['chart-lagrangian', 'Lagrangian-over-steps', ['loss', 'bulk', 'step']],
    ['chart-layers', 'Terms-of-every-layer-at-step-190', ['layer m, from input to output']],
  ])('saves %s as an SVG with its lines, labels and title', async (chart, name, texts) => {
    await choose(chart, 'svg');
    await expect.poll(() => readdirSync(folder)).toContain(`${name}.svg`);
    const svg = read(`${name}.svg`).toString();
    const seen = await panel().page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
      const all = (selector: string): Element[] => [...parsed.querySelectorAll(selector)];
      return {
        error: parsed.querySelector('parsererror')?.textContent,
        texts: all('text').map((text) => text.textContent),
        // A transformation moves the clip of its own element, too: what is drawn would be cut off.
        movedClips: all('[clip-path][transform]').length,
        places: all('path')
          .map((path) => path.getAttribute('d') ?? '')
          .join(' '),
        paints: all('[fill], [stroke]').flatMap((each) => [
          each.getAttribute('fill'),
          each.getAttribute('stroke'),
        ]),
      };
    }, svg);
    expect(seen.error).toBeUndefined();
    expect(seen.movedClips).toBe(0);
    expect(seen.texts).toEqual(expect.arrayContaining([name.replaceAll('-', ' '), ...texts]));
    expect(seen.places).not.toMatch(/NaN|Infinity|undefined/);
    expect(seen.places.length).toBeGreaterThan(1000);
    for (const paint of seen.paints)
      expect(paint ?? 'none').toMatch(/^(none|#[0-9a-f]{6}|rgb\(\d+,\d+,\d+\)|url\(#\w+\))$/);
  });

  test('copies its values as a table and as pgfplots, by the keyboard alone', async () => {
    let copied = '';
    answerCall('env.clipboard', { writeText: (text: string) => Promise.resolve((copied = text)) } as never);
    const { keyboard } = panel().page;
    await panel().get('chart-lagrangian-menu').focus();
    await keyboard.press('Enter');
    await keyboard.press('End');
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await expect.poll(() => copied).toMatch(/^step\tloss\tbulk\tboundary/);
    const { series, frameCount } = panel().view().run!;
    expect(copied.split('\n')).toHaveLength(frameCount + 2);
    expect(copied).toContain(`\n190\t${series.loss.values.at(-1)}\t${series.bulk.values.at(-1)}\t`);

    await keyboard.press('Enter');
    await keyboard.press('End');
    await keyboard.press('Enter');
    await expect.poll(() => copied).toMatch(/\\begin\{axis\}/);
    expect(copied).toContain(`(190,${series.bulk.values.at(-1)})`);
    expect(copied).toContain('% seed: 7');
  });
});

test('numbers carry what their context menu copies; the arrow keys reach those of a row', async () => {
  const panel = await openPanel({
    edit: (text) => text.replace('steps: 2000', 'steps: 200'),
    state: { view: 'terms' },
  });
  const row = panel.page.locator('[data-testid=layer-row][data-layer="2"]');
  const { keyboard } = panel.page;
  await row.focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  const contextOf = (): Promise<unknown> =>
    panel.page.evaluate(() => {
      const element = document.activeElement;
      const context = element instanceof HTMLElement ? element.dataset['vscodeContext'] : undefined;
      return JSON.parse(context ?? '{}') as unknown;
    });
  expect(readNumberContext(await contextOf())).toEqual({ quantity: 'neuronKinetic', layer: 2 });
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);

  await panel.show('energy');
  const tile = panel.get('fact-overdamping');
  const json: unknown = JSON.parse((await tile.getAttribute('data-vscode-context')) ?? '{}');
  expect(readNumberContext(json)).toEqual({ quantity: 'overdamping', layer: undefined });
});
