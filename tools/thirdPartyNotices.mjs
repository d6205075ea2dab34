import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';

/** Licences that ask for no more than their notice; another one in a bundle needs a decision first. */
const PERMITTED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0 AND BSD-3-Clause',
]);
const LICENCE_FILE = /^(licen[cs]e|notice)(\.(md|txt))?$/i;

/**
 * Gathers the licence texts of the packages that went into the bundles.
 * @param {readonly string[]} inputs the bundled files, relative to the repository
 * @param {string} target file to write
 */
export function writeThirdPartyNotices(inputs, target) {
  const packages = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...packages].sort().map(describePackage);
  writeFileSync(target, `The following software is bundled with this extension.\n\n${notices.join('\n')}`);
}

/**
 * The folder of the package that a file belongs to; undefined for our own.
 * @param {string} input
 */
function packageFolder(input) {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/** @param {string} folder */
function describePackage(folder) {
  const path = inRepository(folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (!PERMITTED.has(license)) {
    throw new Failure(
      `${name} ${version} has the licence ${license}: check it, then add it in thirdPartyNotices.mjs.`,
    );
  }
  const texts = readdirSync(path)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(join(path, file), 'utf8').trim());
  return [`## ${name} ${version} (${license})`, ...texts, ''].join('\n\n');
}
