import { parseArgs } from 'node:util';
import { lintSpec } from '../../src/symmetry/lintSpec.ts';
import { editsOf, KEYSTROKE_NAMES } from './edits.mjs';
import { SPECS } from './specs.mjs';
import { createClock } from '../shared/clock.mjs';

const { values } = parseArgs({
  options: {
    'edits': { type: 'string', default: '200' },
    'cpu-time': { type: 'boolean', default: false },
    'kinds': { type: 'boolean', default: false },
  },
});
const count = Number(values.edits);
if (!Number.isInteger(count) || count < 1) {
  console.error('--edits must be a whole number from 1.');
  process.exit(2);
}

const environment = {
  readDataFile: () => ({ ok: false, error: { kind: 'missing', message: 'no files here' } }),
};
const check = (text) => lintSpec(text, environment);

const microseconds = createClock(values['cpu-time']);
const clock = () => microseconds() / 1000;

function timeOf(text) {
  const start = clock();
  check(text);
  return clock() - start;
}

/** Of sorted values, the smallest that is not exceeded by a share of them. */
const quantile = (sorted, share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
const ms = (value) => `${value.toFixed(1)} ms`.padStart(10);

/** Medians by kind of keystroke, to see which is the slow one. */
function printKinds(times) {
  const medians = KEYSTROKE_NAMES.map((name, kind) => {
    const own = times.filter((_, i) => i % KEYSTROKE_NAMES.length === kind).sort((a, b) => a - b);
    return `${name} ${ms(quantile(own, 0.5)).trim()}`;
  });
  console.log(`  ${medians.join('; ')}`);
}

console.log(`lintSpec (parse, check, symmetry) after each of ${count} edits, Node ${process.versions.node}`);
console.log(
  `${'spec'.padEnd(28)}${'median'.padStart(10)}${'p95'.padStart(10)}${'slowest'.padStart(10)}  target (p95)`,
);
for (const { name, target, text } of SPECS) {
  const { network, diagnostics } = check(text);
  if (network === undefined) throw new Error(`${name}: ${diagnostics[0]?.message}`);
  // The first checks are those of a cold start; an editor is warm after a few keystrokes.
  for (const edited of editsOf(text, 20)) check(edited);
  const times = editsOf(text, count).map(timeOf);
  if (values.kinds) printKinds(times);
  times.sort((a, b) => a - b);
  const p95 = quantile(times, 0.95);
  const verdict = p95 <= target ? 'kept' : 'MISSED';
  console.log(
    `${name.padEnd(28)}${ms(quantile(times, 0.5))}${ms(p95)}${ms(times.at(-1))}  ${target} ms: ${verdict}`,
  );
}
