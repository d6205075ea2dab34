import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { LOSS_NAMES } from '../../../src/base/loss.js';
import { TABLE_CODES } from '../../../src/data/tableProblem.js';
import { KERAS_CODES } from '../../../src/keras/kerasCodes.js';
import { NETWORK_CODES } from '../../../src/network/networkCodes.js';
import { MAX_SPEC_LENGTH } from '../../../src/spec/checkText.js';
import { SMOOTH_INIT } from '../../../src/spec/initializer.js';
import { DIGITS, MNIST1D } from '../../../src/spec/keysDigits.js';
import { MOONS, RING_WAVES, SINE, SPIRALS, TEACHER, XOR } from '../../../src/spec/keysGenerated.js';
import { LAYER_LIST, MAX_LAYERS, REPEAT, RESIDUAL } from '../../../src/spec/keysLayers.js';
import { CONV1D, CONV2D, DENSE, LOCAL } from '../../../src/spec/keysLinks.js';
import {
  AVG_POOL_1D,
  AVG_POOL_2D,
  BATCH_NORM,
  DROPOUT,
  FLATTEN,
  GLOBAL_AVERAGE_POOL,
  LAYER_NORM,
  MAX_POOL_1D,
  MAX_POOL_2D,
} from '../../../src/spec/keysOperations.js';
import { NETWORK_FILE, ROOT } from '../../../src/spec/keysRoot.js';
import { CSV, IRIS } from '../../../src/spec/keysTables.js';
import { ANALYSIS, TRAINING } from '../../../src/spec/keysTraining.js';
import { linkKeys } from '../../../src/spec/layerKeys.js';
import type { Key, ObjectKind } from '../../../src/spec/objectKind.js';
import { ADAM, MOMENTUM, NESTEROV, RMSPROP, SGD } from '../../../src/spec/optimizer.js';
import { CONSTANT_SCHEDULE, COSINE_SCHEDULE, STEP_SCHEDULE } from '../../../src/spec/schedule.js';
import { SPEC_CODES } from '../../../src/spec/specCodes.js';
import type { ValueShape } from '../../../src/spec/valueType.js';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');
const reference = read('docs/spec.md');
const grammar = read('media/bbd.tmLanguage.json');

const POOLS = '### `type: maxPool1d`, `maxPool2d`, `avgPool1d`, `avgPool2d`';

/** Every kind of object with the heading under which docs/spec.md explains it. */
const kinds: readonly (readonly [string, ObjectKind])[] = [
  ['## Top level', ROOT],
  ['### `source: teacher`', TEACHER],
  ['### `source: spirals`', SPIRALS],
  ['### `source: iris`', IRIS],
  ['### `source: csv`', CSV],
  ['### `source: moons`', MOONS],
  ['### `source: xor`', XOR],
  ['### `source: sine`', SINE],
  ['### `source: ring-waves`', RING_WAVES],
  ['### `source: mnist1d`', MNIST1D],
  ['### `source: digits`', DIGITS],
  ['### `type: dense`', DENSE],
  ['### `type: local`', LOCAL],
  ['### `type: conv1d`', CONV1D],
  ['### `type: conv2d`', CONV2D],
  ['### `type: residual`', RESIDUAL],
  ['### `type: layerNorm`', LAYER_NORM],
  ['### `type: batchNorm`', BATCH_NORM],
  ['### `type: dropout`', DROPOUT],
  ['### `type: flatten`', FLATTEN],
  [POOLS, MAX_POOL_1D],
  [POOLS, MAX_POOL_2D],
  [POOLS, AVG_POOL_1D],
  [POOLS, AVG_POOL_2D],
  ['### `type: globalAveragePool`', GLOBAL_AVERAGE_POOL],
  ['### `repeat`', REPEAT],
  ['## Network from a file', NETWORK_FILE],
  ['### `init`', SMOOTH_INIT],
  ['### `optimizer`', SGD],
  ['### `optimizer`', MOMENTUM],
  ['### `optimizer`', NESTEROV],
  ['### `optimizer`', ADAM],
  ['### `optimizer`', RMSPROP],
  ['### `schedule`', CONSTANT_SCHEDULE],
  ['### `schedule`', STEP_SCHEDULE],
  ['### `schedule`', COSINE_SCHEDULE],
  ['## Training', TRAINING],
  ['## Analysis', ANALYSIS],
];

