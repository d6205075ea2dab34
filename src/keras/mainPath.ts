import { quote } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { KerasCode } from './kerasCodes.js';
import { placeOf, titleOf } from './kerasLayer.js';
import type { GraphNode, ModelGraph } from './modelGraph.js';

/** The chain of layers from an input to an output that has the most layers with weights. */
export interface MainPath {
  readonly nodes: readonly GraphNode[];
  /** Of each layer on the path that joins branches: the layers off the path that lead to it and to none before. */
  readonly sideBranches: ReadonlyMap<GraphNode, readonly GraphNode[]>;
}

/** Classes that have no weights W, so that a path through them is not a longer one. */
const WEIGHTLESS =
  /^(?:InputLayer|Activation|.*ReLU|ELU|Softmax|.*Dropout.*|.*Normalization|.*Pooling.*|ZeroPadding.*|Cropping.*|Flatten|Reshape|Permute|Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Rescaling|Resizing|Random.*|GaussianNoise|Masking|Identity|UpSampling.*|RepeatVector)$/;

/** Length of the longest path to a layer: links first, then layers of any kind. */
interface Depth {
  readonly links: number;
  readonly layers: number;
}

const isDeeper = (a: Depth, b: Depth): boolean =>
  a.links > b.links || (a.links === b.links && a.layers > b.layers);

const NOTHING: Depth = { links: 0, layers: 0 };

/** Follows the main path of a graph; what is beside it and joins it nowhere is reported at its place. */
export function findMainPath({ nodes, outputs }: ModelGraph, report: Report<KerasCode>): MainPath {
  const depths = new Map<GraphNode, Depth>();
  const depthOf = (node: GraphNode): Depth => depths.get(node) ?? NOTHING;
  const deepest = (among: readonly GraphNode[]): GraphNode | undefined =>
    among.reduce<GraphNode | undefined>(
      (best, node) => (best === undefined || isDeeper(depthOf(node), depthOf(best)) ? node : best),
      undefined,
    );
  for (const node of nodes) {
    const before = deepest(node.inputs);
    const { links, layers } = before === undefined ? NOTHING : depthOf(before);
    const isLink = !WEIGHTLESS.test(node.layer.className);
    depths.set(node, { links: links + Number(isLink), layers: layers + 1 });
  }
  const path: GraphNode[] = [];
  for (let node = deepest(outputs); node !== undefined; node = deepest(node.inputs)) path.push(node);
  path.reverse();
  const sideBranches = findSideBranches(path);
  reportApart(nodes, path, sideBranches, report);
  return { nodes: path, sideBranches };
}

function findSideBranches(path: readonly GraphNode[]): ReadonlyMap<GraphNode, readonly GraphNode[]> {
  const seen = new Set(path);
  const branches = new Map<GraphNode, readonly GraphNode[]>();
  for (const node of path) {
    const branch: GraphNode[] = [];
    const open = [...node.inputs];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      branch.push(next);
      open.push(...next.inputs);
    }
    if (branch.length > 0) branches.set(node, branch.reverse());
  }
  return branches;
}

function reportApart(
  nodes: readonly GraphNode[],
  path: readonly GraphNode[],
  sideBranches: MainPath['sideBranches'],
  report: Report<KerasCode>,
): void {
  const used = new Set([...path, ...[...sideBranches.values()].flat()]);
  const last = path.at(-1);
  for (const node of nodes) {
    // A layer behind another one that is left out needs no word of its own.
    if (used.has(node) || node.inputs.some((input) => !used.has(input))) continue;
    report({
      code: 'keras.branch',
      severity: 'warning',
      message: `${titleOf(node.layer)} is not on the way to the output that is analysed${last === undefined ? '' : `, ${quote(last.name)}`}: it and what follows it are left out.`,
      range: placeOf(node.layer),
    });
  }
}
