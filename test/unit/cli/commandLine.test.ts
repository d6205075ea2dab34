import { afterAll, describe, expect, test } from 'vitest';
import { CliFolder, spec } from './cliHarness.js';

const folder = new CliFolder();
afterAll(() => {
  folder.remove();
});

describe('a wrong command line exits with 2 and says what is wrong', () => {
  test.each([
    [[], 'analyze or check'],
    [['train', 'x.bbd.yaml'], 'no command "train"'],
    [['analyze'], 'Name the spec'],
    [['analyze', 'a.bbd.yaml', 'b.bbd.yaml'], 'b.bbd.yaml'],
    [['analyze', 'a.bbd.yaml', '--steps', '0'], '--steps must be a whole number from 1'],
    [['analyze', 'a.bbd.yaml', '--steps', 'ten'], 'not "ten"'],
    [['analyze', 'a.bbd.yaml', '--steps', '1.5'], '--steps'],
    [['analyze', 'a.bbd.yaml', '--steps', ''], '--steps'],
    [['analyze', 'a.bbd.yaml', '--every', '1e9'], '--every'],
    [['analyze', 'a.bbd.yaml', '--seed=-1'], '--seed'],
    [['analyze', 'a.bbd.yaml', '--seed', '99999999999999999999'], '--seed'],
    [['analyze', 'a.bbd.yaml', '--mode', 'live'], 'probe, batch or streaming'],
    [['analyze', 'a.bbd.yaml', '--json'], '--json'],
    [['analyze', 'a.bbd.yaml', '--json', ''], '--json needs a path'],
    [['analyze', 'a.bbd.yaml', '--frames', '3'], '--frames'],
    [['check'], 'Name the specs'],
    [['check', 'a.bbd.yaml', '--steps', '3'], '--steps is an option of analyze'],
  ])('%j', async (args, expected) => {
    const { exitCode, stdout, stderr } = await folder.run(args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(expected);
    expect(stderr).toContain('bbd --help');
  });
});

test('--help names every command, option and exit code in 100 columns', async () => {
  const { exitCode, stdout } = await folder.run(['--help']);
  expect(exitCode).toBe(0);
  for (const word of [
    'analyze',
    'check',
    '--steps',
    '--every',
    '--seed',
    '--mode',
    '--json',
    '--trajectory',
    '130',
  ]) {
    expect(stdout).toContain(word);
  }
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('--version prints the version', async () => {
  expect(await folder.run(['--version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
});

describe('check', () => {
  test('says nothing of specs that are fine', async () => {
    folder.write('fine.bbd.yaml', spec());
    expect(await folder.run(['check', 'fine.bbd.yaml'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('prints every finding of every spec as file:line:column severity code message', async () => {
    folder.write('fine.bbd.yaml', spec());
    folder.write('one.bbd.yaml', spec({ loss: 'msee' }));
    folder.write('two.bbd.yaml', spec({ training: '{steps: 0}', analysis: '{evry: 3}' }));
    const { exitCode, stdout } = await folder.run(['check', 'one.bbd.yaml', 'fine.bbd.yaml', 'two.bbd.yaml']);
    expect(exitCode).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^one\.bbd\.yaml:6:7 error spec\.unknownValue .*mse/);
    expect(lines[1]).toMatch(/^two\.bbd\.yaml:7:19 error spec\.outOfRange .*steps/);
    expect(lines[2]).toMatch(/^two\.bbd\.yaml:8:12 error spec\.unknownKey .*every/);
  });

  test.each([
    ['missing.bbd.yaml', undefined, /^missing\.bbd\.yaml:1:1 error spec\.unreadable .*no such file/],
    ['empty.bbd.yaml', '', /^empty\.bbd\.yaml:1:1 error spec\.empty /],
    ['half.bbd.yaml', 'bbd: 1\nlayers:\n  - {type: den', /error spec\./],
    ['binary.bbd.yaml', '\u0000\u0001\ufffd', /error spec\.notText /],
    ['long.bbd.yaml', 'x'.repeat(10_000_000), /error spec\.tooLarge /],
    ['longer.bbd.yaml', 'x'.repeat(20_000_000), /error spec\.unreadable .*19 MB/],
    [
      'huge.bbd.yaml',
      spec({ layers: '[{type: dense, units: 1000000000}, {type: dense, units: 2}]' }),
      /error /,
    ],
  ])('reports %s within a second', async (name, text, expected) => {
    if (text !== undefined) folder.write(name, text);
    const start = performance.now();
    const { exitCode, stdout } = await folder.run(['check', name]);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(expected);
  });

  test('reports a folder as unreadable', async () => {
    const { exitCode, stdout } = await folder.run(['check', '.']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('spec.unreadable');
  });
});
