import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInstalled } from '../../../tools/setup/dependencies.mjs';

interface LockedPackage {
  readonly version: string;
  readonly optional?: boolean;
}
type Packages = Readonly<Record<string, LockedPackage>>;

describe('isInstalled', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bbd-installed-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const lock = (packages: Packages) => {
    const root = { '': { version: '0.0.0' } };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { ...root, ...packages } }));
  };
  const install = (packages: Packages) => {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  };
  const locked = { 'node_modules/a': { version: '1.0.0' } };

  test('is false in a fresh checkout', () => {
    lock(locked);
    expect(isInstalled(folder)).toBe(false);
  });

  test('is true when every package has its version', () => {
    lock(locked);
    install(locked);
    expect(isInstalled(folder)).toBe(true);
  });

  test('is false when the lock file has moved on', () => {
    lock({ 'node_modules/a': { version: '1.0.1' } });
    install(locked);
    expect(isInstalled(folder)).toBe(false);
  });

  test('is false when a package is missing', () => {
    lock({ ...locked, 'node_modules/b': { version: '1.0.0' } });
    install(locked);
    expect(isInstalled(folder)).toBe(false);
  });

  test('lets optional packages, which are for other platforms, be absent', () => {
    lock({ ...locked, 'node_modules/b': { version: '1.0.0', optional: true } });
    install(locked);
    expect(isInstalled(folder)).toBe(true);
  });
});