/** Where keys are explained that many layers share. */
function headingOf(heading: string, name: string): string {
  if (name === 'validation') return '### Training and validation';
  if (!heading.startsWith('### `type: ')) return heading;
  if (name === 'type' || name === 'name' || name === 'activation') return '### Every layer';
  const ofLinks = Object.hasOwn(linkKeys, name) && !heading.includes('residual');
  return ofLinks ? '### Layers with weights' : heading;
}

/** All keys but those that a heading names itself, as in `source: iris`; each place once. */
const keys: readonly (readonly [string, string, Key<unknown>])[] = [
  ...new Map(
    kinds.flatMap(([heading, { keys }]) =>
      Object.entries(keys)
        .filter(([name]) => name !== 'source')
        .map(([name, key]) => {
          const place = headingOf(heading, name);
          return [`${place} ${name} ${key.presence}`, [place, name, key] as const] as const;
        }),
    ),
  ).values(),
];

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
    const rows = section(heading)
      .split('\n')
      .filter((line) => line.startsWith(`| \`${name}\` `));
    const wanted = [
      ...(key.presence === 'default' ? [`\`${key.defaultText}\``] : []),
      ...(key.presence === 'required' ? ['required'] : []),
      ...choicesOf(key.type.shape).map((choice) => `\`${choice}\``),
    ];
    expect(rows, `a row for ${name}`).not.toEqual([]);
    expect(
      rows.filter((row) => wanted.every((word) => row.includes(word))),
      rows.join('\n'),
    ).toHaveLength(1);
  });

  it('has a section for every data source and every layer type', () => {
    const headings = new Set(
      reference.match(/^### `.*/gm)?.flatMap((heading) => heading.match(/[\w-]+(?=`)/g) ?? []),
    );
    for (const table of [ROOT.keys.data.type.shape, LAYER_LIST.shape]) {
      const shape = table.kind === 'list' ? table.item() : table;
      const names =
        shape.kind === 'variants' ? [...Object.keys(shape.variants), ...Object.keys(shape.marked)] : [];
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter((name) => !headings.has(name))).toEqual([]);
    }
  });

  it('gives the formula of every loss and activation, and every size limit as it is', () => {
    for (const name of LOSS_NAMES) expect(section('## Loss')).toContain(`| \`${name}\` `);
    for (const name of ACTIVATION_NAMES) expect(section('### Every layer')).toContain(`| \`${name}\` `);
    expect(section('## Layers')).toContain(`${MAX_LAYERS} layers`);
    expect(section('## The text itself')).toContain(`At most ${MAX_SPEC_LENGTH / 1000} 000 characters`);
  });
});

describe('docs/diagnostics.md', () => {
  const documented = [...read('docs/diagnostics.md').matchAll(/^\| `([\w.]+)`/gm)].map(([, code]) => code);

  it('has a row for every code, and no other', () => {
    const codes = new Set<string>([...SPEC_CODES, ...KERAS_CODES, ...NETWORK_CODES, ...TABLE_CODES]);
    expect(new Set(documented)).toEqual(codes);
    expect(documented).toHaveLength(codes.size);
  });
});

describe('the grammar of the language', () => {
  it('knows every key and every name', () => {
    const words = new Set([...grammar.matchAll(/[\w-]+/g)].map(([word]) => word));
    const wanted = [
      'source',
      ...keys.flatMap(([, name, key]) => [name, ...choicesOf(key.type.shape)]),
      ...choicesOf(TEACHER.keys.source.type.shape),
    ];
    expect(wanted.filter((word) => !words.has(word))).toEqual([]);
  });
});
