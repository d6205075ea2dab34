import { writeNumber } from './describe.js';
import type { SyntaxProblem } from './diagnosticList.js';
import type { SpecCode } from './specCodes.js';

/**
 * Longest text that is read, in UTF-16 code units: parsing it takes a fraction of a second on a slow machine. The
 * longest sensible spec, 4000 layers each on a line of its own, fits.
 */
export const MAX_SPEC_LENGTH = 250_000;

/** A spec that is valid and trains. */
const SMALLEST_SPEC = `bbd: 1
data: {source: teacher, inputs: 8, outputs: 1}
layers:
  - {type: dense, units: 32, activation: tanh}
  - {type: dense, units: 1}
loss: mse
`;

// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/;

const error = (code: SpecCode, message: string, start: number, end: number): SyntaxProblem => ({
  code,
  severity: 'error',
  message,
  range: { start, end },
});

/** What keeps a text from being parsed at all; undefined when nothing does. */
export function checkText(text: string): SyntaxProblem | undefined {
  if (text.length > MAX_SPEC_LENGTH) {
    return error(
      'spec.tooLarge',
      `This text has ${text.length} characters; a spec may have ${writeNumber(MAX_SPEC_LENGTH)}. Say "repeat" instead of writing equal layers out, and keep data in a csv file.`,
      0,
      1,
    );
  }
  const strange = NOT_TEXT.exec(text);
  if (strange !== null) {
    const at = strange.index;
    return error(
      'spec.notText',
      strange[0] === '\r'
        ? 'This line ends with a carriage return alone: save the file with LF or CRLF line ends.'
        : 'This is not a text file: it holds control characters. A spec is YAML or JSON in UTF-8.',
      at,
      at + 1,
    );
  }
  return undefined;
}

/** Says that there is nothing but blanks and comments, and offers a start. */
export function emptySpec(text: string): SyntaxProblem {
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  const end = text.length;
  return {
    ...error(
      'spec.empty',
      'The spec is empty. Start with "bbd: 1", then data, layers and loss; the folder examples has some to copy.',
      0,
      0,
    ),
    fix: {
      title: 'Insert a small spec',
      edits: [{ range: { start: end, end }, newText: separator + SMALLEST_SPEC }],
    },
  };
}
