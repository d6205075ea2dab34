import type { DepthSegment } from '../../src/protocol/panel.js';

export interface SegmentText {
  /** Short, for the strip itself: `A`, `head`. */
  readonly label: string;
  /** What follows the label where there is room: ` · links 1–6`; empty where all is said. */
  readonly detail: string;
  /** A sentence for tooltip and screen reader. */
  readonly description: string;
}

const linksOf = ({ first, last }: DepthSegment): string =>
  first === last ? `link ${first}` : `links ${first}–${last}`;

/** What a stretch of the network is, in a word and in a sentence. */
export function describeSegment(segment: DepthSegment): SegmentText {
  const links = linksOf(segment);
  switch (segment.role) {
    case 'input':
      return {
        label: 'input',
        detail: '',
        description: `${capital(links)}: boundary by definition, the data enter here.`,
      };
    case 'edge':
      return {
        label: 'head',
        detail: '',
        description: `${capital(links)}: the head, boundary by definition.`,
      };
    case 'defect':
      return { label: '≠', detail: '', description: `${capital(links)}: breaks the symmetry along depth.` };
    case 'other':
      return { label: '·', detail: '', description: `${capital(links)}: part of no symmetric block.` };
    case 'block': {
      if (segment.block === undefined) return { label: '', detail: '', description: capital(links) };
      const { letter, period } = segment.block;
      const shift = period === 1 ? 'm → m + 1' : `m → m + ${period}`;
      return {
        label: letter,
        detail: ` · ${links}`,
        description: `Block ${letter}, ${links}, period ${period}: the bulk is invariant under ${shift} inside it.`,
      };
    }
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
