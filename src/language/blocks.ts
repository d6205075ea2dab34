import type { SymmetricBlock, SymmetryReport } from '../symmetry/types.js';

/** A symmetric block as people are told of it. */
export interface NamedBlock extends SymmetricBlock {
  /** Its place in the report's list of blocks. */
  readonly index: number;
  readonly letter: string;
}

/** A, B, … Z, #27, … */
export const blockLetter = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : `#${index + 1}`;

const nameBlock = (block: SymmetricBlock, index: number): NamedBlock => ({
  ...block,
  index,
  letter: blockLetter(index),
});

export const namedBlocks = (symmetry: SymmetryReport | undefined): readonly NamedBlock[] =>
  symmetry?.structure.blocks.map(nameBlock) ?? [];

/** The block that link m is part of. */
export function blockOfLink(symmetry: SymmetryReport | undefined, m: number): NamedBlock | undefined {
  const blocks = symmetry?.structure.blocks ?? [];
  const index = blocks.findIndex(({ start, length }) => start <= m && m < start + length);
  const block = blocks[index];
  return block && nameBlock(block, index);
}

/** `link 3`, `links 1–6` */
export const linkSpan = (first: number, last: number): string =>
  first === last ? `link ${first}` : `links ${first}–${last}`;

export const spanOfBlock = ({ start, length }: SymmetricBlock): string => linkSpan(start, start + length - 1);
