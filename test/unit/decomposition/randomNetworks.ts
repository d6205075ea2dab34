import fc from 'fast-check';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import type { Random } from '../../../src/base/random.js';
import { parameterSizes, type NormParameters } from '../../../src/network/parameterLayout.js';
import { sizeOf } from '../../../src/network/shape.js';
import type { InputOperation, Link, Network, OpaqueLink } from '../../../src/network/types.js';
import type { LinkParameters, LinkStructure, ParameterSnapshot } from '../../../src/decomposition/types.js';
import { check } from '../network/specTexts.js';

export type KnownNetwork = Network<Exclude<Link, OpaqueLink>>;

/** Width of rows and filters of feature maps: always the same, so that every skip and every tie fits. */
const WIDTH = 4;

const activation = fc.constantFrom(...ACTIVATION_NAMES).map((name) => `activation: ${name}`);
const bias = fc.constantFrom('', ', bias: false');
const frozen = fc.constantFrom('', '', ', frozen: true');
const skipValue = fc.constantFrom('preactivation', 'activation').map((value) => `skipValue: ${value}`);
const reference = fc.constantFrom(
  '',
  '',
  ', skipFrom: first',
  ', tieWith: first',
  ', skipFrom: first, tieWith: first',
);

/** The same layer, sometimes linear so that a norm behind it belongs to it. */
const maybeActivated = fc.oneof(fc.constant('activation: linear'), activation);

const dense = fc
  .tuple(maybeActivated, bias, frozen)
  .map(([act, ...rest]) => `{type: dense, units: ${WIDTH}, ${act}${rest.join('')}}`);
const local = fc
  .tuple(maybeActivated, bias, frozen)
  .map(([act, ...rest]) => `{type: local, ${act}${rest.join('')}}`);
const tied = fc
  .tuple(maybeActivated, reference)
  .map(([act, rest]) => `{type: dense, units: ${WIDTH}, ${act}${rest}}`);
const norm = fc
  .tuple(fc.constantFrom('layerNorm', 'batchNorm'), maybeActivated)
  .map(([kind, act]) => `{type: ${kind}, ${act}}`);
const dropout = fc.constant('{type: dropout, rate: 0.3}');

const residual = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(skipValue, fc.array(inner, { minLength: 1, maxLength: 3 }))
    .map(([value, layers]) => `{type: residual, ${value}, layers: [${layers.join(', ')}]}`);

const rowLayer = fc.oneof(
  dense,
  local,
  tied,
  norm,
  dropout,
  residual(fc.oneof(dense, norm, local)),
  residual(residual(dense)),
);

/** A convolution; one that keeps the shape unless it may change it. */
const convolution = (axes: 1 | 2, changes: boolean): fc.Arbitrary<string> =>
  fc
    .record({
      kernel: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: axes, maxLength: axes }),
      padding: fc.constantFrom('same', 'circular', ...(changes ? ['valid'] : [])),
      stride: fc.integer({ min: 1, max: changes ? 2 : 1 }),
      groups: fc.constantFrom(1, 2, 4),
      act: maybeActivated,
      rest: bias,
    })
    .map(
      ({ kernel, padding, stride, groups, act, rest }) =>
        `{type: conv${axes}d, filters: ${WIDTH}, kernel: [${kernel.join(', ')}], padding: ${padding}, stride: ${stride}, groups: ${groups}, ${act}${rest}}`,
    );

const pool = (axes: 1 | 2): fc.Arbitrary<string> =>
  fc
    .record({
      kind: fc.constantFrom('max', 'avg'),
      size: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 2 }),
      padding: fc.constantFrom('same', 'valid', 'circular'),
    })
    .map(
      ({ kind, size, stride, padding }) =>
        `{type: ${kind}Pool${axes}d, size: ${size}, stride: ${stride}, padding: ${padding}}`,
    );

const mapLayer = (axes: 1 | 2): fc.Arbitrary<string> =>
  fc.oneof(
    convolution(axes, true),
    pool(axes),
    norm,
    dropout,
    residual(fc.oneof(convolution(axes, false), norm)),
  );

const spec = (data: string, layers: readonly string[]): string => `bbd: 1
data: ${data}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse
`;

/** What data may meet before the first layer with weights. */
const prefix = fc.array(fc.oneof(norm, residual(dense)), { maxLength: 2 });

