import type { TextRange } from '../base/textRange.js';
import type { Report } from '../spec/diagnosticList.js';
import type { LayerListAst } from '../spec/keysLayers.js';
import { checkLayerCount } from './countLayers.js';
import { makeLinks } from './makeLinks.js';
import { nameLayers } from './nameLayers.js';
import type { NetworkCode } from './networkCodes.js';
import type { PlacedLayer } from './placedLayer.js';
import type { Link, Shape } from './types.js';
import type { ReportShape, Walk } from './walk.js';
import { walkLayers } from './walkLayers.js';

/** A list of layers and what is known around it. */
export interface LayerSource {
  readonly list: LayerListAst;
  readonly range: TextRange;
  /** Of what goes in; undefined when unknown. */
  readonly input: Shape | undefined;
  /** λ of links that do not say. */
  readonly weightDecay: number;
}

/** The layers of a network, repeats written out, and the links that are known. */
export interface ReadLayers extends Pick<Walk, 'operationsOut' | 'outputActivation' | 'outputShape'> {
  readonly layers: readonly PlacedLayer[];
  readonly links: readonly Link[];
  readonly parameterCount: number;
  /** Whether every link is known. */
  readonly complete: boolean;
}

const NOTHING: ReadLayers = {
  layers: [],
  links: [],
  operationsOut: [],
  outputActivation: 'linear',
  outputShape: undefined,
  parameterCount: 0,
  complete: false,
};

/** Makes the chain of links from a list of layers. */
export function readLayers(
  { list, range, input, weightDecay }: LayerSource,
  report: Report<NetworkCode>,
  reportShape: ReportShape,
): ReadLayers {
  if (!checkLayerCount(list, range, report)) return NOTHING;
  const walk = walkLayers(list, input, report, reportShape);
  const names = nameLayers(walk.layers, report);
  const links = makeLinks(walk.links, names, weightDecay);
  if (list.length > 0 && walk.links.length === 0) {
    report({
      code: 'network.noLinks',
      severity: 'error',
      message: 'None of the layers has weights: write at least one, such as {type: dense, units: 1}.',
      range: walk.layers[0]?.range ?? range,
    });
  }
  const known = new Set(links.map(({ layer }) => layer));
  return {
    layers: walk.layers.map((layer) => ({
      index: layer.index,
      name: names[layer.index] ?? '',
      ast: layer.ast,
      range: layer.range,
      copies: layer.copies,
      link: known.has(layer.index) ? layer.link : undefined,
      inputShape: layer.inputShape,
      outputShape: layer.outputShape,
      parameterCount: layer.parameterCount,
      within: layer.within,
    })),
    links,
    operationsOut: walk.operationsOut,
    outputActivation: walk.outputActivation,
    outputShape: walk.outputShape,
    parameterCount: links.reduce((sum, link) => sum + link.parameterCount, walk.normParametersOut),
    complete: links.length === walk.links.length && links.length > 0,
  };
}
