import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWorker, type WorkerFolder } from '../worker/builtWorker.js';
import { CliFolder, spec } from './cliHarness.js';
import type { ExportedAnalysis } from './recompute.js';

const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** numpy is no dependency of the project: where it is missing, only the chains of trajectory.test.ts are recomputed. */
const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

let worker: WorkerFolder;
let folder: CliFolder;
beforeAll(async () => {
  worker = await buildWorker();
  folder = new CliFolder(worker.workerFile);
});
afterAll(() => {
  worker.remove();
  folder.remove();
});

const CONVOLUTIONS = `
  - {type: conv2d, filters: 4, kernel: [3, 2], stride: [2, 1], padding: same, activation: relu}
  - {type: avgPool2d, size: 3, stride: 1, padding: same}
  - {type: conv2d, filters: 6, kernel: 2, padding: valid, groups: 2}
  - {type: batchNorm, activation: tanh}
  - {type: conv2d, filters: 6, kernel: [2, 4], stride: [1, 2], padding: circular, groups: 6, bias: false}
  - {type: globalAveragePool}
  - {type: dense, units: 10}`;

const NORMS = `
  - {type: layerNorm}
  - {type: dense, units: 6, activation: tanh}
  - {type: batchNorm, activation: silu}
  - {type: dense, name: first, units: 6}
  - {type: layerNorm, activation: gelu}
  - {type: dense, name: second, units: 6, tieWith: first, activation: tanh}
  - {type: dense, units: 6, tieWith: first, skipFrom: second, skipValue: activation}
  - {type: dense, units: 2, activation: tanh}
  - {type: layerNorm}`;

const TIED_BEHIND_NORMS = `
  - {type: dense, name: first, units: 3}
  - {type: layerNorm, activation: tanh}
  - {type: dense, units: 3, tieWith: first}
  - {type: batchNorm, activation: tanh}
  - {type: local, name: ring, activation: tanh}
  - {type: local, activation: tanh, tieWith: ring}
  - {type: dense, units: 2}`;

const SKIPS_ON_THE_WAY = `
  - {type: avgPool1d, size: 3, stride: 2, padding: same}
  - {type: conv1d, filters: 4, kernel: 4, stride: 2, padding: same, activation: tanh}
  - {type: maxPool1d, size: 3, stride: 2, padding: same}
  - {type: layerNorm, activation: relu}
  - {type: residual, layers: [{type: conv1d, filters: 4, kernel: 3, padding: circular, groups: 2, activation: tanh}, {type: conv1d, filters: 4, kernel: 3, padding: same, activation: elu}]}
  - {type: avgPool1d, size: 2, padding: same}
  - {type: residual, skipValue: activation, layers: [{type: conv1d, filters: 4, kernel: 3, padding: same, activation: softplus}]}
  - {type: flatten}
  - {type: dense, units: 10}`;

const TITLE = hasNumpy
  ? 'docs/recompute.py'
  : 'docs/recompute.py, skipped because python3 has no numpy here,';

describe.skipIf(!hasNumpy)(TITLE, () => {
  async function exportRun(file: string, ...args: string[]): Promise<void> {
    const outcome = await folder.run(['analyze', file, '--trajectory', 'out', ...args]);
    expect(outcome.exitCode, outcome.stderr).toBe(0);
  }

  function recompute(): { readonly status: number | null; readonly text: string } {
    const { status, stdout, stderr } = spawnSync(
      'python3',
      [inRepository('docs/recompute.py'), folder.at('out')],
      { encoding: 'utf8' },
    );
    return { status, text: stdout + stderr };
  }

  function expectAgreement(): void {
    const { status, text } = recompute();
    expect(text).toMatch(/^[4-9] frames, largest difference \S+ of the largest term/);
    expect(status).toBe(0);
  }

  test.each(['residual-tanh', 'local-ring', 'conv-digits', 'mnist1d', 'streaming'])(
    'finds the same numbers of the example %s',
    async (name) => {
      const example = readFileSync(inRepository(`examples/${name}.bbd.yaml`), 'utf8');
      // The loss over all samples, which takes long in the end, is nothing that it recomputes.
      folder.write('spec.bbd.yaml', example.replace('samples: 4000', 'samples: 64'));
      await exportRun('spec.bbd.yaml', '--steps', '10', '--every', '3');
      expectAgreement();
    },
  );

  test.each([
    ['convolutions with paddings, strides and groups', '{source: digits}', CONVOLUTIONS],
    ['skips through pools and norms', '{source: mnist1d, samples: 200}', SKIPS_ON_THE_WAY],
    ['norms at all places', undefined, NORMS],
    ['tied layers behind norms', undefined, TIED_BEHIND_NORMS],
  ])('finds the same numbers of %s', async (_, data, layers) => {
    const [source, loss] = data === undefined ? [{}, 'mse'] : [{ data }, 'crossEntropy'];
    folder.write('spec.bbd.yaml', spec({ ...source, layers, loss, analysis: '{every: 7, mode: streaming}' }));
    await exportRun('spec.bbd.yaml');
    expectAgreement();
  });

  test('finds a number that is wrong', async () => {
    folder.write('spec.bbd.yaml', spec());
    await exportRun('spec.bbd.yaml');
    const analysis = JSON.parse(readFileSync(folder.at('out/analysis.json'), 'utf8')) as ExportedAnalysis;
    const layers = analysis.frames[1]!.layers.map((terms) => ({
      ...terms,
      coupling: terms['coupling']! * (1 + 1e-8),
    }));
    const frames = analysis.frames.map((frame, i) => (i === 1 ? { ...frame, layers } : frame));
    folder.write('out/analysis.json', JSON.stringify({ ...analysis, frames }));
    expect(recompute().status).toBe(1);
  });
});
