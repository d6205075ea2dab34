import type { TextRange } from '../base/textRange.js';
import type { PlacedLayer } from '../network/placedLayer.js';
import type { Link } from '../network/types.js';
import type { SourceNode } from '../spec/sourceTree.js';
import { findDeviationFindings } from './deviationFindings.js';
import { findDeviations } from './deviations.js';
import { hiddenLayers, innerLinkCount } from './hiddenLayers.js';
import { LayerEditor } from './layerEditor.js';
import type { LintContext } from './lintContext.js';
import { findLongSkips } from './longSkipFindings.js';
import { meanFieldProfile } from './meanField.js';
import {
  findBatchNormFindings,
  findDropoutFindings,
  findOpaqueFindings,
  findShrinkingPools,
} from './operationFindings.js';
import { findBiasFindings, findFrozenFindings, findTiedFindings } from './parameterFindings.js';
import { findPattern } from './pattern.js';
import { Places } from './places.js';
import { signaturesOf } from './signature.js';
import { depthStructure } from './structure.js';
import { judge } from './summary.js';
import type { DepthStructure, Finding, SymmetryReport } from './types.js';
import { findShrinkingWindows, findZeroPadding } from './windowFindings.js';

/** The links of a network with the text that they are written in. */
interface NetworkSource {
  /** By m. */
  readonly links: readonly Link[];
  readonly layers: readonly PlacedLayer[];
  readonly text: string;
  /** Undefined for a text that is not a spec, which is not edited. */
  readonly tree: SourceNode | undefined;
}

const FINDERS: readonly ((context: LintContext) => readonly Finding[])[] = [
  findDeviationFindings,
  findBiasFindings,
  findFrozenFindings,
  findLongSkips,
  findShrinkingPools,
  findShrinkingWindows,
  findOpaqueFindings,
  findBatchNormFindings,
  findDropoutFindings,
  findTiedFindings,
  findZeroPadding,
];

function makeContext({ links, layers, text, tree }: NetworkSource): LintContext {
  const hidden = hiddenLayers(links);
  const pattern = findPattern(hidden);
  let profile: Float64Array | undefined;
  return {
    links,
    layers: hidden,
    pattern,
    // With fewer, there is nothing that could be translated along depth.
    deviations: innerLinkCount(links) < 2 ? [] : findDeviations(hidden, pattern),
    places: new Places(layers),
    editor: new LayerEditor(text, tree, layers),
    meanField: () => (profile ??= meanFieldProfile(links)),
  };
}

/** The head, unless it is like the block before it. */
function edgesOf(count: number, { blocks }: DepthStructure): readonly number[] {
  const head = count - 1;
  if (head < 1) return [];
  return blocks.some(({ start, length }) => start < head && start + length > head) ? [] : [head];
}

function blockRanges(links: readonly Link[], { blocks }: DepthStructure): SymmetryReport['blockRanges'] {
  return blocks.map(({ start, length }) => {
    const ranges = new Map<string, TextRange>();
    for (const { range } of links.slice(start, start + length))
      ranges.set(`${range.start} ${range.end}`, range);
    return [...ranges.values()];
  });
}

const byPlace = (a: Finding, b: Finding): number =>
  a.range.start - b.range.start || a.range.end - b.range.end || a.code.localeCompare(b.code);

/** What breaks the symmetries of a network's bulk, where, by how much, and what to do about it. */
export function analyzeSymmetry(source: NetworkSource): SymmetryReport {
  const { links } = source;
  const structure = depthStructure(signaturesOf(links));
  const context = makeContext(source);
  const findings = FINDERS.flatMap((find) => find(context)).sort(byPlace);
  return {
    structure,
    ...judge(links.length, structure, context.pattern, findings, context.deviations.length > 0),
    edges: edgesOf(links.length, structure),
    findings,
    blockRanges: blockRanges(links, structure),
  };
}
