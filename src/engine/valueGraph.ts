import type { ActivationName } from '../base/activation.js';
import { createRandom } from '../base/random.js';
import { windowGrid } from '../decomposition/forward/windowGrid.js';
import { shapesThrough } from '../network/operationShapes.js';
import { channelsOf } from '../network/parameterLayout.js';
import { sizeOf } from '../network/shape.js';
import { skipPath } from '../network/skipPath.js';
import type { InputOperation, Shape, TrainableLink, TrainableNetwork } from '../network/types.js';
import type { LayerKernels } from './layerKernels.js';
import { passDropout } from './layers/dropout.js';
import type { BatchPass, Layer } from './layers/layer.js';
import { wholeGrid } from './layers/pool.js';
import type { LinkTensors, NormTensors } from './linkTensors.js';
import type { Tensor } from './tensorStore.js';

/** A value of the network, computed from earlier ones, which are meant by their index. */
export type ValueNode =
  /** The data, in rows of so many channels. */
  | { readonly kind: 'input'; readonly channels: number }
  | {
      readonly kind: 'layer';
      readonly input: number;
      readonly layer: Layer;
      /** Whether it has parameters that learn. */
      readonly learns: boolean;
    }
  /** Values of one shape: what a link delivers, and what its skips add. */
  | { readonly kind: 'sum'; readonly terms: readonly number[] };

/** How operations find the parameters of their norms. */
type NormsOf = (parameters: readonly LinkTensors[]) => LinkTensors['operations'];

/**
 * All values of a network in the order in which they can be computed, the last one what the loss sees. What several need,
 * the links above and skips, is there once: a batchNorm sees a batch once, and its statistics follow it once.
 */
export function valueGraph(
  kernels: LayerKernels,
  network: TrainableNetwork,
  seed: number,
): readonly ValueNode[] {
  return new GraphBuilder(kernels, network, seed).build();
}

class GraphBuilder {
  private readonly nodes: ValueNode[] = [];
  /** Nodes of activations and operations, by what they are applied to. */
  private readonly known = new Map<string, number>();
  /** Nodes of z^(0) = X, z^(1), … */
  private readonly neurons: number[] = [];

  constructor(
    private readonly kernels: LayerKernels,
    private readonly network: TrainableNetwork,
    private readonly seed: number,
  ) {}

  build(): readonly ValueNode[] {
    const { inputShape, links, operationsOut, outputActivation } = this.network;
    this.neurons.push(this.add({ kind: 'input', channels: channelsOf(inputShape) }));
    links.forEach((link, m) => {
      this.addLink(link, m);
    });
    const last = links.length - 1;
    const head = this.activate(this.neurons[links.length]!, outputActivation);
    const all = operationsOut.map((_, i) => i);
    const shape = links[last]?.outputShape ?? inputShape;
    this.operate(head, shape, operationsOut, all, (parameters) => parameters[last]?.operationsOut);
    return this.nodes;
  }

  private add(node: ValueNode): number {
    return this.nodes.push(node) - 1;
  }

