import { afterAll, describe, expect, test } from 'vitest';
import { modelText } from '../keras/kerasHarness.js';
import { CliFolder, spec, SYMMETRIC, WIDE } from './cliHarness.js';

const folder = new CliFolder();
afterAll(() => {
  folder.remove();
});

describe('a wrong command line exits with 2 and says what is wrong', () => {
  test.each([
    [[], 'analyze, check or refine'],
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
    [['analyze', 'a.bbd.yaml', '--seeds', '0'], '--seeds must be a whole number from 1 to 1000'],
    [['analyze', 'a.bbd.yaml', '--statistics=-1'], '--statistics'],
    [['analyze', 'a.bbd.yaml', '--mode', 'live'], 'probe, batch or streaming'],
    [['analyze', 'a.bbd.yaml', '--json'], '--json'],
    [['analyze', 'a.bbd.yaml', '--json', ''], '--json needs a path'],
    [['analyze', 'a.bbd.yaml', '--frames', '3'], '--frames'],
    [['check'], 'Name the specs'],
    [['check', 'a.bbd.yaml', '--steps', '3'], '--steps is an option of analyze'],
    [['check', 'a.bbd.yaml', '--format', 'xml'], 'text, json or sarif, not "xml"'],
    [['check', 'a.bbd.yaml', '--max-severity', 'fatal'], 'none, information, warning or error'],
    [['check', 'a.bbd.yaml', '--severity', 'symmetry.width'], 'CODE=LEVEL'],
    [['check', 'a.bbd.yaml', '--severity', 'symmetry.widht=off'], 'do you mean symmetry.width?'],
    [['check', 'a.bbd.yaml', '--severity', 'symmetry.width=loud'], 'off, information, warning or error'],
    [['analyze', 'a.bbd.yaml', '--format', 'json'], '--format is an option of check'],
    [['analyze', 'a.bbd.yaml', '--sizes', '16,32'], '--sizes is an option of refine'],
    [['check', 'a.bbd.yaml', '--offsets', 'paper'], '--offsets is an option of refine'],
    [['refine', 'a.bbd.yaml'], 'takes no files'],
    [['refine', '--steps', '3'], '--steps is an option of analyze'],
    [['refine', '--severity', 'symmetry.width=off'], '--severity is an option of check'],
    [['refine', '--offsets', 'centre'], 'presynaptic, postsynaptic or generic, not "centre"'],
    [['refine', '--fields', 'two'], 'one or perTap, not "two"'],
    [['refine', '--sizes', '16'], 'two or more multiples of 16'],
    [['refine', '--sizes', '16,40'], 'not "16,40"'],
    [['refine', '--sizes', '16,2048'], 'up to 1024'],
    [['refine', '--format', 'sarif'], 'text or json, not "sarif"'],
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
    'refine',
    '--offsets',
    '--fields',
    '--sizes',
    '--steps',
    '--every',
    '--seed',
    '--seeds',
    '--statistics',
    '--mode',
    '--json',
    '--trajectory',
    '--export',
    '--frame',
    '--format',
    '--max-severity',
    '--severity',
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
  test('says of a symmetric network that it is one, and that it is fine', async () => {
    folder.write('symmetric.bbd.yaml', spec({ layers: SYMMETRIC }));
    const { exitCode, stdout, stderr } = await folder.run(['check', 'symmetric.bbd.yaml']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^symmetric\.bbd\.yaml: .*symmetric/i);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test('prints every finding of every spec as file:line:column severity code message', async () => {
    folder.write('fine.bbd.yaml', spec({ layers: SYMMETRIC }));
    folder.write('one.bbd.yaml', spec({ loss: 'msee' }));
    folder.write('two.bbd.yaml', spec({ training: '{steps: 0}', analysis: '{evry: 3}' }));
    const { exitCode, stdout } = await folder.run(['check', 'one.bbd.yaml', 'fine.bbd.yaml', 'two.bbd.yaml']);
    expect(exitCode).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^one\.bbd\.yaml:6:7 error spec\.unknownValue .*mse/);
    // What is known of the layers, also where something else is wrong.
    expect(lines[1]).toMatch(/^one\.bbd\.yaml: Depth symmetry/);
    expect(lines[2]).toMatch(/^fine\.bbd\.yaml: Depth-symmetric/);
    expect(lines[3]).toMatch(/^two\.bbd\.yaml:7:19 error spec\.outOfRange .*steps/);
    expect(lines[4]).toMatch(/^two\.bbd\.yaml:8:12 error spec\.unknownKey .*every/);
    expect(lines[5]).toMatch(/^two\.bbd\.yaml: Depth symmetry/);
  });

  test.each([
    [[], 0],
    [['--max-severity', 'none'], 1],
    [['--max-severity', 'information'], 1],
    [['--max-severity', 'warning'], 0],
    [['--max-severity', 'none', '--severity', 'symmetry.width=off'], 0],
    [['--max-severity', 'information', '--severity', 'symmetry.width=information'], 0],
    [['--severity', 'symmetry.width=error'], 1],
  ])('with %j findings about the width let it exit with %i', async (options, expected) => {
    folder.write('wide.bbd.yaml', spec({ layers: WIDE }));
    const { exitCode, stdout } = await folder.run(['check', 'wide.bbd.yaml', ...options]);
    expect(exitCode).toBe(expected);
    expect(stdout.includes('symmetry.width')).toBe(!options.some((option) => option.endsWith('=off')));
  });

  test('a file that cannot be read is never allowed', async () => {
    const { exitCode } = await folder.run(['check', 'nowhere.bbd.yaml', '--max-severity', 'error']);
    expect(exitCode).toBe(1);
    folder.write('wrong.bbd.yaml', spec({ loss: 'msee' }));
    expect((await folder.run(['check', 'wrong.bbd.yaml', '--max-severity', 'error'])).exitCode).toBe(0);
  });

  test('a Keras file is checked as it stands', async () => {
    folder.write('model.json', modelText('keras3-recurrent'));
    const { exitCode, stdout } = await folder.run(['check', 'model.json']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^model\.json:\d+:\d+ warning keras\.unsupported "lstm" \(LSTM\)/m);
    folder.write('package.json', '{"name": "package"}');
    expect((await folder.run(['check', 'package.json'])).stdout).toContain('error spec.');
  });

  test('a spec may name a Keras file beside it', async () => {
    folder.write('mlp.json', modelText('keras3-mlp'));
    folder.write(
      'named.bbd.yaml',
      'bbd: 1\ndata: {source: teacher, inputs: 8, outputs: 3}\nnetwork: {keras: mlp.json}\nloss: mse\n',
    );
    const { exitCode, stdout } = await folder.run(['check', 'named.bbd.yaml']);
    expect(stdout).toMatch(/^named\.bbd\.yaml: .*symmetric/im);
    expect(exitCode).toBe(0);
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
  ])('reports %s at its place', async (name, text, expected) => {
    if (text !== undefined) folder.write(name, text);
    const { exitCode, stdout } = await folder.run(['check', name]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(expected);
  });

  test('reports a folder as unreadable', async () => {
    const { exitCode, stdout } = await folder.run(['check', '.']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('spec.unreadable');
  });
});
