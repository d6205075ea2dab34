import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWorker, type WorkerFolder } from '../worker/builtWorker.js';
import { modelText } from '../keras/kerasHarness.js';
import { CliFolder, spec, SYMMETRIC, WIDE } from './cliHarness.js';

let worker: WorkerFolder;
let folder: CliFolder;
beforeAll(async () => {
  worker = await buildWorker();
  folder = new CliFolder(worker.workerFile);
  folder.write('small.bbd.yaml', spec());
});
afterAll(() => {
  worker.remove();
  folder.remove();
});

interface Analysis {
  readonly schema: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly layers: readonly Readonly<Record<string, unknown>>[];
  readonly frames: readonly {
    readonly step: number;
    readonly loss: number;
    readonly bulk: number;
    readonly boundary: number;
    readonly lagrangian: number;
    readonly residual: number | null;
    readonly layers: readonly Readonly<Record<string, number | string | null>>[];
  }[];
  readonly statistics: readonly { readonly step: number }[];
  readonly ensemble: {
    readonly members: readonly { readonly seed: number; readonly reason: string }[];
    readonly frames: readonly {
      readonly step: number;
      readonly runs: number;
      readonly mean: { readonly loss: number };
      readonly standardError: { readonly loss: number };
    }[];
  } | null;
  readonly result: Readonly<Record<string, unknown>>;
  readonly symmetry: Readonly<Record<string, unknown>> | null;
  readonly spec: { readonly text: string; readonly options: readonly string[] };
}

const parse = (json: string): Analysis => JSON.parse(json) as Analysis;

