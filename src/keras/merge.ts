import { quote } from '../spec/describe.js';
import type { Chain, Tap } from './chain.js';
import { member, rangeOf } from './jsonNode.js';
import { placeOf, titleOf } from './kerasLayer.js';
import type { LayerFacts } from './layerFacts.js';
import type { GraphNode } from './modelGraph.js';
import { opaqueDraft } from './opaque.js';
import { nameOf, typeOf, type Step } from './reading.js';

/** What joins the main path in a layer with several inputs. */
export interface Branches {
  /** The layer before on the main path. */
  readonly main: GraphNode | undefined;
  /** Layers off the path that lead here. */
  readonly side: readonly GraphNode[];
  /** Values of the path so far. */
  readonly taps: ReadonlyMap<GraphNode, Tap>;
  readonly facts: ReadonlyMap<GraphNode, LayerFacts>;
}

/**
 * Adds a layer with several inputs: a sum of values of the path is a residual block or a skip, exactly; what the model of a
 * network cannot say is one link that is not looked into, with the parameters of the branches that join there.
 */
export function mergeBranches(chain: Chain, step: Step, branches: Branches): void {
  const { layer } = step.node;
  const others = withoutFirst(step.node.inputs, branches.main);
  const taps = others.map((input) => (input === branches.main ? undefined : branches.taps.get(input)));
  const known = taps.filter((tap) => tap !== undefined);
  if (layer.className === 'Add' && known.length === others.length) {
    const place = placeOf(layer);
    const sum = { name: nameOf(step), type: typeOf(step, 'residual' as const), range: layer.range, place };
    if (chain.addSkips(known, sum)) return;
  }
  const parameterCount = countParameters(step, branches);
  const classNode = member(layer.node, 'class_name');
  step.report({
    code: 'keras.merge',
    severity: 'warning',
    message: `${titleOf(layer)} ${describe(step, branches)}: it is kept as one link that is not looked into${parameterCount === undefined ? '' : `, with ${parameterCount} parameters`}.`,
    range: classNode === undefined ? placeOf(layer) : rangeOf(classNode),
  });
  chain.add([opaqueDraft(step, { parameterCount })]);
}

function withoutFirst(nodes: readonly GraphNode[], one: GraphNode | undefined): readonly GraphNode[] {
  const at = nodes.findIndex((node) => node === one);
  return nodes.filter((_, i) => i !== at);
}

/** Its own, and those of all layers that lead to it beside the main path. */
function countParameters({ facts }: Step, branches: Branches): number | undefined {
  let sum = facts.parameterCount;
  for (const node of branches.side) {
    const own = node.isFirstUse ? branches.facts.get(node)?.parameterCount : 0;
    sum = own === undefined || sum === undefined ? undefined : sum + own;
  }
  return sum;
}

/** Why it is no skip, after its title. */
function describe({ node: { layer } }: Step, { side }: Branches): string {
  if (side.length > 0) {
    const names = side.slice(0, MAX_NAMED).map(({ name }) => quote(name));
    const more = side.length > MAX_NAMED ? `, … (${side.length} layers)` : '';
    return `joins a branch of layers of its own, ${names.join(', ')}${more}`;
  }
  return layer.className === 'Add'
    ? 'adds something else than z or h of an earlier layer to z of a layer with weights'
    : 'joins values of several layers';
}

const MAX_NAMED = 3;
