import { expect, test } from 'vitest';
import { useWindow } from './session.js';

const onWebgl = (text: string): string =>
  text.replace('backend: wasm', 'backend: webgl').replace(/steps: \d+/, 'steps: 40');

/** Shaders are compiled in software here. */
const SLOW_START_MS = 90_000;

const workbench = useWindow({ file: 'deep-tanh.bbd.yaml', edit: onWebgl });

test('a run on webgl trains in the panel to its end, with an exact decomposition of every layer', async () => {
  const { panel } = workbench();
  await workbench().runCommand('BBD: Analyze network');
  await panel.waitForStatus('completed', SLOW_START_MS);
  await panel.plan.filter({ hasText: /^webgl$/ }).waitFor();
  await panel.show('terms');
  expect(await panel.get('identity-residual').getAttribute('data-tone')).toBe('good');
  const rows = await panel.layerRows.allInnerTexts();
  expect(rows).toHaveLength(8);
  expect(rows.filter((row) => /NaN|undefined|Infinity/.test(row))).toEqual([]);
  await workbench().screenshot('webgl');
});
