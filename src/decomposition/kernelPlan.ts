import type { AnalysisPlan, AnalyzedLink } from '../kernels/analysisPlan.js';
import { skipPath } from '../network/skipPath.js';
import type { InputOperation } from '../network/types.js';
import type { LinkStructure, NetworkStructure } from './types.js';

/** What is flat lies in memory as before; dropout is off wherever the network is looked at (THEORY §5d). */
const changesNothing = ({ kind }: InputOperation): boolean => kind === 'flatten' || kind === 'dropout';

/**
 * A network as the kernels of the analysis take it: dense and local links with skips, with nothing between them but
 * activations. Undefined for one that has more: norms, convolutions, pools.
 * @param parameterBytes 4 for float32 parameters, 8 for float64
 */
export function kernelPlan(
  { links, operationsOut, outputActivation }: NetworkStructure,
  samples: number,
  parameterBytes: AnalysisPlan['parameterBytes'],
): AnalysisPlan | undefined {
  if (!operationsOut.every(changesNothing)) return undefined;
  const analyzed: AnalyzedLink[] = [];
  for (const link of links) {
    if (link.norm !== undefined || !link.operationsIn.every(changesNothing)) return undefined;
    if (link.type !== 'dense' && link.type !== 'local') return undefined;
    analyzed.push(analyzedLink(link, link.type, links));
  }
  return { links: analyzed, outputActivation, samples, parameterBytes };
}

function analyzedLink(
  link: LinkStructure,
  type: AnalyzedLink['type'],
  links: readonly LinkStructure[],
): AnalyzedLink {
  const { inputs, outputs, activationIn, bias, tiedTo } = link;
  const skips = link.skips.map((skip) => {
    const { activation } = skipPath(link, skip, links[skip.from]!);
    return { from: skip.from, activated: activation !== 'linear' };
  });
  return { type, inputs, outputs, activationIn, bias, tiedTo, skips };
}
