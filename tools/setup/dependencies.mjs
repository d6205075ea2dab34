import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { runNpm } from './process.mjs';
import { REPOSITORY } from './repository.mjs';

/** The oldest Node 20 that the development tools accept; as in package.json's `engines`. */
const OLDEST_NODE = { major: 20, minor: 19 };

/** Makes sure that Node is recent enough and that the packages of package-lock.json are installed. */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor)) {
    throw new Failure(
      `Node ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer is needed, this is ${process.versions.node}. Install a current Node and try again.`,
    );
  }
  await ensurePackages(REPOSITORY);
}

/**
 * Runs `npm ci` in a folder unless what is installed there is what its package-lock.json names.
 * @param {string} folder
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function ensurePackages(folder) {
  if (isInstalled(folder)) return false;
  console.log(`Installing the packages of ${join(folder, 'package-lock.json')} …`);
  const status = await runNpm(['ci'], { cwd: folder });
  if (status !== 0) {
    throw new Failure(
      `npm ci failed in ${folder} (status ${status}); its output is above. Where it could not reach the npm registry, ` +
        'check the network and the registry setting (npm config get registry), and try again.',
    );
  }
  return true;
}

/**
 * Whether node_modules holds the versions that package-lock.json names, by the record that npm writes at the end
 * of an installation. Optional packages may be absent: they are for other platforms.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const installed = readPackages(record);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true; // the root itself
    const there = installed[path];
    return there === undefined ? optional === true : there.version === version;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, {version?: string, optional?: boolean}>} by path
 */
function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
