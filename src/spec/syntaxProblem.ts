import type { YAMLError } from 'yaml';

import type { TextRange } from '../base/textRange.js';
import { quote } from './describe.js';
import type { SyntaxProblem } from './diagnosticList.js';

/** A range inside the text that shows something: an empty one is widened to the last visible character before it. */
export function visibleRange(text: string, start: number, end: number): TextRange {
  const stop = Math.min(Math.max(start, end), text.length);
  let begin = Math.min(start, stop);
  if (begin < stop) return { start: begin, end: stop };
  do begin--;
  while (begin >= 0 && /\s/.test(text.charAt(begin)));
  return begin < 0 ? { start: stop, end: stop } : { start: begin, end: begin + 1 };
}

const lineFrom = (text: string, offset: number): string => /^.*/.exec(text.slice(offset))?.[0] ?? '';

/** What YAML error `error` means for somebody who writes a spec, and how to mend it. */
export function describeSyntaxError(error: YAMLError, text: string): SyntaxProblem {
  const range = visibleRange(text, error.pos[0], error.pos[1]);
  const at = error.pos[0];
  const problem = (message: string, more: Partial<SyntaxProblem> = {}): SyntaxProblem => ({
    code: 'spec.syntax',
    severity: 'error',
    message,
    range,
    ...more,
  });
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return tabProblem(text, at);
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return missingCharacter(error, text, problem);
    case 'MULTILINE_IMPLICIT_KEY':
      return lineWithoutColon(text, at, problem);
    case 'BLOCK_AS_IMPLICIT_KEY':
      return problem(
        /:\s/.test(lineFrom(text, at))
          ? 'Two keys on one line: start a new line, or put the group in braces, {a: 1, b: 2}. A text with a colon needs quotes.'
          : 'The next line is indented too far: a key that has a value on its own line has nothing below it.',
      );
    case 'BLOCK_IN_FLOW':
      return problem('A comma is missing: within braces and brackets, entries are separated by commas.');
    case 'BAD_SCALAR_START':
      return problem(`A text cannot begin with ${quote(text.charAt(at))}: put it in quotes.`);
    case 'BAD_DQ_ESCAPE':
      return problem('A backslash in double quotes begins an escape: double it, or use single quotes.');
    case 'UNEXPECTED_TOKEN':
      return unexpectedToken(error, text.charAt(at), problem);
    case 'RESOURCE_EXHAUSTION':
      return problem('This nests too deeply.', { code: 'spec.nesting' });
    default:
      return problem(`This is not valid YAML: ${error.message}.`);
  }
}

function tabProblem(text: string, at: number): SyntaxProblem {
  const tabs = /^[\t ]+/.exec(text.slice(at))?.[0] ?? '';
  const range = { start: at, end: at + tabs.length };
  return {
    code: 'spec.tab',
    severity: 'error',
    message: 'YAML is indented with spaces, not with tabs.',
    range,
    fix: {
      title: 'Change the tabs to spaces',
      edits: [{ range, newText: tabs.replaceAll('\t', '  ') }],
    },
  };
}

type MakeProblem = (message: string, more?: Partial<SyntaxProblem>) => SyntaxProblem;

function missingCharacter(error: YAMLError, text: string, problem: MakeProblem): SyntaxProblem {
  const missing = /closing ([}\]"'])|end with a ([}\]])/.exec(error.message);
  const character = missing?.[1] ?? missing?.[2];
  if (character === '"' || character === "'") {
    return problem(`The quoted text is not closed: a ${character} is missing.`);
  }
  if (character !== undefined) {
    const opening = character === '}' ? '{' : '[';
    return problem(`A "${opening}" is not closed: a "${character}" is missing here, or a comma before.`);
  }
  const line = lineFrom(text, error.pos[0]);
  if (error.message.startsWith('Implicit map key')) {
    return problem(`${quote(line)} has no value: write "${line.trim().slice(0, 40)}: …".`);
  }
  if (error.message.includes('same column')) {
    return problem('This line is indented differently from the keys it stands among.');
  }
  return problem(`This is not valid YAML: ${error.message}.`);
}

function lineWithoutColon(text: string, at: number, problem: MakeProblem): SyntaxProblem {
  const line = lineFrom(text, at);
  const glued = /^[\w.-]+:(?=\S)/.exec(line);
  if (glued === null)
    return problem(`${quote(line)} is neither a key with a value nor part of one: write "key: value".`);
  const afterColon = at + glued[0].length;
  return problem('A colon needs a space after it.', {
    fix: {
      title: 'Insert a space',
      edits: [{ range: { start: afterColon, end: afterColon }, newText: ' ' }],
    },
  });
}

function unexpectedToken(error: YAMLError, character: string, problem: MakeProblem): SyntaxProblem {
  if (character === '}' || character === ']')
    return problem(`This "${character}" closes nothing: remove it.`);
  if (character === ',') return problem('This comma has nothing before it: remove it.');
  if (error.message.includes('block-seq-ind')) {
    return problem('A list begins on a line of its own, below its key.');
  }
  return problem('This does not fit here: check the indentation and the line before.');
}
