import { readFileSync, writeFileSync } from 'node:fs';
import subsetFont from 'subset-font';
import { inRepository } from './repository.mjs';

const FONT = 'node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2';
const FORMULAS = inRepository('src', 'quantities', 'formulas.json');

/** A browser shows letters of formulas as those of Unicode's mathematical italics, whose h is an old letter. */
const ITALICS = [
  { first: 'A', last: 'Z', italic: 0x1d434 },
  { first: 'a', last: 'z', italic: 0x1d44e },
  { first: 'α', last: 'ω', italic: 0x1d6fc },
];
const PLANCK = '\u210e';

/** @param {string} letter */
function italicOf(letter) {
  const code = letter.codePointAt(0) ?? 0;
  const range = ITALICS.find(({ first, last }) => letter >= first && letter <= last);
  if (range === undefined || letter.length > 1) return '';
  return letter === 'h' ? PLANCK : String.fromCodePoint(range.italic + code - range.first.charCodeAt(0));
}

/**
 * Writes a font that has no more than the signs of the formulas: with one that knows nothing of formulas their powers and
 * sums are misplaced, and the whole font has twenty times the size.
 * @param {string} target a woff2 file
 * @returns {Promise<string>} the font that it is made from, relative to the repository
 */
export async function writeMathFont(target) {
  /** @type {Record<string, string>} */
  const formulas = JSON.parse(readFileSync(FORMULAS, 'utf8'));
  const signs = [
    ...new Set(
      Object.values(formulas)
        .join('')
        .replaceAll(/<[^>]*>/g, ''),
    ),
  ];
  const text = [...signs, ...signs.map(italicOf)].join('');
  writeFileSync(target, await subsetFont(readFileSync(inRepository(FONT)), text, { targetFormat: 'woff2' }));
  return FONT;
}
