import type { LineIndex } from '../base/textRange.js';
import type { Link } from '../network/types.js';
import type { LayerView } from '../protocol/panel.js';

/** A link as the panel lists it, at the place where `lines` finds its definition. */
export function layerView(link: Link, lines: LineIndex): LayerView {
  const { m, name, type, inputs, outputs, activationIn, bias, parameterCount, range } = link;
  const line = lines.positionAt(range.start).line + 1;
  return { m, name, type, inputs, outputs, activationIn, bias, parameterCount, line };
}
