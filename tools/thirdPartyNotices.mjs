import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './setup/failure.mjs';
import { inRepository } from './setup/repository.mjs';

/** Licences that ask for no more than their notice; another one in a bundle needs a decision first. */
const PERMITTED = new Set(['MIT', 'ISC', 'Apache-2.0', '0BSD', 'OFL-1.1']);
const LICENCE_FILE = /^(licen[cs]e|notice)(\.(md|txt))?$/i;

/** Data sets in the sources have their licence beside them. */
const DATA = inRepository('src', 'data');

/**
 * Gathers the licence texts of the packages and of the data that went into the bundles.
 * @param {readonly string[]} inputs the bundled files, relative to the repository
 * @param {string} target file to write
 */
export function writeThirdPartyNotices(inputs, target) {
  const packages = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  /** @type {Map<string, string[]>} the packages under one text */
  const byText = new Map();
  for (const folder of [...packages].sort()) {
    const { title, text } = readLicence(folder);
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const data = readdirSync(DATA).filter((file) => file.endsWith('.LICENSE.md'));
  const notices = [
    '# Third-party software and data in this extension\n',
    ...[...byText].map(([text, titles]) => `## ${titles.join(', ')}\n\n${text}\n`),
    ...data.map((file) => readFileSync(join(DATA, file), 'utf8').replace(/^# /, '## ')),
  ];
  writeFileSync(target, notices.join('\n'));
}

/**
 * The folder of the package that a file belongs to; undefined for our own.
 * @param {string} input
 */
function packageFolder(input) {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/** @param {string} folder */
function readLicence(folder) {
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
  const text =
    texts.length > 0 ? texts.join('\n\n') : 'The package has no licence text beside the name of its licence.';
  return { title: `${name} ${version} (${license})`, text };
}
