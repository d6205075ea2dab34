import type { Located } from '../spec/valueType.js';
import type { Report } from '../spec/diagnosticList.js';
import { located, member } from './jsonNode.js';
import type { KerasCode } from './kerasCodes.js';
import { placeOf } from './kerasLayer.js';
import type { GraphNode } from './modelGraph.js';
import type { LayerFacts, Shape } from './layerFacts.js';

/** A layer on the main path, and what is known around it. */
export interface Step {
  readonly node: GraphNode;
  /** Name of the first layer on the path with the same parameters; undefined for that one itself. */
  readonly tiedTo: string | undefined;
  readonly input: Shape | undefined;
  readonly facts: LayerFacts;
  readonly isLast: boolean;
  /** Stands in for a convolution's own padding: what zeros that were added before it come to. */
  readonly padding: Located<'same' | 'valid'> | undefined;
  readonly report: Report<KerasCode>;
}

/** Where the file names the class of a layer: the place of its type. */
export function typeOf<Name extends string>({ node: { layer } }: Step, name: Name): Located<Name> {
  const classNode = member(layer.node, 'class_name');
  return classNode === undefined
    ? { value: name, range: layer.range, given: false }
    : located(name, classNode);
}

/** The name of a layer, at its place in the file. */
export const nameOf = ({ node: { layer, name } }: Step, suffix = ''): Located<string> => ({
  value: `${name}${suffix}`,
  range: placeOf(layer),
  given: layer.name.given,
});
