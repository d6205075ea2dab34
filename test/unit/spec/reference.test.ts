import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { TABLE_CODES } from '../../../src/data/tableProblem.js';
import { NETWORK_CODES } from '../../../src/network/networkCodes.js';
import { INIT } from '../../../src/spec/initializer.js';
import { CSV, IRIS, SPIRALS, TEACHER } from '../../../src/spec/keysData.js';
import { DENSE, REPEAT } from '../../../src/spec/keysLayers.js';
import { ROOT } from '../../../src/spec/keysRoot.js';
import { ANALYSIS, TRAINING } from '../../../src/spec/keysTraining.js';
import type { Key, ObjectKind } from '../../../src/spec/objectKind.js';
import { SPEC_CODES } from '../../../src/spec/specCodes.js';
import type { ValueShape } from '../../../src/spec/valueType.js';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');
const reference = read('docs/spec.md');
const grammar = read('media/bbd.tmLanguage.json');

/** Every kind of object with the heading under which docs/spec.md explains it. */
const kinds: readonly (readonly [string, ObjectKind])[] = [
  ['## Top level', ROOT],
  ['### `source: teacher`', TEACHER],
  ['### `source: spirals`', SPIRALS],
  ['### `source: iris`', IRIS],
  ['### `source: csv`', CSV],
  ['### `type: dense`', DENSE],
  ['### `repeat`', REPEAT],
  ['## Training', TRAINING],
  ['## Analysis', ANALYSIS],
];

/** All keys but those that a heading names itself, as in `source: iris`. */
const keys: readonly (readonly [string, string, Key<unknown>])[] = kinds.flatMap(([heading, { keys }]) =>
  Object.entries(keys)
    .filter(([name]) => !heading.includes(`${name}: `))
    .map(([name, key]) => [heading, name, key] as const),
);

function section(heading: string): string {
  const start = reference.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`docs/spec.md has no heading "${heading}"`);
  const next = reference.slice(start + heading.length + 2).search(/^##/m);
  return next < 0 ? reference.slice(start) : reference.slice(start, start + heading.length + 2 + next);
}

function choicesOf(shape: ValueShape): readonly string[] {
  if (shape.kind === 'choice') return shape.choices.map(({ name }) => name);
  return shape.kind === 'oneOf' ? shape.shapes.flatMap(choicesOf) : [];
}

describe('docs/spec.md', () => {
  it.each(keys)('explains under "%s" the key %s with its default and its choices', (heading, name, key) => {
    const text = section(heading);
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
    expect(row, `a row for ${name}`).toBeDefined();
    if (key.presence === 'default') expect(row).toContain(`\`${key.defaultText}\``);
    if (key.presence === 'required') expect(row).toContain('required');
    for (const choice of choicesOf(key.type.shape)) expect(row).toContain(`\`${choice}\``);
  });

  it('names everything that is planned', () => {
    const planned = [...kinds.map(([, kind]) => kind), INIT].flatMap((kind) => [
      ...Object.values(kind.keys).flatMap(({ type }) =>
        type.shape.kind === 'choice' ? type.shape.planned : [],
      ),
    ]);
    const text = section('## Not in this version');
    for (const name of planned) {
      if (!/momentum|nesterov|rmsprop|adam/.test(name)) expect(text).toContain(`\`${name}\``);
    }
  });
});

describe('docs/diagnostics.md', () => {
  const documented = [...read('docs/diagnostics.md').matchAll(/^\| `([\w.]+)`/gm)].map(([, code]) => code);

  it('has a row for every code, and no other', () => {
    const codes = new Set<string>([...SPEC_CODES, ...NETWORK_CODES, ...TABLE_CODES]);
    expect(new Set(documented)).toEqual(codes);
    expect(documented).toHaveLength(codes.size);
  });
});

describe('the grammar of the language', () => {
  it('knows every key and every name', () => {
    const words = new Set([...grammar.matchAll(/\w+/g)].map(([word]) => word));
    const wanted = [
      ...keys,
      ...Object.entries(INIT.keys).map(([name, key]) => ['', name, key] as const),
    ].flatMap(([, name, key]) => [name, ...choicesOf(key.type.shape)]);
    expect(wanted.filter((word) => !words.has(word))).toEqual([]);
  });
});
