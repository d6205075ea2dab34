import { located, member, rangeOf, textOf } from './jsonNode.js';
import { sizesOf, titleOf } from './kerasLayer.js';
import { readMargins, slide } from './layerFacts.js';
import type { Step } from './reading.js';

/** What zeros before a convolution come to, as its own padding. */
export type Absorbed = Step['padding'];

const WINDOWED = /^(?:Convolution|Conv|DepthwiseConv|SeparableConv)[12]D$/;

/**
 * Zeros that a layer adds for the convolution behind it: `same` padding, where it gives as many places.
 * @returns undefined when there is no such convolution behind it, or another number of places comes out
 */
export function absorbPadding(padding: Step, next: Step | undefined): Absorbed {
  const layer = next?.node.layer;
  const { input } = padding;
  if (layer === undefined || input === undefined || !WINDOWED.test(layer.className)) return undefined;
  const axes = input.length - 1;
  const margins = readMargins(member(padding.node.layer.config, 'padding'), axes);
  const kernel = sizesOf(member(layer.config, 'kernel_size'), axes)?.value;
  const own = textOf(member(layer.config, 'padding')) ?? 'valid';
  if (margins === undefined || kernel === undefined || own !== 'valid') return undefined;
  const stride = sizesOf(member(layer.config, 'strides'), axes)?.value;
  let isExact = true;
  for (const [i, [before, after]] of margins.entries()) {
    const [size, taps, step] = [input[i]!, kernel[i]!, stride?.[i] ?? 1];
    const places = slide(size, taps, step, 'same') ?? 0;
    if (slide(size + before + after, taps, step, 'valid') !== places) return undefined;
    const needed = Math.max(0, (places - 1) * step + taps - size);
    isExact &&= before === Math.floor(needed / 2) && after === Math.ceil(needed / 2);
  }
  const node = member(padding.node.layer.config, 'padding') ?? padding.node.layer.node;
  if (!isExact) {
    padding.report({
      code: 'keras.padding',
      severity: 'information',
      message: `${titleOf(padding.node.layer)} is read as "padding: same" of the convolution behind it: as many places come out, shifted by part of a stride.`,
      range: rangeOf(node),
    });
  }
  return located('same', node);
}