describe('analyze', () => {
  test('with --json - prints nothing but the analysis', async () => {
    const { exitCode, stdout, stderr } = await folder.run(['analyze', 'small.bbd.yaml', '--json', '-']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    const analysis = parse(stdout);
    expect(analysis.schema).toBe('bbd-analysis/1');
    const common = { type: 'dense', bias: true, frozen: false, tiedTo: null, weightDecay: 0 };
    expect(analysis.layers).toMatchObject([
      { ...common, m: 0, name: 'dense0', inputs: 3, outputs: 4, activationIn: 'linear' },
      { ...common, m: 1, name: 'dense1', inputs: 4, outputs: 5, activationIn: 'tanh' },
      { ...common, m: 2, name: 'dense2', inputs: 5, outputs: 2, activationIn: 'tanh' },
    ]);
    expect(analysis.frames.map((frame) => frame.step)).toEqual([0, 10, 20]);
    for (const { layers, bulk, boundary, lagrangian, residual } of analysis.frames) {
      expect(layers.map((layer) => layer['m'])).toEqual([0, 1, 2]);
      expect(bulk + boundary).toBeCloseTo(lagrangian, 12);
      expect(residual).toBeLessThan(1e-9);
    }
    expect(analysis.result).toMatchObject({ reason: 'completed', steps: 30, backend: 'wasm', seed: 5 });
    expect(analysis.result['finalLoss']).toBeGreaterThan(0);
    expect(analysis.settings).toMatchObject({ mode: 'probe', every: 10, samples: 4 });
  });

  test('takes steps, every, seed and mode from the command line before the spec', async () => {
    const args = ['--steps', '6', '--every', '2', '--seed', '11', '--mode', 'streaming', '--json', '-'];
    const analysis = parse((await folder.run(['analyze', 'small.bbd.yaml', ...args])).stdout);
    expect(analysis.frames.map((frame) => frame.step)).toEqual([0, 2, 4]);
    expect(analysis.result).toMatchObject({ steps: 6, seed: 11 });
    expect(analysis.settings).toMatchObject({ mode: 'streaming', every: 2, samples: 2 });
  });

  test('gives the same numbers to the last digit for the same seed, and others for another', async () => {
    const framesOf = async (seed: string): Promise<unknown> =>
      parse((await folder.run(['analyze', 'small.bbd.yaml', '--seed', seed, '--json', '-'])).stdout).frames;
    const first = await framesOf('1');
    expect(await framesOf('1')).toEqual(first);
    expect(await framesOf('2')).not.toEqual(first);
  });

  test('makes as many runs as are asked for, and says what they have in common', async () => {
    const args = ['analyze', 'small.bbd.yaml', '--seeds', '3'];
    const { exitCode, stdout } = await folder.run([...args, '--json', '-']);
    expect(exitCode).toBe(0);
    const analysis = parse(stdout);
    const single = parse((await folder.run(['analyze', 'small.bbd.yaml', '--json', '-'])).stdout);
    expect(analysis.frames).toEqual(single.frames);
    expect(single.ensemble).toBeNull();
    const others = await Promise.all(
      ['6', '7'].map(async (seed) =>
        parse((await folder.run(['analyze', 'small.bbd.yaml', '--seed', seed, '--json', '-'])).stdout),
      ),
    );
    const losses = [single, ...others].map(({ frames }) => frames[2]!.loss);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 3;
    const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / 2;
    const { members, frames } = analysis.ensemble!;
    expect(members.map(({ seed, reason }) => [seed, reason])).toEqual([
      [5, 'completed'],
      [6, 'completed'],
      [7, 'completed'],
    ]);
    expect(frames[2]).toMatchObject({ step: 20, runs: 3 });
    expect(frames[2]!.mean.loss).toBeCloseTo(mean, 12);
    expect(frames[2]!.standardError.loss).toBeCloseTo(Math.sqrt(variance / 3), 12);
    const text = (await folder.run(args)).stdout;
    expect(text).toContain('3 of 3 runs completed');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('adds statistics at their own rate, with a summary of the last ones', async () => {
    const layers =
      '[{repeat: 3, layers: [{type: dense, units: 4, activation: relu}]}, {type: dense, units: 2}]';
    folder.write('relu.bbd.yaml', spec({ layers, analysis: '{every: 5, probe: 16, statistics: 10}' }));
    const { statistics } = parse((await folder.run(['analyze', 'relu.bbd.yaml', '--json', '-'])).stdout);
    expect(statistics.map(({ step }) => step)).toEqual([0, 10, 20]);
    const { stdout } = await folder.run(['analyze', 'relu.bbd.yaml', '--statistics', '20']);
    for (const word of ['statistics    at step 20', 'gradient noise', 'ReLU balance'])
      expect(stdout).toContain(word);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect((await folder.run(['analyze', 'relu.bbd.yaml', '--statistics', '0'])).stdout).not.toContain(
      'gradient noise',
    );
  });

  test('writes null and the reason for what is not defined', async () => {
    const layers = '[{type: dense, units: 4, activation: tanh, bias: false}, {type: dense, units: 2}]';
    folder.write('noBias.bbd.yaml', spec({ layers }));
    const { stdout } = await folder.run(['analyze', 'noBias.bbd.yaml', '--json', '-']);
    const { layers: terms } = parse(stdout).frames[0]!;
    expect(terms[0]).toMatchObject({
      residual: null,
      residualGap: 'noBias',
      biasKinetic: 0,
      sectorSpread: null,
    });
    expect(terms[1]!['residual']).toBeLessThan(1e-9);
  });

  test('prints a table of the last decomposed step within 100 columns, and writes --json to its file', async () => {
    const { exitCode, stdout } = await folder.run(['analyze', 'small.bbd.yaml', '--json', 'out.json']);
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines[0]).toContain('Small');
    expect(lines[1]).toContain('completed after 30 steps');
    const header = lines.findIndex((line) => line.includes('residual'));
    expect(lines.slice(header + 1, header + 4).map((line) => line.trim().split(/\s+/)[0])).toEqual([
      '0',
      '1',
      '2',
    ]);
    expect(lines[header + 1]).toContain('boundary');
    expect(lines[header + 2]).toContain('bulk');
    expect(parse(readFileSync(folder.at('out.json'), 'utf8')).frames).toHaveLength(3);
  });

  test('shows progress when a person looks, and leaves none of it behind', async () => {
    const { stderr } = await folder.run(['analyze', 'small.bbd.yaml'], { showsProgress: true });
    expect(stderr).toContain('of 30 (100 %)');
    expect(stderr.endsWith('\r\u001b[2K')).toBe(true);
  });

  test('prints the findings of a spec with errors and trains nothing', async () => {
    folder.write('wrong.bbd.yaml', spec({ loss: 'msee' }));
    const { exitCode, stdout, stderr } = await folder.run(['analyze', 'wrong.bbd.yaml', '--json', '-'], {
      workerFile: '/no/worker/needed.js',
    });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wrong\.bbd\.yaml:6:7 error spec\.unknownValue .*\n$/);
  });

  test('reads a table beside the spec, and none outside', async () => {
    folder.write('table.csv', 'a,b,c,y,z\n1,2,3,4,5\n2,3,1,1,0\n0,1,0,2,2\n');
    const data = (file: string): string => `{source: csv, path: ${file}, targets: [y, z]}`;
    folder.write('csv.bbd.yaml', spec({ data: data('table.csv'), analysis: '{every: 10, probe: 2}' }));
    folder.write('outside.bbd.yaml', spec({ data: data('../table.csv') }));
    expect(await folder.run(['check', 'csv.bbd.yaml'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await folder.run(['analyze', 'csv.bbd.yaml'])).exitCode).toBe(0);
    const outside = await folder.run(['analyze', 'outside.bbd.yaml']);
    expect(outside).toMatchObject({ exitCode: 1, stdout: '' });
    expect(outside.stderr).toContain('data.outsideWorkspace');
  });

  test('says what it knows of the symmetry, on the terminal and in the JSON', async () => {
    folder.write('symmetric.bbd.yaml', spec({ layers: SYMMETRIC }));
    folder.write('wide.bbd.yaml', spec({ layers: WIDE }));
    const symmetric = await folder.run(['analyze', 'symmetric.bbd.yaml', '--json', 'symmetric.json']);
    expect(symmetric.stderr).toBe('');
    expect(symmetric.stdout).toMatch(/^symmetry {6}\S.*symmetric/im);
    const { symmetry } = parse(readFileSync(folder.at('symmetric.json'), 'utf8'));
    expect(symmetry).toMatchObject({
      verdict: 'symmetric',
      undefinedBecause: null,
      breaks: expect.any(Array) as unknown,
    });
    const wide = await folder.run(['analyze', 'wide.bbd.yaml', '--steps', '10']);
    expect(wide).toMatchObject({ exitCode: 0, stderr: '' });
    expect(wide.stdout).toMatch(/bbd\s+check\s+lists\s+\d+\s+finding/);
    expect(Math.max(...wide.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('exits with 5 when it cannot train a correct network yet, with the reason at its place', async () => {
    folder.write('recurrent.json', modelText('keras3-recurrent'));
    const { exitCode, stdout, stderr } = await folder.run(['analyze', 'recurrent.json']);
    expect(stderr).toMatch(/does not train layers of the kind LSTM yet: recurrent\.json:\d+:\d+$/m);
    expect(stderr).toMatch(/^symmetry/m);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
  });

  test('trains a spec that asks for webgl on wasm, and says so', async () => {
    folder.write('gpu.bbd.yaml', spec({ training: '{backend: webgl, batchSize: 2, steps: 10}' }));
    const { exitCode, stderr } = await folder.run(['analyze', 'gpu.bbd.yaml', '--json', 'gpu.json']);
    expect(stderr).toMatch(/^The backend webgl .* runs on wasm\.\n$/);
    expect(exitCode).toBe(0);
  });

  test('trains a Keras file by itself, and says what it assumes', async () => {
    folder.write('mlp.json', modelText('keras3-mlp'));
    const { exitCode, stdout, stderr } = await folder.run(['analyze', 'mlp.json', '--steps', '20']);
    expect(stderr).toContain('source: teacher');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('mlp: 5 layers');
  });

  test('stops at Ctrl+C and still writes what it has, with exit code 130', async () => {
    const args = ['analyze', 'small.bbd.yaml', '--steps', '1000000000', '--json', 'stopped.json'];
    const { exitCode, stdout } = await folder.run(args, { interrupt: true });
    expect(exitCode).toBe(130);
    expect(stdout).toContain('stopped after');
    expect(parse(readFileSync(folder.at('stopped.json'), 'utf8')).result).toMatchObject({
      reason: 'stopped',
    });
  });

  test('exits with 3 when training diverges, with the frames before it and advice', async () => {
    const layers = '[{type: dense, units: 4}, {type: dense, units: 2}]';
    folder.write(
      'fast.bbd.yaml',
      spec({ layers, training: '{learningRate: 20, steps: 100}', analysis: '{every: 1}' }),
    );
    const { exitCode, stdout, stderr } = await folder.run(['analyze', 'fast.bbd.yaml', '--json', '-']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('diverged at step');
    const { frames, result } = parse(stdout);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames).toHaveLength(Number(result['steps']));
    expect(result).toMatchObject({ reason: 'diverged', finalLoss: null });
  });

  test('exits with 4 when the worker breaks, and says so', async () => {
    const workerFile = worker.standIn('broken', 'throw new Error("boom")');
    const { exitCode, stdout, stderr } = await folder.run(['analyze', 'small.bbd.yaml'], { workerFile });
    expect(exitCode).toBe(4);
    expect(stderr).toContain('boom');
    expect(stdout).toContain('no step was decomposed');
  });

  test.each(['--json', '--trajectory'])(
    'exits with 1 before it trains when %s cannot be written',
    async (option) => {
      const { exitCode, stdout, stderr } = await folder.run(
        ['analyze', 'small.bbd.yaml', option, 'small.bbd.yaml/x'],
        {
          workerFile: '/no/worker/needed.js',
        },
      );
      expect(exitCode).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('cannot be written');
    },
  );
});

describe('analyze --export', () => {
  test('writes what makes the same numbers again, to the last digit', async () => {
    const args = ['analyze', 'small.bbd.yaml', '--steps', '20', '--seed', '9', '--json', 'run.json'];
    expect((await folder.run([...args, '--export', 'run.csv'])).exitCode).toBe(0);
    const read = (name: string): string => readFileSync(folder.at(name), 'utf8');
    const written = { json: read('run.json'), csv: read('run.csv'), network: read('run.network.csv') };

    for (const source of [parse(written.json), JSON.parse(read('run.about.json')) as Analysis]) {
      const { text, options } = source.spec;
      expect(options).toEqual(['--steps', '20', '--seed', '9']);
      folder.write('small.bbd.yaml', text);
      const again = [
        'analyze',
        'small.bbd.yaml',
        ...options,
        '--json',
        'again.json',
        '--export',
        'again.csv',
      ];
      expect((await folder.run(again)).exitCode).toBe(0);
      expect(read('again.json')).toBe(written.json);
      expect(read('again.csv')).toBe(written.csv);
      expect(read('again.network.csv')).toBe(written.network);
    }
  });

  test('takes several files and writes over what is there', async () => {
    folder.write('over.csv', 'old'.repeat(100_000));
    const { exitCode } = await folder.run([
      ...['analyze', 'small.bbd.yaml', '--export', 'over.csv', '--export', 'tables.parquet'],
    ]);
    expect(exitCode).toBe(0);
    expect(readFileSync(folder.at('over.csv'), 'utf8')).toMatch(/^step,m,layer,weightKinetic,/);
    expect(readFileSync(folder.at('tables.network.parquet')).subarray(-4).toString()).toBe('PAR1');
  });

  test('says before training which endings there are, and that a file cannot be written', async () => {
    const ending = await folder.run(['analyze', 'small.bbd.yaml', '--export', 'run.xlsx']);
    expect(ending.exitCode).toBe(2);
    expect(ending.stderr).toMatch(/“run.xlsx” has the ending .xlsx; an export ends in one of .csv, .parquet/);
    const place = await folder.run(['analyze', 'small.bbd.yaml', '--export', 'no/such/folder/run.csv']);
    expect(place.exitCode).toBe(1);
    expect(place.stderr).toMatch(/cannot be written: .*folder/);
  });
});
