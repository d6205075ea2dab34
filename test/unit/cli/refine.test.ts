import { afterAll, describe, expect, it } from 'vitest';
import { CliFolder } from './cliHarness.js';

const folder = new CliFolder();
afterAll(() => {
  folder.remove();
});

describe('bbd refine', () => {
  it('writes errors on every lattice and slopes of n + 1', async () => {
    const { exitCode, stdout, stderr } = await folder.run(['refine', '--offsets', 'paper']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('paper: (alpha_x, beta_x; alpha_y, beta_y) = (1, 1; 1, 2), one weight field');
    expect(stdout).toContain('a weight field per tap');
    const slopes = [...stdout.matchAll(/^slope +(.*)$/gm)].map(([, numbers]) => numbers!.trim().split(/ +/));
    expect(slopes).toHaveLength(2);
    for (const found of slopes) {
      expect(found).toHaveLength(4);
      found.forEach((slope, n) => {
        expect(Math.abs(Number(slope) - (n + 1))).toBeLessThan(0.1);
      });
    }
    expect(stdout.match(/^ *256 /gm)).toHaveLength(2);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('writes everything as JSON', async () => {
    const { stdout } = await folder.run([
      'refine',
      '--sizes',
      '64,32',
      '--fields',
      'one',
      '--format',
      'json',
    ]);
    const { format, experiments } = JSON.parse(stdout) as {
      readonly format: string;
      readonly experiments: readonly {
        readonly offsets: { readonly name: string; readonly betaY: number };
        readonly fields: string;
        readonly rows: readonly { readonly neurons: number; readonly errors: readonly number[] }[];
        readonly slopes: readonly number[];
      }[];
    };
    expect(format).toBe('bbd-refine/1');
    expect(experiments.map(({ offsets }) => offsets.name)).toEqual([
      'midLink',
      'paper',
      'presynaptic',
      'postsynaptic',
      'generic',
    ]);
    for (const { fields, rows, slopes } of experiments) {
      expect(fields).toBe('one');
      expect(rows.map(({ neurons }) => neurons)).toEqual([32, 64]);
      expect(slopes).toHaveLength(4);
    }
  });
});
