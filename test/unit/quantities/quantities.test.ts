import { readFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { FRAME_COLUMNS, LAYER_COLUMNS } from '../../../src/run/frame.js';
import { CONVENTIONS } from '../../../src/quantities/conventions.js';
import { QUANTITY_GROUPS } from '../../../src/quantities/quantities.js';
import { documentQuantities } from '../../../tools/quantities/documentQuantities.mjs';
import { renderFormulas } from '../../../tools/quantities/renderFormulas.mjs';

const QUANTITIES = QUANTITY_GROUPS.flatMap(({ entries }) => entries);
const RENEW = 'to renew the file: npm run quantities';

describe('the table of quantities', () => {
  it('defines every column of a frame', () => {
    const defined = new Set(QUANTITIES.map(({ id }) => id));
    expect([...FRAME_COLUMNS, ...LAYER_COLUMNS].filter((id) => id !== 'step' && !defined.has(id))).toEqual(
      [],
    );
  });

  it('has no two definitions under one name', () => {
    const keys = [...CONVENTIONS.map(({ name }) => name), ...QUANTITIES.map(({ id }) => id)];
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('says of everything what it means, over what it is taken and where it comes from', () => {
    for (const { id, meaning, normalisation, source } of QUANTITIES) {
      expect(
        [meaning, normalisation, source].filter((text) => text.trim() === ''),
        id,
      ).toEqual([]);
      expect(source, id).toMatch(/§|Eq\.|Table/);
    }
  });

  it(`is docs/quantities.md; ${RENEW}`, async () => {
    const path = 'docs/quantities.md';
    const options = await prettier.resolveConfig(path);
    const text = documentQuantities(CONVENTIONS, QUANTITY_GROUPS);
    const formatted = await prettier.format(text, { ...options, filepath: path });
    expect(readFileSync(path, 'utf8')).toBe(formatted);
  });

  it(`has its formulas in src/quantities/formulas.json; ${RENEW}`, () => {
    expect(JSON.parse(readFileSync('src/quantities/formulas.json', 'utf8'))).toEqual(
      renderFormulas(CONVENTIONS, QUANTITY_GROUPS),
    );
  });
});
