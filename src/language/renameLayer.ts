import { fail, succeed, type Result } from '../base/result.js';
import type { TextEdit } from '../base/textRange.js';
import { hasControlCharacter } from '../spec/scalarTypes.js';
import { placesOf, type NamePlace } from './layerNames.js';
import { writeScalar } from './writeScalar.js';

const MAX_LENGTH = 80;

/**
 * The edits that give a layer another name, where it is defined and wherever it is meant.
 * @returns what is wrong with the new name otherwise
 */
export function renameLayer(
  places: readonly NamePlace[],
  name: string,
  newName: string,
): Result<readonly TextEdit[], string> {
  if (newName.trim() === '') return fail('A name cannot be blank.');
  if (newName.length > MAX_LENGTH) return fail(`A name has at most ${MAX_LENGTH} characters.`);
  if (hasControlCharacter(newName)) return fail('A name is one line without control characters.');
  if (newName !== name && placesOf(places, newName).length > 0) {
    return fail(`There is a layer "${newName}" already: skipFrom and tieWith could not tell them apart.`);
  }
  const edits = placesOf(places, name).map(({ range, quoted }) => ({
    range,
    newText: quoted ? JSON.stringify(newName) : writeScalar(newName),
  }));
  return succeed(edits);
}
