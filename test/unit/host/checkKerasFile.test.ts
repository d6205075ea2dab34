import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../../src/base/result.js';
import { checkKerasFile } from '../../../src/host/checkKerasFile.js';
import type { LintedSpec } from '../../../src/symmetry/lintSpec.js';

const dense = (name: string, units: number, more = ''): string =>
  `{"class_name": "Dense", "config": {"name": "${name}", "units": ${units}, "activation": "tanh"${more}}}`;
const MODEL = `{"class_name": "Sequential", "config": {"name": "net", "layers": [
  ${dense('a', 4, ', "batch_input_shape": [null, 3]')},
  ${dense('b', 4)},
  ${dense('c', 1)}
]}}`;
const SPEC = `bbd: 1
data: {source: teacher, inputs: 3, samples: 64}
network: {keras: model.json}
loss: mse
training: {steps: 77}
`;

describe('A Keras file in the editor', () => {
  let folder = '';
  let watched: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bbd-keras-'));
    watched = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const check = (open: Readonly<Record<string, string>> = {}): LintedSpec =>
    checkKerasFile(
      { text: MODEL, file: join(folder, 'model.json') },
      {
        environment: { readDataFile: () => fail({ kind: 'missing', message: 'not saved' }) },
        takeFilesAsked: () => [],
        watchFile: (path) => {
          watched.push(path);
        },
      },
      {},
      (path) => open[path],
    );

  it('is checked by itself, with assumptions that are stated', () => {
    const { network, diagnostics, assumptions } = check();
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(network?.links).toHaveLength(3);
    expect(assumptions.join(' ')).toContain('teacher');
  });

  it('takes data, loss and training from a spec beside it that names it, and keeps an eye on that one', () => {
    writeFileSync(join(folder, 'other.bbd.yaml'), SPEC.replace('model.json', 'another-model.json'));
    writeFileSync(join(folder, 'run.bbd.yaml'), SPEC);
    const { experiment, assumptions, links } = check();
    expect(experiment?.training.steps).toBe(77);
    expect(experiment?.data.samples).toBe(64);
    expect(assumptions).toEqual(['Data, loss and training are those of run.bbd.yaml.']);
    expect(watched).toEqual([join(folder, 'run.bbd.yaml')]);
    // Places are those of the model's own text.
    expect(MODEL.slice(links[1]?.range.start, links[1]?.range.end)).toContain('"b"');
  });

  it('takes the unsaved text of that spec', () => {
    const path = join(folder, 'run.bbd.yaml');
    writeFileSync(path, SPEC);
    expect(check({ [path]: SPEC.replace('77', '78') }).experiment?.training.steps).toBe(78);
  });

  it('says that a spec with errors cannot be used', () => {
    writeFileSync(join(folder, 'run.bbd.yaml'), SPEC.replace('mse', 'mean'));
    const { assumptions, experiment } = check();
    expect(assumptions[0]).toContain('run.bbd.yaml names this file, but has errors');
    expect(experiment?.training.steps).toBe(1000);
  });
});
