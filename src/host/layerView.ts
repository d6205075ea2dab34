import type { LineIndex } from '../base/textRange.js';
import { writeShape } from '../network/shape.js';
import type { Link } from '../network/types.js';
import type { LayerView } from '../protocol/panel.js';

/** A link as the panel lists it, at the place where `lines` finds its definition. */
export function layerView(link: Link, lines: LineIndex): LayerView {
  const { m, name, type, inputShape, outputShape, activationIn, bias, parameterCount, range } = link;
  const shape = `${writeShape(inputShape)} → ${writeShape(outputShape)}`;
  const line = lines.positionAt(range.start).line + 1;
  return { m, name, type, shape, activationIn, bias, parameterCount, line };
}
