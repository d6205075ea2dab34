import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { runProgram } from './process.mjs';

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const OTHER_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a Chromium or Chrome. Where there is none, it is installed on Debian for root; elsewhere the error
 * says what to install.
 */
export async function ensureChromium() {
  const named = process.env['CHROMIUM'];
  if (named !== undefined) {
    if (isExecutable(named)) return named;
    throw new Failure(`CHROMIUM names ${named}, which is not a program. Correct it or unset it.`);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  if (isDebian() && process.getuid?.() === 0) await installOnDebian();
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Failure(
    'No Chromium or Chrome was found. Install one (Debian: apt-get install chromium), or set CHROMIUM to the ' +
      'path of its program.',
  );
}

function findChromium() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = NAMES_ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...OTHER_PLACES].find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function installOnDebian() {
  console.log('No Chromium found: installing the Debian package chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env };
  const updated = await runProgram('apt-get', ['update', '-q'], options);
  const status =
    updated === 0
      ? await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options)
      : updated;
  if (status !== 0)
    throw new Failure(`apt-get could not install chromium (status ${status}); its output is above.`);
}
