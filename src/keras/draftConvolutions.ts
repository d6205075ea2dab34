import { CONV1D, CONV2D } from '../spec/keysLinks.js';
import type { Located } from '../spec/valueType.js';
import type { Draft } from './draft.js';
import { located, member, rangeOf, textOf } from './jsonNode.js';
import { countOf, placeOf, sizesOf, titleOf } from './kerasLayer.js';
import { makeAst } from './layerAst.js';
import { linkDraft, requireCount } from './linkDraft.js';
import { unsupported } from './opaque.js';
import { typeOf, type Step } from './reading.js';
import { linkSettings } from './settings.js';

type Sizes = Located<readonly number[]>;
type PaddingName = 'same' | 'valid';

/** How a window slides, as convolutions and pools say it. */
export interface Geometry {
  readonly stride: Sizes | undefined;
  readonly padding: Located<PaddingName>;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Where the file says a value that its class implies. */
const implied = <T>(step: Step, value: T): Located<T> => ({
  value,
  range: placeOf(step.node.layer),
  given: true,
});

/** @returns what a window of the file does that ours do not, after the layer's title */
export function foreignGeometry(step: Step, axes: 1 | 2): string | undefined {
  const { config } = step.node.layer;
  const dilation = sizesOf(member(config, 'dilation_rate'), axes)?.value ?? [1];
  if (dilation.some((rate) => rate !== 1)) return `is dilated by ${dilation.join('×')}`;
  const padding = textOf(member(config, 'padding')) ?? 'valid';
  return padding === 'same' || padding === 'valid' ? undefined : `has ${padding.slice(0, 20)} padding`;
}

/** Shapes would be misread: channels stand last here. */
export function reportChannelsFirst({ node: { layer }, report }: Step): void {
  const node = member(layer.config, 'data_format');
  if (node === undefined || textOf(node) !== 'channels_first') return;
  report({
    code: 'keras.channelsFirst',
    severity: 'error',
    message: `${titleOf(layer)} takes its channels first; here they stand last. Build the model with data_format="channels_last".`,
    range: rangeOf(node),
  });
}

/** @param padding stands in for the file's own: of zeros that a layer before has added */
export function geometryOf(step: Step, axes: 1 | 2, padding?: Located<PaddingName>): Geometry {
  const { config } = step.node.layer;
  const node = member(config, 'padding');
  const isSame = textOf(node)?.toLowerCase() === 'same';
  const own: PaddingName = isSame ? 'same' : 'valid';
  return {
    stride: sizesOf(member(config, 'strides'), axes),
    padding: padding ?? (node === undefined ? implied(step, own) : located(own, node)),
  };
}

/** Kernel and geometry; undefined, and reported, when the layer has none that we have. */
function windowOf(step: Step, axes: 1 | 2): (Geometry & { readonly kernel: Sizes }) | undefined {
  reportChannelsFirst(step);
  const node = member(step.node.layer.config, 'kernel_size');
  const kernel = sizesOf(node, axes);
  if (kernel !== undefined) return { kernel, ...geometryOf(step, axes, step.padding) };
  step.report({
    code: 'keras.layer',
    severity: 'error',
    message: `${titleOf(step.node.layer)} needs "kernel_size", ${axes === 1 ? 'a whole number' : 'two whole numbers'} from 1.`,
    range: node === undefined ? placeOf(step.node.layer) : rangeOf(node),
  });
  return undefined;
}

/** Everything of a convolution but what its settings say. */
interface Filters {
  readonly filters: Located<number> | undefined;
  readonly groups: Located<number> | undefined;
  readonly kernel: Sizes;
  readonly stride: Sizes | undefined;
  readonly padding: Located<PaddingName>;
}

function convolutionDraft(
  step: Step,
  axes: 1 | 2,
  { filters, groups, kernel, stride, padding }: Filters,
  settings: ReturnType<typeof linkSettings>,
): Draft {
  const { range } = step.node.layer;
  const own = {
    ...settings,
    filters,
    kernel,
    padding,
    ...(stride === undefined ? {} : { stride }),
    ...(groups === undefined ? {} : { groups }),
  };
  return linkDraft(step, settings.name.value, (late) =>
    axes === 1
      ? makeAst(CONV1D, range, { type: typeOf(step, 'conv1d'), ...own, ...late })
      : makeAst(CONV2D, range, { type: typeOf(step, 'conv2d'), ...own, ...late }),
  );
}

export function draftConvolution(step: Step, axes: 1 | 2): readonly Draft[] {
  const foreign = foreignGeometry(step, axes);
  if (foreign !== undefined) return [unsupported(step, foreign)];
  const window = windowOf(step, axes);
  const filters = requireCount(step, 'filters');
  if (window === undefined) return [unsupported(step)];
  const groups = countOf(member(step.node.layer.config, 'groups'));
  const settings = linkSettings(step, product(window.kernel.value) * (filters?.value ?? 1));
  return [convolutionDraft(step, axes, { ...window, filters, groups }, settings)];
}

/** A Dense layer over several axes does the same at every place: it is a convolution with a kernel of one place. */
export function draftPointwise(step: Step): readonly Draft[] {
  const axes = (step.input?.length ?? 0) - 1;
  if (axes !== 1 && axes !== 2) return [unsupported(step, 'acts on more axes than an image has')];
  const filters = requireCount(step, 'units');
  const kernel = implied<readonly number[]>(step, new Array<number>(axes).fill(1));
  const settings = linkSettings(step, filters?.value ?? 1);
  const padding = implied(step, 'same' as const);
  return [
    convolutionDraft(
      step,
      axes,
      { filters, groups: undefined, kernel, stride: undefined, padding },
      settings,
    ),
  ];
}

/** Each channel has filters of its own: as many groups as channels. */
export function draftDepthwise(step: Step, axes: 1 | 2): readonly Draft[] {
  const foreign = foreignGeometry(step, axes);
  if (foreign !== undefined) return [unsupported(step, foreign)];
  const draft = channelwise(step, axes, '', true);
  return [draft ?? unsupported(step, 'stands behind a value of unknown shape')];
}

/** @param isWhole whether the layer's name, bias and sharing are its own, and not those of the pointwise half */
function channelwise(step: Step, axes: 1 | 2, suffix: string, isWhole: boolean): Draft | undefined {
  const channels = step.input?.at(-1);
  const window = windowOf(step, axes);
  if (channels === undefined || window === undefined) return undefined;
  const multiplier = member(step.node.layer.config, 'depth_multiplier');
  const factor = countOf(multiplier)?.value ?? 1;
  const filters = multiplier === undefined ? implied(step, channels) : located(channels * factor, multiplier);
  const settings = linkSettings(step, product(window.kernel.value) * factor, 'depthwise', suffix);
  const bias = isWhole ? settings.bias : implied(step, false);
  return convolutionDraft(
    step,
    axes,
    { ...window, filters, groups: implied(step, channels) },
    { ...settings, ...(bias === undefined ? {} : { bias }) },
  );
}

/** Exactly two links: channels on their own without a bias, then all channels of each place. */
export function draftSeparable(step: Step, axes: 1 | 2): readonly Draft[] {
  const foreign = foreignGeometry(step, axes);
  if (foreign !== undefined) return [unsupported(step, foreign)];
  const first = channelwise(step, axes, '/depthwise', false);
  const filters = requireCount(step, 'filters');
  if (first === undefined) return [unsupported(step, 'stands behind a value of unknown shape')];
  const settings = linkSettings(step, filters?.value ?? 1, 'pointwise');
  const kernel = implied<readonly number[]>(step, new Array<number>(axes).fill(1));
  const padding = implied(step, 'valid' as const);
  const second = { filters, groups: undefined, kernel, stride: undefined, padding };
  return [first, convolutionDraft(step, axes, second, settings)];
}
