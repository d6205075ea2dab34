import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { createRandom, type Random } from '../../../src/base/random.js';
import { decompose, decomposePasses } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { runs } from '../sweeps.js';
import { denseStructure } from './structures.js';
import type { NetworkStructure, ParameterSnapshot } from '../../../src/decomposition/types.js';

interface Case {
  readonly chain: NetworkStructure;
  readonly seed: number;
  readonly samples: number;
  /** Size of the parameter change, in powers of ten. */
  readonly decade: number;
  readonly streaming: boolean;
}

const chains: fc.Arbitrary<NetworkStructure> = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 2, maxLength: 8 }),
    activations: fc.array(fc.constantFrom(...ACTIVATION_NAMES), { minLength: 8, maxLength: 8 }),
    biases: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    loss: fc.constantFrom('mse' as const, 'crossEntropy' as const),
    outputActivation: fc.constantFrom(...ACTIVATION_NAMES),
  })
  .map(({ widths, activations, biases, loss, outputActivation }) => ({
    inputShape: widths.slice(0, 1),
    links: widths.slice(1).map((outputs, m) =>
      denseStructure({
        inputs: widths[m]!,
        outputs,
        activationIn: m === 0 ? 'linear' : activations[m]!,
        bias: biases[m]!,
      }),
    ),
    operationsOut: [],
    outputActivation,
    loss,
  }));

const cases: fc.Arbitrary<Case> = fc.record({
  chain: chains,
  seed: fc.integer(),
  samples: fc.integer({ min: 1, max: 6 }),
  decade: fc.integer({ min: -6, max: 0 }),
  streaming: fc.boolean(),
});

const normals = (count: number, scale: number, random: Random): Float32Array =>
  Float32Array.from({ length: count }, () => scale * random.normal());

function randomSnapshot(chain: NetworkStructure, random: Random): ParameterSnapshot {
  return chain.links.map((link) => ({
    weights: normals(link.inputs * link.outputs, 1.2 / Math.sqrt(link.inputs), random),
    bias: link.bias ? normals(link.outputs, 0.3, random) : undefined,
  }));
}

function nudge(snapshot: ParameterSnapshot, scale: number, random: Random): ParameterSnapshot {
  const moved = (values: Float32Array | Float64Array): Float32Array =>
    Float32Array.from(values, (value) => value + scale * random.normal());
  return snapshot.map(({ weights, bias }) => ({
    weights: moved(weights),
    bias: bias === undefined ? undefined : moved(bias),
  }));
}

describe('the identity K_z + C + F = K_b', () => {
  it('holds for every link of random networks, random float32 steps and random batches', () => {
    fc.assert(
      fc.property(cases, ({ chain, seed, samples, decade, streaming }) => {
        const random = createRandom(seed, 'identity');
        const before = randomSnapshot(chain, random);
        const after = nudge(before, 10 ** decade, random);
        const inputs = normals(samples * chain.links[0]!.inputs, 1, random);
        const result = decompose(chain, {
          before,
          after,
          samples,
          inputsBefore: inputs,
          inputsAfter: streaming ? normals(inputs.length, 1, random) : inputs,
          targets: normals(samples * chain.links.at(-1)!.outputs, 1, random),
        });
        let kinetic = 0;
        let largest = Math.abs(result.loss);
        for (const [m, layer] of result.layers.entries()) {
          if (!chain.links[m]!.bias) expect(layer.residualGap).toBe('noBias');
          if (layer.residual !== undefined) {
            expect(layer.residual).toBeLessThanOrEqual(1e-9);
            expect(layer.sectorSpread).toBeLessThanOrEqual(1e-9);
          }
          expect(layer.residualOfLargestTerm).toBeLessThanOrEqual(1e-12);
          kinetic += layer.weightKinetic + layer.biasKinetic;
          largest = Math.max(largest, layer.neuronKinetic, Math.abs(layer.coupling), layer.fluxSquared);
        }
        // L in (W, b) variables, equation (5), is computed from other numbers than bulk and boundary.
        expect(Math.abs(result.lagrangian - (kinetic - result.loss))).toBeLessThanOrEqual(1e-12 * largest);
        expect(Math.abs(result.bulk + result.boundary - result.lagrangian)).toBeLessThanOrEqual(
          1e-12 * largest,
        );
      }),
      { numRuns: runs(400) },
    );
  });

  it('holds where the parameters move by less than the last bit of the neurons', () => {
    const random = createRandom(5, 'identity');
    const chain: NetworkStructure = {
      inputShape: [12],
      links: Array.from({ length: 20 }, (_, m) =>
        denseStructure({
          inputs: 12,
          outputs: 12,
          activationIn: m === 0 ? 'linear' : 'softplus',
          bias: true,
        }),
      ),
      operationsOut: [],
      outputActivation: 'linear',
      loss: 'mse',
    };
    // Float32 biases near 0 may move by far less than 1e-16, while z is of order 1.
    const before = randomSnapshot(chain, random).map((link) => ({
      ...link,
      bias: normals(12, 1e-12, random),
    }));
    const after = before.map((link) => ({
      ...link,
      bias: link.bias.map((b) => b + 1e-18 * random.normal()),
    }));
    const x = normals(36, 1, random);
    const targets = normals(36, 1, random);
    const result = decompose(chain, { before, after, samples: 3, inputsBefore: x, inputsAfter: x, targets });
    expect(result.layers.every((layer) => layer.biasKinetic > 0)).toBe(true);
    expect(result.residual).toBeLessThanOrEqual(1e-9);
  });

  it('is seen to fail when the forward pass is of other parameters than the step', () => {
    const random = createRandom(3, 'identity');
    const chain: NetworkStructure = {
      inputShape: [3],
      operationsOut: [],
      links: [
        denseStructure({ inputs: 3, outputs: 4, activationIn: 'linear', bias: true }),
        denseStructure({ inputs: 4, outputs: 2, activationIn: 'tanh', bias: true }),
      ],
      outputActivation: 'linear',
      loss: 'mse',
    };
    const before = randomSnapshot(chain, random);
    const after = nudge(before, 1e-3, random);
    const x = normals(3, 1, random);
    const pair = {
      before,
      after,
      samples: 1,
      inputsBefore: x,
      inputsAfter: x,
      targets: normals(2, 1, random),
    };
    const stale = runForward(chain, nudge(before, 1e-4, random), x, 1);
    const result = decomposePasses(chain, pair, stale, runForward(chain, after, x, 1));
    expect(result.residual).toBeGreaterThan(1e-3);
  });
});