const rows = fc
  .tuple(prefix, fc.array(rowLayer, { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([before, layers, endsWithNorm]) =>
    spec(`{source: teacher, inputs: ${WIDTH}, outputs: 2}`, [
      ...before,
      `{name: first, type: dense, units: ${WIDTH}}`,
      ...layers,
      '{type: dense, units: 2, activation: tanh}',
      ...(endsWithNorm ? ['{type: layerNorm, activation: sigmoid}'] : []),
    ]),
  );

const maps = (axes: 1 | 2): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(mapLayer(axes), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...['{type: flatten}', '{type: globalAveragePool}']),
      fc.array(fc.oneof(dense, norm), { maxLength: 2 }),
      fc.boolean(),
    )
    .map(([layers, end, behind, pooled]) => {
      const first = `{type: conv${axes}d, filters: ${WIDTH}, kernel: 3, stride: 2, padding: same}`;
      const data = axes === 1 ? '{source: mnist1d}' : '{source: digits}';
      // The last layer is a convolution when pools are all that follows it.
      const head = pooled
        ? [`{type: conv${axes}d, filters: 10, kernel: 1, activation: tanh}`, '{type: globalAveragePool}']
        : [end, ...behind, '{type: dense, units: 10}'];
      return spec(data, [first, ...layers, ...head]);
    });

/** Specs with every type of layer, some of which do not fit together. */
const specs = fc.oneof(rows, rows, maps(1), maps(2));

/** The network of a spec; undefined where its layers do not fit. */
export function networkOf(text: string): KnownNetwork | undefined {
  const { network } = check(text);
  if (network === undefined) return undefined;
  return { ...network, links: network.links.flatMap((link) => (link.type === 'opaque' ? [] : [link])) };
}

/** A checked network with its text, so that a failure can be read. */
export const networks: fc.Arbitrary<{ readonly text: string; readonly network: KnownNetwork }> = specs
  .map((text) => ({ text, network: networkOf(text) }))
  .filter(
    (each): each is { readonly text: string; readonly network: KnownNetwork } => each.network !== undefined,
  );

export const normals = (count: number, scale: number, random: Random): Float32Array =>
  Float32Array.from({ length: count }, () => scale * random.normal());

function randomNorm(channels: number, isBatchNorm: boolean, random: Random): NormParameters<Float32Array> {
  return {
    scale: normals(channels, 0.3, random).map((value) => 1 + value),
    shift: normals(channels, 0.3, random),
    moving: isBatchNorm
      ? {
          mean: normals(channels, 0.3, random),
          variance: normals(channels, 0.5, random).map((value) => Math.exp(value)),
        }
      : undefined,
  };
}

function randomNorms(
  operations: readonly InputOperation[],
  channels: readonly (number | undefined)[],
  random: Random,
): readonly (NormParameters<Float32Array> | undefined)[] {
  return operations.map(({ kind }, i) => {
    const count = channels[i];
    return count === undefined ? undefined : randomNorm(count, kind === 'batchNorm', random);
  });
}

/** Float32 parameters of a network; tied links show those of their owners. */
export function randomParameters(network: KnownNetwork, random: Random): ParameterSnapshot<Float32Array> {
  const all: LinkParameters<Float32Array>[] = [];
  for (const [m, size] of parameterSizes(network).entries()) {
    const { tiedTo, norm, operationsIn } = network.links[m]!;
    const fanIn = sizeOf(size.weights) / size.weights.at(-1)!;
    const own = {
      weights: normals(sizeOf(size.weights), 1.2 / Math.sqrt(fanIn), random),
      bias: size.bias === undefined ? undefined : normals(size.bias, 0.3, random),
    };
    const isLast = m === network.links.length - 1;
    all.push({
      ...(tiedTo === undefined ? own : { weights: all[tiedTo]!.weights, bias: all[tiedTo]!.bias }),
      norm: size.norm === undefined ? undefined : randomNorm(size.norm, norm?.kind === 'batchNorm', random),
      operations: randomNorms(operationsIn, size.operations, random),
      ...(isLast ? { operationsOut: randomNorms(network.operationsOut, size.operationsOut, random) } : {}),
    });
  }
  return all;
}

/** A random step of size `scale` in all parameters that train; moving statistics drift too. */
export function randomStep(
  links: readonly Pick<LinkStructure, 'frozen' | 'tiedTo'>[],
  before: ParameterSnapshot<Float32Array>,
  scale: number,
  random: Random,
): ParameterSnapshot<Float32Array> {
  const moved = (values: Float32Array): Float32Array =>
    values.map((value) => value + scale * random.normal());
  const movedNorm = (
    norm: NormParameters<Float32Array> | undefined,
  ): NormParameters<Float32Array> | undefined =>
    norm && {
      scale: moved(norm.scale),
      shift: moved(norm.shift),
      moving: norm.moving && {
        mean: moved(norm.moving.mean),
        variance: norm.moving.variance.map((value) => value * Math.exp(scale * random.normal())),
      },
    };
  const after: LinkParameters<Float32Array>[] = [];
  for (const [m, own] of before.entries()) {
    const { frozen, tiedTo } = links[m]!;
    const { weights, bias } =
      tiedTo !== undefined
        ? after[tiedTo]!
        : frozen
          ? own
          : { weights: moved(own.weights), bias: own.bias && moved(own.bias) };
    after.push({
      weights,
      bias,
      norm: movedNorm(own.norm),
      operations: own.operations?.map(movedNorm),
      operationsOut: own.operationsOut?.map(movedNorm),
    });
  }
  return after;
}
