import { listWords } from '../spec/describe.js';
import { FEATURES } from './features.js';
import type { DepthPattern } from './pattern.js';
import type { DepthStructure, Finding, SymmetricBlock, SymmetryReport } from './types.js';
import { writeLinks, writePercent } from './wording.js';

/** Two equal links are the least that can be exchanged. */
const LEAST_LINKS = 2;

type Verdict = Pick<SymmetryReport, 'verdict' | 'summary' | 'undefinedBecause'>;

const linksOf = ({ start, length }: SymmetricBlock): string =>
  writeLinks(Array.from({ length }, (_, i) => start + i));

const MAX_KINDS = 4;

/** `learningRate` as words: `learning rate`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `activation, width and 2 more` of the codes of findings. */
function listKinds(findings: readonly Finding[]): string {
  const kinds = [...new Set(findings.map(({ code }) => inWords(code.replace('symmetry.', ''))))];
  const more = kinds.length - MAX_KINDS;
  return listWords(more > 0 ? [...kinds.slice(0, MAX_KINDS), `${more} more`] : kinds, 'and');
}

function symmetric(block: SymmetricBlock, findings: readonly Finding[]): Verdict {
  const { period } = block;
  const others =
    findings.length === 0
      ? ''
      : ` ${findings.length === 1 ? 'One finding is' : `${findings.length} findings are`} about something else: ${listKinds(findings)}.`;
  return {
    verdict: 'symmetric',
    summary: `Depth-symmetric: ${linksOf(block)} are one block of period ${period}; the bulk Lagrangian is invariant under m → m + ${period} inside it.${others}`,
    undefinedBecause: undefined,
  };
}

const undecided = (reason: string): Verdict => ({
  verdict: 'undefined',
  summary: `Depth symmetry is not defined here: ${reason}.`,
  undefinedBecause: reason,
});

function broken(structure: DepthStructure, pattern: DepthPattern, findings: readonly Finding[]): Verdict {
  const { bestBlock, homogeneousFraction } = structure;
  const without = FEATURES.filter(
    (feature) => pattern.deviates.has(feature) && pattern.deviates.get(feature) === undefined,
  ).map(({ name }) => inWords(name));
  const reason = findings.length === 0 ? '' : ` by ${listKinds(findings)}`;
  const block =
    bestBlock === undefined
      ? 'no two links in a row are alike, with any period'
      : `the longest block is ${linksOf(bestBlock)} with period ${bestBlock.period}`;
  const alike =
    homogeneousFraction === undefined || (bestBlock !== undefined && bestBlock.period > 1)
      ? ''
      : `, and ${writePercent(homogeneousFraction)} of neighbouring links are alike`;
  const neighbours =
    without.length === 0
      ? ''
      : ` No pattern repeats in ${listWords(without, 'and')}, so layers are compared with their neighbours there.`;
  return {
    verdict: 'broken',
    summary: `Depth symmetry is broken${reason}: ${block}${alike}.${neighbours}`,
    undefinedBecause: undefined,
  };
}

/**
 * Whether the links between the data and the head, 1 … M−2, are one block, in a sentence.
 * @param count M
 * @param deviates whether some layer deviates from the pattern
 */
export function judge(
  count: number,
  structure: DepthStructure,
  pattern: DepthPattern,
  findings: readonly Finding[],
  deviates: boolean,
): Verdict {
  const inner = Math.max(0, count - 2);
  if (inner < LEAST_LINKS) {
    return undecided(
      `a block needs at least ${LEAST_LINKS} links between the data and the head, and this network has ${inner}`,
    );
  }
  const block = structure.blocks.find(({ start, length }) => start === 1 && length >= inner);
  // What the last hidden layer does to the head's input is bulk, too, though the head is no part of the block.
  if (block !== undefined && !deviates) return symmetric(block, findings);
  const { period } = pattern;
  if (pattern.deviates.size === 0 && period > 1 && inner < 2 * period) {
    return undecided(
      `its layers repeat with period ${period}, a block needs ${2 * period} links for that between the data and the head, and this network has ${inner}`,
    );
  }
  return broken(structure, pattern, findings);
}
