import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LOSS_NAMES, type LossName } from '../../../src/base/loss.js';
import { createRandom, type Random } from '../../../src/base/random.js';
import { meanLoss } from '../../../src/decomposition/decompose.js';
import { runForward, type ForwardPass } from '../../../src/decomposition/forwardPass.js';
import type { Batch } from '../../../src/engine/batches.js';
import { graphBackpropagation } from '../../../src/engine/graphBackpropagation.js';
import type { LayerKernels } from '../../../src/engine/layerKernels.js';
import type { LinkTensors, NormTensors } from '../../../src/engine/linkTensors.js';
import type { Tensor } from '../../../src/engine/tensorStore.js';
import type { FloatArray, LinkParameters, NormParameters } from '../../../src/network/parameterLayout.js';
import type { InputOperation, TrainableNetwork } from '../../../src/network/types.js';
import { networks, normals, randomParameters } from '../decomposition/randomNetworks.js';
import { runs } from '../sweeps.js';
import { WAYS_OF_COMPUTING } from './waysOfComputing.js';

/** Relative to the largest gradient of the network: float32 through several layers. */
const TOLERANCE = 2e-4;
/** So small that a step across a kink is rare; the loss is float64. */
const WIDTH = 1e-6;
/** Numbers of one array whose gradients are compared. */
const COMPARED = 12;

const isDropout = ({ kind }: InputOperation): boolean => kind === 'dropout';
const hasBatchNorm = ({ links, operationsOut }: TrainableNetwork): boolean =>
  [
    ...links.flatMap(({ norm, operationsIn }) => [norm?.kind, ...operationsIn.map(({ kind }) => kind)]),
    ...operationsOut.map(({ kind }) => kind),
  ].includes('batchNorm');

/** Without dropout, whose masks a float64 pass does not have. */
function withoutDropout(network: TrainableNetwork): TrainableNetwork {
  const kept = (operations: readonly InputOperation[]): InputOperation[] =>
    operations.filter((operation) => !isDropout(operation));
  return {
    ...network,
    links: network.links.map((link) => ({ ...link, operationsIn: kept(link.operationsIn) })),
    operationsOut: kept(network.operationsOut),
  };
}

/** An array of parameters in float64, and its tensor. */
interface Pair {
  readonly name: string;
  readonly values: Float64Array;
  readonly tensor: Tensor;
}

/** Uploads float32 parameters, and keeps float64 copies that can be perturbed. */
function upload({ store }: LayerKernels, parameters: readonly LinkParameters<Float32Array>[]) {
  const pairs: Pair[] = [];
  const known = new Map<FloatArray, Pair>();
  const pair = (name: string, values: Float32Array, shape: readonly number[]): Pair => {
    const made = known.get(values) ?? {
      name,
      values: Float64Array.from(values),
      tensor: store.uploadTemporary(values, shape),
    };
    if (!known.has(values)) pairs.push(made);
    known.set(values, made);
    return made;
  };
  const norms = (name: string, norm: NormParameters<Float32Array> | undefined) => {
    if (norm === undefined) return { reference: undefined, tensors: undefined };
    const scale = pair(`${name} scale`, norm.scale, [norm.scale.length]);
    const shift = pair(`${name} shift`, norm.shift, [norm.shift.length]);
    return {
      reference: { scale: scale.values, shift: shift.values, moving: norm.moving },
      tensors: { scale: scale.tensor, shift: shift.tensor, moving: undefined } satisfies NormTensors,
    };
  };
  const reference: LinkParameters[] = [];
  const tensors: LinkTensors[] = [];
  parameters.forEach(({ weights, bias, norm, operations = [], operationsOut = [] }, m) => {
    const shape = [weights.length / (bias?.length ?? 1), bias?.length ?? 1];
    const W = pair(`W${m}`, weights, shape);
    const b = bias && pair(`b${m}`, bias, [bias.length]);
    const own = norms(`norm ${m}`, norm);
    const within = operations.map((each, i) => norms(`operation ${i} of ${m}`, each));
    const behind = operationsOut.map((each, i) => norms(`operation ${i} behind`, each));
    reference.push({
      weights: W.values,
      bias: b?.values,
      norm: own.reference,
      operations: within.map((each) => each.reference),
      operationsOut: behind.map((each) => each.reference),
    });
    tensors.push({
      weights: W.tensor,
      bias: b?.tensor,
      norm: own.tensors,
      operations: within.map((each) => each.tensors),
      operationsOut: behind.map((each) => each.tensors),
    });
  });
  return { pairs, reference, tensors };
}

