import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { inRepository } from './setup/repository.mjs';

const FILE = inRepository('bench', 'RESULTS.md');
const HEADING = '## ';

const INTRODUCTION = `# Last measurements

Written by \`npm run bench -- --write\`, a section for each script; what they measure stands in [README.md](README.md). Numbers belong
to the machine and to what else it had to do.
`;

/** The load of the last minute. */
export const loadNow = () => loadavg()[0] ?? 0;

/**
 * Puts what a script printed into bench/RESULTS.md, in place of what it printed before.
 * @param {string} name of the script without ending, the section's heading
 * @param {readonly string[]} options it was run with
 * @param {string} output
 * @param {number} loadBefore
 */
export function writeResults(name, options, output, loadBefore) {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : INTRODUCTION;
  const [introduction = INTRODUCTION, ...sections] = text.split(new RegExp(`^(?=${HEADING})`, 'm'));
  const command = ['node', `bench/${name}.mjs`, ...options].join(' ');
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`;
  const load = `load ${loadBefore.toFixed(1)} before, ${loadNow().toFixed(1)} after`;
  const date = new Date().toISOString().slice(0, 10);
  const section = `${HEADING}${name}

\`${command}\`, ${date}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${machine}, ${load}.

${output.trim()}
`;
  const heading = `${HEADING}${name}\n`;
  const others = sections
    .filter((other) => !other.startsWith(heading))
    .map((other) => other.trimEnd() + '\n');
  const all = [...others, section].sort();
  writeFileSync(FILE, [introduction.trimEnd() + '\n', ...all].join('\n'));
}
