import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Others may be reading the file: what is up to date stays, what is not is replaced at once.
 * @param {string} path
 * @param {Buffer} contents
 */
export function placeFile(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, contents);
  renameSync(partial, path);
}
