import type { Report } from '../spec/diagnosticList.js';
import type { Conv1dAst, Conv2dAst } from '../spec/keysLinks.js';
import type { NetworkCode } from './networkCodes.js';

/** Warns of a kernel without a middle, which moves what it sees by half a place where the ends are padded. */
export function warnOfEvenKernel(
  { values: { kernel, padding } }: Conv1dAst | Conv2dAst,
  report: Report<NetworkCode>,
): void {
  const even = kernel?.value.find((size) => size % 2 === 0);
  if (kernel === undefined || even === undefined || padding.value === 'valid') return;
  const odd = kernel.value.map((size) => (size % 2 === 0 ? size + 1 : size));
  const first = odd[0] ?? 1;
  const written = odd.every((size) => size === first) ? String(first) : `[${odd.join(', ')}]`;
  report({
    code: 'network.evenKernel',
    severity: 'warning',
    message: `A kernel of ${even} has no middle: with "padding: ${padding.value}" it sees one place more behind than before, and moves everything by half a place. Use an odd one, such as ${written}.`,
    range: kernel.range,
    fix: { title: `Change kernel to ${written}`, edits: [{ range: kernel.range, newText: written }] },
  });
}
