import type { LineIndex } from '../base/textRange.js';
import { degreesOfFreedom } from '../run/freedom.js';
import { writeShape } from '../network/shape.js';
import type { Link, TrainableNetwork } from '../network/types.js';
import type { LayerView } from '../protocol/panel.js';

/** One-based line of a link's definition. */
export const lineOf = ({ range }: Link, lines: LineIndex): number => lines.positionAt(range.start).line + 1;

/** The links of a network as the panel lists them, at the places where `lines` finds their definitions. */
export function layerViews(network: TrainableNetwork, lines: LineIndex): readonly LayerView[] {
  const freedom = degreesOfFreedom(network);
  return network.links.map((link, i) => {
    const { m, name, type, inputShape, outputShape, activationIn, bias, parameterCount, skips } = link;
    return {
      m,
      name,
      type,
      shape: `${writeShape(inputShape)} → ${writeShape(outputShape)}`,
      activationIn,
      bias,
      parameterCount,
      freedom: freedom[i],
      skipsFrom: skips.map(({ from }) => from),
      line: lineOf(link, lines),
    };
  });
}
