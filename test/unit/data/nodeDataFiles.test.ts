import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDataFileReader, MAX_DATA_FILE_BYTES } from '../../../src/data/nodeDataFiles.js';

let root = '';
let workspace = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bbd-data-'));
  workspace = join(root, 'workspace');
  mkdirSync(join(workspace, 'specs', 'data'), { recursive: true });
  mkdirSync(join(root, 'workspace-2'));
  writeFileSync(join(workspace, 'top.csv'), 'top');
  writeFileSync(join(workspace, 'specs', 'near.csv'), 'near');
  writeFileSync(join(workspace, 'specs', 'data', 'deep.csv'), 'deep');
  writeFileSync(join(root, 'secret.csv'), 'secret');
  writeFileSync(join(root, 'workspace-2', 'secret.csv'), 'secret');
  symlinkSync(join(root, 'secret.csv'), join(workspace, 'specs', 'way-out.csv'));
  symlinkSync(root, join(workspace, 'specs', 'up'));
  symlinkSync(join(workspace, 'top.csv'), join(workspace, 'specs', 'inside.csv'));
  symlinkSync(workspace, join(root, 'another-name'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const reader = (): ReturnType<typeof createDataFileReader> =>
  createDataFileReader({ specFile: join(workspace, 'specs', 'a.bbd.yaml'), workspaceFolder: workspace });

describe('createDataFileReader', () => {
  it.each([
    ['near.csv', 'near'],
    ['./data/../near.csv', 'near'],
    ['data/deep.csv', 'deep'],
    ['../top.csv', 'top'],
    ['inside.csv', 'top'],
  ])('reads %s', (path, text) => {
    expect(reader()(path)).toEqual({ ok: true, value: text });
  });

  it.each([
    '../../secret.csv',
    '../../workspace-2/secret.csv',
    'way-out.csv',
    'up/secret.csv',
    '/etc/passwd',
    '..',
    '../..',
  ])('refuses %s, outside the workspace', (path) => {
    expect(reader()(path)).toMatchObject({ ok: false, error: { kind: 'outsideWorkspace' } });
  });

  it('does not tell whether a file outside the workspace exists', () => {
    expect(reader()('../../no such file.csv')).toMatchObject({ error: { kind: 'outsideWorkspace' } });
  });

  it.each([
    ['nowhere.csv', 'missing'],
    ['near.csv/x', 'missing'],
    ['data', 'unreadable'],
    ['a\0b.csv', 'unreadable'],
  ])('says that %j is %s', (path, kind) => {
    const result = reader()(path);
    expect(result).toMatchObject({ ok: false, error: { kind } });
  });

  it('works when the workspace is reached through a symbolic link', () => {
    const linked = join(root, 'another-name');
    const read = createDataFileReader({
      specFile: join(linked, 'specs', 'a.bbd.yaml'),
      workspaceFolder: linked,
    });
    expect(read('near.csv')).toEqual({ ok: true, value: 'near' });
  });

  it('refuses a file that is too large without reading it', () => {
    const file = join(workspace, 'large.csv');
    writeFileSync(file, '');
    truncateSync(file, MAX_DATA_FILE_BYTES + 1);
    const result = reader()('../large.csv');
    expect(result).toMatchObject({ ok: false, error: { kind: 'tooLarge' } });
    expect(result.ok ? '' : result.error.message).toContain('8 MB');
  });

  it('reads a file again when it has changed', () => {
    const file = join(workspace, 'changing.csv');
    writeFileSync(file, 'one');
    const read = reader();
    expect(read('../changing.csv')).toEqual({ ok: true, value: 'one' });
    writeFileSync(file, 'two');
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect(read('../changing.csv')).toEqual({ ok: true, value: 'two' });
    rmSync(file);
    expect(read('../changing.csv')).toMatchObject({ error: { kind: 'missing' } });
  });
});
