import type { Report } from '../spec/diagnosticList.js';
import type { LayerListAst } from '../spec/keysLayers.js';
import { activate } from './draft.js';
import { draftLink } from './draftLinks.js';
import { draftOperation } from './draftOperations.js';
import { Chain, type Tap } from './chain.js';
import { member, type JsonNode } from './jsonNode.js';
import { activationLayer } from './kerasActivation.js';
import type { KerasCode } from './kerasCodes.js';
import { inferFacts, type LayerFacts, type Shape } from './layerFacts.js';
import type { MainPath } from './mainPath.js';
import { mergeBranches } from './merge.js';
import type { GraphNode, ModelGraph } from './modelGraph.js';
import { opaqueDraft, unsupported } from './opaque.js';
import type { Step } from './reading.js';
import { ignored } from './settings.js';
import { takeActivation } from './takeActivation.js';
import { absorbPadding } from './zeroPadding.js';

/** The layers of the main path as layers of the format. */
export function buildChain(
  graph: ModelGraph,
  path: MainPath,
  inputShape: Shape | undefined,
  report: Report<KerasCode>,
): LayerListAst {
  const facts = inferAll(graph, inputShape);
  const steps = makeSteps(path, facts, inputShape, report);
  const chain = new Chain();
  const taps = new Map<GraphNode, Tap>();
  const uses = countUses(graph);
  let padding: Step['padding'];
  for (const [i, plain] of steps.entries()) {
    const step = { ...plain, padding };
    padding = undefined;
    const { node } = step;
    if (node.inputs.length > 1 && new Set(node.inputs).size > 1) {
      mergeBranches(chain, step, {
        taps,
        facts,
        side: path.sideBranches.get(node) ?? [],
        main: steps[i - 1]?.node,
      });
    } else if (isZeroPadding(node)) {
      padding = uses.get(node) === 1 ? absorbPadding(step, steps[i + 1]) : undefined;
      if (padding === undefined)
        chain.add([unsupported(step, 'adds zeros that no convolution takes up as padding')]);
    } else {
      addLayer(chain, step);
    }
    taps.set(node, chain.tap());
  }
  return chain.finish();
}

const isZeroPadding = ({ layer }: GraphNode): boolean => /^ZeroPadding[12]D$/.test(layer.className);

function inferAll(
  { nodes, statedShapes }: ModelGraph,
  inputShape: Shape | undefined,
): ReadonlyMap<GraphNode, LayerFacts> {
  const facts = new Map<GraphNode, LayerFacts>();
  for (const node of nodes) {
    const { className, config } = node.layer;
    const inputs = node.inputs.map((input) => facts.get(input)?.outputShape);
    const { outputShape, parameterCount } = inferFacts(
      className,
      config,
      inputs.length === 0 ? [inputShape] : inputs,
    );
    facts.set(node, { outputShape: outputShape ?? statedShapes.get(node), parameterCount });
  }
  return facts;
}

function makeSteps(
  { nodes }: MainPath,
  facts: ReadonlyMap<GraphNode, LayerFacts>,
  inputShape: Shape | undefined,
  report: Report<KerasCode>,
): readonly Step[] {
  const firstNames = new Map<JsonNode, string>();
  return nodes.map((node, i) => {
    const before = nodes[i - 1];
    const tiedTo = firstNames.get(node.layer.node);
    if (tiedTo === undefined) firstNames.set(node.layer.node, node.name);
    return {
      node,
      tiedTo,
      input: before === undefined ? inputShape : facts.get(before)?.outputShape,
      facts: facts.get(node) ?? { outputShape: undefined, parameterCount: undefined },
      isLast: i === nodes.length - 1,
      padding: undefined,
      report,
    };
  });
}

function countUses({ nodes }: ModelGraph): ReadonlyMap<GraphNode, number> {
  const uses = new Map<GraphNode, number>();
  for (const input of nodes.flatMap(({ inputs }) => inputs)) uses.set(input, (uses.get(input) ?? 0) + 1);
  return uses;
}

/** Layers that act on the data: before the first link they belong to it, and keep its shape. */
const ON_DATA = /^(?:Rescaling|Normalization|Random(?:Flip|Rotation|Zoom|Translation|Contrast|Brightness))$/;

/** Adds a layer with one input. */
function addLayer(chain: Chain, step: Step): void {
  const { layer } = step.node;
  if (layer.className === 'InputLayer') return;
  if (ON_DATA.test(layer.className) && !chain.hasLinks) {
    ignored(
      step,
      member(layer.node, 'class_name') ?? layer.node,
      'it acts on the data, and is not taken over',
    );
    return;
  }
  if (layer.className === 'ActivityRegularization') {
    ignored(
      step,
      member(layer.node, 'class_name') ?? layer.node,
      'activity regularization is not taken over',
    );
    return;
  }
  const read = activationLayer(layer.className, layer.config);
  if (read === undefined) {
    chain.add(draftLink(step) ?? draftOperation(step) ?? [unsupported(step)]);
    return;
  }
  const node = member(layer.config, 'activation') ?? member(layer.node, 'class_name') ?? layer.node;
  const taken = takeActivation(step, read, node);
  const isBehindOpaque = chain.drafts.at(-1)?.role === 'opaque';
  if (isBehindOpaque && (taken.kind === 'opaque' || taken.activation !== undefined)) {
    ignored(step, node, 'it counts as part of the layer before it, which is not looked into');
  } else if (taken.kind === 'opaque') {
    chain.add([opaqueDraft(step)]);
  } else if (taken.activation !== undefined && !activate(chain.drafts, taken.activation)) {
    chain.add([unsupported(step, 'has no layer before it that it could be the activation of')]);
  }
}