/** The tensors of frozen links have no gradient. */
function frozenTensors(network: TrainableNetwork, tensors: readonly LinkTensors[]): Set<Tensor | undefined> {
  return new Set(
    network.links.flatMap(({ frozen }, m) => (frozen ? [tensors[m]!.weights, tensors[m]!.bias] : [])),
  );
}

/** Past this, float32 has too few digits of 1 − tanh² and of 1 − sigmoid: a norm behind them makes the loss large. */
const MOST_SATURATED = 5;

/** Whether a slope that is taken from a saturated value of the activation has lost its digits in float32. */
function isSaturated({ links, outputActivation }: TrainableNetwork, pass: ForwardPass): boolean {
  return pass.links.some(({ neurons }, m) => {
    const activation = links[m + 1]?.activationIn ?? outputActivation;
    const saturates = activation === 'tanh' || activation === 'sigmoid';
    return saturates && neurons.some((z) => Math.abs(z) > MOST_SATURATED);
  });
}

/** Targets that a loss can have: a divergence takes their logarithm. They need not sum to one. */
const targetsOf = (loss: LossName, values: Float32Array): Float32Array =>
  loss === 'klDivergence' || loss === 'crossEntropy' ? values.map((value) => value ** 2) : values;

const someOf = (count: number, random: Random): number[] =>
  count <= COMPARED
    ? Array.from({ length: count }, (_, i) => i)
    : Array.from({ length: COMPARED }, () => random.integer(count));

describe.each(WAYS_OF_COMPUTING)('by $way', ({ start }) => {
  let kernels: LayerKernels;
  beforeAll(async () => {
    kernels = await start();
  });

  test.each(LOSS_NAMES)(
    'gradients of %s of random networks of all layers are those of float64 finite differences',
    (loss) => {
      fc.assert(
        fc.property(
          networks,
          fc.integer({ min: 1, max: 3 }),
          fc.nat(),
          ({ network: whole }, samples, seed) => {
            fc.pre(!hasBatchNorm(whole));
            const network = { ...withoutDropout(whole), loss };
            const random = createRandom(seed, 'test');
            const batch: Batch = {
              samples,
              x: normals(samples * network.inputs, 1, random),
              y: targetsOf(loss, normals(samples * network.outputs, 1, random)),
            };
            const drawn = randomParameters(network, random).map((own, m) => ({
              ...own,
              // A bias that is not there leaves the outputs unsaid; the tests read them off it.
              weights: own.weights,
              bias: network.links[m]!.bias ? own.bias : undefined,
            }));
            const { pairs, reference, tensors } = upload(kernels, drawn);
            const shaped = tensors.map((own, m) => {
              const outputs = network.links[m]!.outputShape.at(-1)!;
              const size = own.weights.shape.reduce((a, b) => a * b, 1);
              return { ...own, weights: { ...own.weights, shape: [size / outputs, outputs] } };
            });
            const { loss: mean, gradients } = graphBackpropagation(kernels, network, 1)(shaped, batch, 1);
            fc.pre(!isSaturated(network, runForward(network, reference, batch.x, samples)));
            const lossOf = (): number =>
              meanLoss(network, runForward(network, reference, batch.x, samples), batch.y);
            expect(Math.abs(mean - lossOf())).toBeLessThan(1e-4 * Math.max(1, Math.abs(mean)));

            const frozen = frozenTensors(network, tensors);
            const compared: { what: string; actual: number; expected: number }[] = [];
            for (const { name, values, tensor } of pairs) {
              const gradient = gradients.of(tensor);
              if (frozen.has(tensor)) {
                expect(gradient).toBeUndefined();
                continue;
              }
              const read = gradient === undefined ? undefined : kernels.store.read(gradient);
              expect(read?.length ?? values.length).toBe(values.length);
              for (const i of someOf(values.length, random)) {
                const value = values[i]!;
                values[i] = value + WIDTH;
                const above = lossOf();
                values[i] = value - WIDTH;
                const below = lossOf();
                values[i] = value;
                compared.push({
                  what: `${name}[${i}]`,
                  actual: read?.[i] ?? 0,
                  expected: (above - below) / (2 * WIDTH),
                });
              }
            }
            kernels.store.releaseTemporaries();
            const largest = Math.max(0.1, ...compared.map(({ expected }) => Math.abs(expected)));
            const wrong = compared.filter(
              ({ actual, expected }) => !(Math.abs(actual - expected) <= TOLERANCE * largest),
            );
            expect(wrong).toEqual([]);
          },
        ),
        { numRuns: runs(40) },
      );
    },
    120_000,
  );
});
