import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWorker, type WorkerFolder } from '../worker/builtWorker.js';
import { CliFolder, spec } from './cliHarness.js';
import { recomputeFrame, readSafetensors, type ExportedAnalysis } from './recompute.js';

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

async function exportRun(text: string, ...args: string[]): Promise<Buffer> {
  folder.write('spec.bbd.yaml', text);
  const outcome = await folder.run(['analyze', 'spec.bbd.yaml', '--trajectory', 'out', ...args]);
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
  return readFileSync(folder.at('out/trajectory.safetensors'));
}

const ACTIVATED = (activation: string): string =>
  `[{type: dense, units: 6, activation: ${activation}}, {type: dense, units: 3, activation: ${activation}}, {type: dense, units: 2}]`;

describe('an exported trajectory', () => {
  test.each([
    ['probe', spec()],
    ['batch', spec({ analysis: '{every: 7, mode: batch}', training: '{batchSize: 5, steps: 30}' })],
    ['streaming', spec({ analysis: '{every: 1, mode: streaming}' })],
    ['streaming, one sample', spec({ analysis: '{mode: streaming}', training: '{steps: 30}' })],
    [
      'without biases',
      spec({
        layers:
          '[{type: dense, units: 4, activation: silu, bias: false}, {type: dense, units: 2, bias: false}]',
      }),
    ],
    ['gelu', spec({ layers: ACTIVATED('gelu') })],
    ['elu', spec({ layers: ACTIVATED('elu') })],
    ['softplus', spec({ layers: ACTIVATED('softplus') })],
    ['leakyRelu', spec({ layers: ACTIVATED('leakyRelu'), analysis: '{mode: streaming, every: 5}' })],
    [
      'cross-entropy',
      spec({
        data: '{source: iris}',
        loss: 'crossEntropy',
        layers: '[{type: dense, units: 6, activation: sigmoid}, {type: dense, units: 3}]',
      }),
    ],
    [
      'divergence of probabilities',
      spec({
        data: '{source: iris}',
        loss: 'klDivergence',
        layers: '[{type: dense, units: 6, activation: sigmoid}, {type: dense, units: 3}]',
      }),
    ],
    [
      'hinge of classes',
      spec({
        data: '{source: iris}',
        loss: 'hinge',
        layers: '[{type: dense, units: 6, activation: tanh}, {type: dense, units: 3}]',
      }),
    ],
    [
      'a frozen and a tied layer, with decay and momentum',
      spec({
        layers:
          '[{type: dense, units: 4, activation: tanh}, {type: dense, units: 4, name: kept, frozen: true, activation: tanh}, {type: dense, units: 4, name: own, activation: tanh, init: smooth}, {type: dense, units: 4, tieWith: own}, {type: dense, units: 2, init: orthogonal}]',
        training:
          '{optimizer: momentum, learningRate: 0.02, schedule: cosine, weightDecay: 0.01, batchSize: 4, steps: 30}',
      }),
    ],
    [
      'an activated head',
      spec({
        layers: '[{type: dense, units: 6, activation: relu}, {type: dense, units: 2, activation: tanh}]',
      }),
    ],
    [
      'one wide link',
      spec({ layers: '[{type: dense, units: 300, activation: tanh}, {type: dense, units: 2}]' }),
    ],
  ])('holds all that the numbers are computed from: %s', async (_, text) => {
    const tensors = readSafetensors(await exportRun(text));
    const analysis = JSON.parse(readFileSync(folder.at('out/analysis.json'), 'utf8')) as ExportedAnalysis;
    expect(analysis.frames.length).toBeGreaterThan(2);
    for (const frame of analysis.frames) {
      const recomputed = recomputeFrame(analysis, tensors, frame.step);
      recomputed.layers.forEach((terms, m) => {
        const largest = Math.max(...Object.values(terms).map(Math.abs));
        expect(largest).toBeGreaterThan(0);
        for (const [name, value] of Object.entries(terms)) {
          const written = frame.layers[m]![name]!;
          expect(Math.abs(written - value), `${name} of layer ${m}`).toBeLessThanOrEqual(1e-10 * largest);
        }
      });
      expect(frame.loss).toBeCloseTo(recomputed.loss, 12);
    }
  });

  test('in streaming mode goes on with the batch and the parameters that the step before ended with', async () => {
    const tensors = readSafetensors(await exportRun(spec({ analysis: '{every: 1, mode: streaming}' })));
    for (let k = 0; k < 29; k++) {
      expect(tensors.get(`step${k}/X1`)).toEqual(tensors.get(`step${k + 1}/X0`));
      expect(tensors.get(`step${k}/X1`)).not.toEqual(tensors.get(`step${k}/X0`));
      expect(tensors.get(`step${k}/after/W1`)).toEqual(tensors.get(`step${k + 1}/before/W1`));
      expect(tensors.get(`step${k}/after/b2`)).toEqual(tensors.get(`step${k + 1}/before/b2`));
    }
  });

  test('in batch mode has the same samples before and after, those whose loss was minimised', async () => {
    const tensors = readSafetensors(await exportRun(spec({ analysis: '{every: 3, mode: batch}' })));
    const { frames } = JSON.parse(readFileSync(folder.at('out/analysis.json'), 'utf8')) as ExportedAnalysis;
    for (const { step, loss, trainingLoss } of frames) {
      expect(tensors.get(`step${step}/X0`)).toEqual(tensors.get(`step${step}/X1`));
      expect(Math.abs(loss / trainingLoss - 1)).toBeLessThan(1e-5);
    }
  });

  test('is a valid safetensors file: contiguous tensors, metadata of texts, aligned', async () => {
    const bytes = await exportRun(spec());
    const headerLength = Number(bytes.readBigUInt64LE(0));
    expect(headerLength % 8).toBe(0);
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength)) as Record<
      string,
      { dtype: string; shape: number[]; data_offsets: [number, number] }
    >;
    const { __metadata__: metadata, ...entries } = header;
    expect(metadata).toMatchObject({ format: 'bbd-trajectory/1', mode: 'probe', seed: '5' });
    for (const value of Object.values(metadata!)) expect(typeof value).toBe('string');
    let end = 0;
    for (const { dtype, shape, data_offsets: offsets } of Object.values(entries)) {
      expect(dtype).toBe('F32');
      expect(offsets[0]).toBe(end);
      end = offsets[0] + 4 * shape.reduce((a, b) => a * b, 1);
      expect(offsets[1]).toBe(end);
    }
    expect(bytes.length).toBe(8 + headerLength + end);
    expect(Object.keys(entries).slice(0, 4)).toEqual([
      'probe/X',
      'probe/Y',
      'step0/before/W0',
      'step0/before/b0',
    ]);
    expect(entries['step10/after/W1']!.shape).toEqual([4, 5]);
  });

  test('leaves nothing else in its folder, and replaces an older one', async () => {
    const long = await exportRun(spec());
    const short = await exportRun(spec(), '--steps', '1');
    expect(short.length).toBeLessThan(long.length);
    expect(readdirSync(folder.at('out')).sort()).toEqual(['analysis.json', 'trajectory.safetensors']);
  });

  test('is complete up to the step where the run was stopped', async () => {
    folder.write('spec.bbd.yaml', spec({ analysis: '{every: 1}' }));
    const args = ['analyze', 'spec.bbd.yaml', '--steps', '50000', '--trajectory', 'stopped'];
    expect((await folder.run(args, { interrupt: true })).exitCode).toBe(130);
    const tensors = readSafetensors(readFileSync(folder.at('stopped/trajectory.safetensors')));
    const analysis = JSON.parse(readFileSync(folder.at('stopped/analysis.json'), 'utf8')) as ExportedAnalysis;
    const steps = analysis.frames.map((frame) => frame.step);
    expect(new Set([...tensors.keys()].flatMap((name) => /^step(\d+)\//.exec(name)?.[1] ?? []))).toEqual(
      new Set(steps.map(String)),
    );
  });

  test('is refused before the training when it would have more tensors than its file can hold', async () => {
    folder.write('spec.bbd.yaml', spec({ analysis: '{every: 1}' }));
    const args = ['analyze', 'spec.bbd.yaml', '--steps', '100000', '--trajectory', 'long'];
    const { exitCode, stdout, stderr } = await folder.run(args, { workerFile: '/no/worker/needed.js' });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('1200000 tensors');
    expect(stderr).toContain('--every');
  });
});
