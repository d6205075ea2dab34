import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSpec } from '../../src/network/checkSpec.ts';

/** Blocks of every kind that is read as a continuum. */
export const CASES = {
  local: 'smooth-ring',
  residual: 'smooth-residual',
  dense: 'deep-tanh',
  conv: 'conv-digits',
};

/** @param folder of the examples */
export function experimentOf(name, folder) {
  const example = CASES[name];
  if (example === undefined)
    throw new Error(`no network "${name}"; there are ${Object.keys(CASES).join(', ')}`);
  const text = readFileSync(join(folder, `${example}.bbd.yaml`), 'utf8');
  const { experiment, diagnostics } = checkSpec(text, { readDataFile: () => undefined });
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return experiment;
}
