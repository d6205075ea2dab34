import { choice } from './choiceType.js';
import {
  optional,
  required,
  withDefault,
  type DefaultKey,
  type OptionalKey,
  type RequiredKey,
} from './objectKind.js';
import { sizes } from './sizes.js';

/** Largest kernel, stride or window along one axis. */
const MAX_WINDOW = 10_000;

type Axes = 1 | 2;
type PaddingName = 'same' | 'valid' | 'circular';

const PADDINGS = choice(
  [
    {
      name: 'same',
      documentation:
        'Zeros around, so that ⌈N/stride⌉ places remain; they break width translation at the ends.',
    },
    {
      name: 'valid',
      documentation: 'Nothing around: only whole windows count, ⌊(N − K)/stride⌋ + 1 places.',
    },
    {
      name: 'circular',
      documentation:
        'Each end is continued by the other one, a ring or torus; ⌈N/stride⌉ places. Width translation stays exact.',
      synonyms: ['periodic', 'wrap', 'cyclic', 'ring'],
    },
  ],
  { hints: { causal: 'Causal padding is not in the format: use same, valid or circular.' } },
);

/** @param value what holds without it */
export const paddingKey = (value: PaddingName): DefaultKey<PaddingName> =>
  withDefault<PaddingName>(PADDINGS, value, {
    documentation: 'What the window sees beyond the ends.',
    equation: 'zeros: 2⌊K/2⌋/N of the places of a layer see them',
    synonyms: ['pad', 'paddingMode', 'border', 'boundary'],
  });

const perAxis = (axes: Axes): string => (axes === 1 ? '' : ' A list of two gives height and width.');

export const kernelKey = (axes: Axes): RequiredKey<readonly number[]> =>
  required(sizes(axes, MAX_WINDOW), {
    documentation: `Size of the kernel, K.${perAxis(axes)} An odd one has a middle.`,
    unit: 'places',
    equation:
      axes === 1
        ? 'z_i⁽ᵐ⁺¹⁾ = Σₖ wₖ h_(i+k)⁽ᵐ⁾ + b, k = 0 … K − 1 less the padding'
        : 'z_xy⁽ᵐ⁺¹⁾ = Σₖₗ wₖₗ h_(x+k, y+l)⁽ᵐ⁾ + b',
    start: '3',
    synonyms: ['kernelSize', 'size', 'filterSize', 'window', 'taps'],
  });

export const strideKey = (axes: Axes): DefaultKey<readonly number[]> =>
  withDefault(sizes(axes, MAX_WINDOW), new Array<number>(axes).fill(1), {
    documentation: `By how many places the kernel moves on.${perAxis(axes)} More than 1 changes the width, and ends a symmetric block.`,
    unit: 'places',
    equation: 'N ← ⌈N/stride⌉',
    defaultText: '1',
    synonyms: ['strides', 'step', 'subsample'],
  });

export const poolSizeKey = (axes: Axes): RequiredKey<readonly number[]> =>
  required(sizes(axes, MAX_WINDOW), {
    documentation: `Size of the window.${perAxis(axes)}`,
    unit: 'places',
    start: '2',
    synonyms: ['poolSize', 'kernel', 'window', 'kernelSize'],
  });

export const poolStrideKey = (axes: Axes): OptionalKey<readonly number[]> =>
  optional(sizes(axes, MAX_WINDOW), {
    documentation: `By how many places the window moves on.${perAxis(axes)}`,
    unit: 'places',
    without: 'the size of the window',
    synonyms: ['strides', 'step'],
  });
