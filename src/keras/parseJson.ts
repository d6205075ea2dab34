import { createScanner, parseTree, type ParseError } from 'jsonc-parser';
import type { CodedDiagnostic, Report } from '../spec/diagnosticList.js';
import type { JsonNode } from './jsonNode.js';
import type { KerasCode } from './kerasCodes.js';

/** Topologies of thousands of layers fit; a file with more holds its weights as text. */
const MAX_LENGTH = 8e6;

/** A model in a model in a model nests some 40 deep. */
const MAX_DEPTH = 200;

/** After the first mistakes the rest follow from them. */
const MAX_ERRORS = 3;

/** Values of jsonc-parser's SyntaxKind and ParseErrorCode, which are const enums: not for modules read one by one. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };
const MESSAGES: Readonly<Record<number, string>> = {
  1: 'This is no JSON value. Python writes NaN and Infinity, which JSON does not have: write null.',
  2: 'This is no JSON number.',
  3: 'A name in double quotes is expected here.',
  4: 'A value is expected here.',
  5: 'A colon is missing before this.',
  6: 'A comma is missing before this.',
  7: 'A closing brace } is missing: the file ends too early or a bracket before is not closed.',
  8: 'A closing bracket ] is missing: the file ends too early or a bracket before is not closed.',
  9: 'The file should end here: something stands behind the model.',
  10: 'JSON has no comments: remove it.',
  11: 'A comment is not closed.',
  12: 'A text is not closed: its second quotation mark is missing.',
  13: 'This number is not complete.',
  14: 'After \\u come four hexadecimal digits.',
  15: 'JSON does not know this escape: write \\\\ for a backslash.',
  16: 'A control character stands in a text: write it as \\n, \\t or \\u….',
};

interface ParsedJson {
  /** As much as could be read. */
  readonly root: JsonNode;
  readonly broken: boolean;
}

/** Reads a JSON text with the places of its values. Never throws; mistakes are reported. */
export function parseJson(text: string, report: Report<KerasCode>): ParsedJson | undefined {
  if (text.length > MAX_LENGTH) {
    report(
      atStart(
        'keras.tooLarge',
        text,
        `The file has more than ${MAX_LENGTH / 1e6} million characters: too much for a model without its weights. Write it with model.to_json().`,
      ),
    );
    return undefined;
  }
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    report({
      code: 'keras.nesting',
      severity: 'error',
      message: `Brackets nest more than ${MAX_DEPTH} deep here: no model does.`,
      range: { start: tooDeep, end: tooDeep + 1 },
    });
    return undefined;
  }
  if (text.trim() === '') {
    report(
      atStart(
        'keras.noModel',
        text,
        'The file is empty: it holds no Keras model. Write one with model.to_json().',
      ),
    );
    return undefined;
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  for (const error of errors.slice(0, MAX_ERRORS)) report(describeError(error, text));
  if (root !== undefined) return { root, broken: errors.length > 0 };
  if (errors.length === 0)
    report(atStart('keras.noModel', text, 'The file is empty: it holds no Keras model.'));
  return undefined;
}

/** Offset of the bracket that is too deep: the parser calls itself once a level. */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) {
      depth += 1;
      if (depth > MAX_DEPTH) return scanner.getTokenOffset();
    } else if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) {
      depth -= 1;
    }
  }
  return undefined;
}

function describeError({ error, offset, length }: ParseError, text: string): CodedDiagnostic<KerasCode> {
  const start = Math.min(offset, Math.max(0, text.length - 1));
  return {
    code: 'keras.json',
    severity: 'error',
    message: `The file is not valid JSON. ${MESSAGES[error] ?? 'It cannot be read here.'}`,
    range: { start, end: Math.min(text.length, Math.max(start + 1, offset + length)) },
  };
}

const atStart = (code: KerasCode, text: string, message: string): CodedDiagnostic<KerasCode> => ({
  code,
  severity: 'error',
  message,
  range: { start: 0, end: Math.min(1, text.length) },
});
