import type { LintedSpec } from '../symmetry/lintSpec.js';

const LABEL = 'symmetry';
const INDENT = 14;
const WIDTH = 100;

/** What is known of a network's symmetry along depth, below other results; nothing where nothing is known. */
export function symmetryLine({ symmetry }: LintedSpec): string {
  if (symmetry === undefined) return '';
  const { summary, findings } = symmetry;
  const noun = findings.length === 1 ? 'finding' : 'findings';
  const more = findings.length === 0 ? '' : ` (bbd check lists ${findings.length} ${noun})`;
  return `${LABEL.padEnd(INDENT)}${wrap(summary + more).join(`\n${' '.repeat(INDENT)}`)}\n`;
}

/** Lines that fit beside the label. */
function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - INDENT) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