  private addOnce(key: string, node: () => ValueNode): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const index = this.add(node());
    this.known.set(key, index);
    return index;
  }

  private addLink(link: TrainableLink, m: number): void {
    const all = link.operationsIn.map((_, i) => i);
    const hidden = this.inputSide(m, m === 0 ? 'linear' : link.activationIn, all);
    const frozen = link.frozen;
    let z = this.add({ kind: 'layer', input: hidden, layer: this.linkLayer(link, m), learns: !frozen });
    if (link.norm !== undefined) {
      const { kind } = link.norm;
      const layer = this.normLayer(kind, (parameters) => parameters[m]?.norm);
      z = this.add({ kind: 'layer', input: z, layer, learns: true });
    }
    const terms = link.skips.map((skip) => {
      const path = skipPath(link, skip, this.network.links[skip.from]!);
      return this.inputSide(skip.from, path.activation, path.operations);
    });
    this.neurons.push(terms.length === 0 ? z : this.add({ kind: 'sum', terms: [z, ...terms] }));
  }

  /** z^(m) on its way into link m, or past it by a skip: σ first, then some of the operations. */
  private inputSide(m: number, activation: ActivationName, which: readonly number[]): number {
    const { links, inputShape } = this.network;
    const start = this.activate(this.neurons[m]!, activation);
    const shape = links[m - 1]?.outputShape ?? inputShape;
    return this.operate(
      start,
      shape,
      links[m]!.operationsIn,
      which,
      (parameters) => parameters[m]?.operations,
    );
  }

  private activate(input: number, name: ActivationName): number {
    if (name === 'linear') return input;
    return this.addOnce(`${input} ${name}`, () => ({
      kind: 'layer',
      input,
      layer: this.activationLayer(name),
      learns: false,
    }));
  }

  private operate(
    start: number,
    shape: Shape,
    operations: readonly InputOperation[],
    which: readonly number[],
    norms: NormsOf,
  ): number {
    const shapes = shapesThrough(shape, operations);
    let value = start;
    for (const i of which) {
      const operation = operations[i]!;
      const input = value;
      value = this.addOnce(`${input} ${operation.layer} ${operation.kind}`, () => ({
        kind: 'layer',
        input,
        layer: this.operationLayer(operation, shapes[i]!, shapes[i + 1]!, (all) => norms(all)?.[i]),
        learns: operation.kind === 'layerNorm' || operation.kind === 'batchNorm',
      }));
    }
    return value;
  }

  private linkLayer(link: TrainableLink, m: number): Layer {
    const { kernels } = this;
    const { frozen, inputShape, outputShape } = link;
    switch (link.type) {
      case 'dense':
        return (input, { parameters }) => kernels.dense(input, parameters[m]!, frozen);
      case 'local':
        return (input, { parameters }) => kernels.local(input, parameters[m]!, m, frozen);
      case 'conv1d':
      case 'conv2d': {
        const grid = windowGrid(inputShape, outputShape, link.window);
        const pass = kernels.convolution({ grid, groups: link.groups, count: channelsOf(outputShape) });
        return (input, { parameters, samples }) => pass(input, parameters[m]!, samples, frozen);
      }
    }
  }

  private operationLayer(
    operation: InputOperation,
    input: Shape,
    output: Shape,
    norm: (parameters: readonly LinkTensors[]) => NormTensors | undefined,
  ): Layer {
    const { kernels } = this;
    switch (operation.kind) {
      case 'activation':
        return this.activationLayer(operation.name);
      case 'layerNorm':
      case 'batchNorm':
        return this.normLayer(operation.kind, norm);
      case 'flatten':
        return (value, { samples }) => kernels.flatten(value, samples);
      case 'dropout': {
        const { rate, layer } = operation;
        const dropout = { rate, layer, random: createRandom(this.seed, `dropout/${layer}`) };
        return (value, pass) => passDropout(kernels, value, dropout, pass);
      }
      case 'globalAveragePool': {
        const grid = wholeGrid(sizeOf(input) / channelsOf(input), channelsOf(input));
        const pass = kernels.pool('avgPool', grid);
        return (value, { samples }) => pass(value, samples);
      }
      case 'maxPool':
      case 'avgPool': {
        const pass = kernels.pool(operation.kind, windowGrid(input, output, operation.window));
        return (value, { samples }) => pass(value, samples);
      }
    }
  }

  private activationLayer(name: ActivationName): Layer {
    const pass = this.kernels.activation(name);
    return (z) => pass(z);
  }

  private normLayer(
    kind: 'layerNorm' | 'batchNorm',
    norm: (parameters: readonly LinkTensors[]) => NormTensors | undefined,
  ): Layer {
    return (value: Tensor, { parameters }: BatchPass) => {
      const own = norm(parameters);
      if (own === undefined) throw new RangeError(`no parameters for a ${kind}`);
      return this.kernels.norm(kind, value, own);
    };
  }
}
