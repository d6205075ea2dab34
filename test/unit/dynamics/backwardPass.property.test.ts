import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/base/random.js';
import { LOSSES } from '../../../src/base/loss.js';
import { meanLoss } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { meanGradient, sampleGradients } from '../../../src/dynamics/parameterGradient.js';
import { displaced, parameterVelocity } from '../../../src/dynamics/parameterSpace.js';
import { flattenGradient, flattenParameters, vectorLayout } from '../../../src/dynamics/parameterVector.js';
import { runTangent } from '../../../src/dynamics/tangentPass.js';
import { parameterArrays } from '../../../src/network/parameterArrays.js';
import {
  networks,
  normals,
  randomParameters,
  randomStep,
  type KnownNetwork,
} from '../decomposition/randomNetworks.js';

const cases = fc.record({
  spec: networks,
  loss: fc.constantFrom('mse' as const, 'crossEntropy' as const, 'klDivergence' as const, 'hinge' as const),
  seed: fc.integer(),
  samples: fc.integer({ min: 1, max: 3 }),
});

/** A network at a random point, moving in a random direction. */
function randomMotion(plain: KnownNetwork, loss: KnownNetwork['loss'], samples: number, random: Random) {
  const network = { ...plain, loss };
  const parameters = randomParameters(network, random);
  const velocity = parameterVelocity(parameters, randomStep(network.links, parameters, 0.5, random));
  const inputs = new Float64Array(normals(samples * network.inputs, 1, random));
  const inputVelocity = new Float64Array(normals(inputs.length, 1, random));
  const targets = new Float64Array(normals(samples * network.outputs, 1, random)).map((value) => value ** 2);
  const point = linearize(network, parameters, inputs, samples);
  return { network, parameters, velocity, inputs, inputVelocity, targets, point, samples };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const size = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

describe('tangents and backpropagation through every architecture', () => {
  it('are transposes of each other: what comes in from parameters and data goes out at the loss', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(cases, ({ spec: { network: plain, text }, loss, seed, samples }) => {
        const motion = randomMotion(plain, loss, samples, createRandom(seed, 'transpose'));
        const { network, point, targets, velocity, inputVelocity } = motion;
        for (const { type, skips, norm, tiedTo } of network.links) {
          seen
            .add(type)
            .add(`norm ${String(norm?.kind)}`)
            .add(`tied ${tiedTo !== undefined}`);
          for (const { value } of skips) seen.add(`skip ${value}`);
        }
        for (const { kind } of network.links.flatMap((link) => link.operationsIn)) seen.add(kind);
        const backward = runBackward(point, targets);
        const tangent = runTangent(point, velocity, inputVelocity);
        const gradient = meanGradient(point, backward);
        const parts = gradient.flatMap((link, m) => {
          const moving = parameterArrays(velocity[m]!);
          return parameterArrays(link).map(({ values }, i) => samples * dot(values, moving[i]!.values));
        });
        parts.push(dot(backward.deltas[0]!, inputVelocity));
        const scale = parts.reduce((sum, part) => sum + Math.abs(part), 0);
        const width = targets.length / samples;
        let out = 0;
        for (let s = 0; s < samples; s++) {
          const at = [s * width, (s + 1) * width] as const;
          const error = LOSSES[loss].gradient(point.pass.outputs.subarray(...at), targets.subarray(...at));
          out += dot(error, tangent.outputs.subarray(...at));
        }
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(Math.abs(sum - out), text).toBeLessThanOrEqual(1e-12 * scale);
      }),
      { numRuns: 100, seed: 11 },
    );
    for (const kind of [
      ...['dense', 'local', 'conv1d', 'conv2d', 'tied true', 'skip preactivation', 'skip activation'],
      ...['norm layerNorm', 'norm batchNorm', 'layerNorm', 'batchNorm', 'activation', 'dropout', 'flatten'],
      ...['maxPool', 'avgPool', 'globalAveragePool'],
    ]) {
      expect(seen).toContain(kind);
    }
  });

  it('has the tangent velocities that finite differences tend to', () => {
    let compared = 0;
    let kinks = 0;
    fc.assert(
      fc.property(cases, ({ spec: { network: plain, text }, loss, seed, samples }) => {
        const motion = randomMotion(plain, loss, samples, createRandom(seed, 'tangent'));
        const { network, parameters, velocity, inputs, inputVelocity, point } = motion;
        const tangent = runTangent(point, velocity, inputVelocity);
        const at = (time: number) => {
          const moved = inputs.map((value, i) => value + time * inputVelocity[i]!);
          const { links, outputs } = runForward(
            network,
            displaced(parameters, velocity, time),
            moved,
            samples,
          );
          return [...links.map(({ neurons }) => neurons), outputs];
        };
        const [step, half] = [1e-5, 5e-6];
        const [a, b, c, d] = [at(step), at(-step), at(half), at(-half)];
        const exact = [...tangent.neurons.slice(1), tangent.outputs];
        exact.forEach((velocities, m) => {
          const central = (from: ArrayLike<number>, to: ArrayLike<number>, by: number) =>
            Float64Array.from(velocities, (_, i) => (to[i]! - from[i]!) / (2 * by));
          const coarse = central(b[m]!, a[m]!, step);
          const fine = central(d[m]!, c[m]!, half);
          const limit = 1e-6 * (size(velocities) + 1);
          for (let i = 0; i < velocities.length; i++) {
            // A kink of relu, or of a window whose largest value changes, within the difference tells no slope.
            if (Math.abs(coarse[i]! - fine[i]!) > limit) {
              kinks++;
              continue;
            }
            compared++;
            expect(Math.abs(fine[i]! - velocities[i]!), `z of link ${m} of\n${text}`).toBeLessThanOrEqual(
              limit,
            );
          }
        });
      }),
      { numRuns: 40, seed: 12 },
    );
    expect(kinks).toBeLessThan(0.01 * compared);
  });

  it('has the gradient that finite differences of the mean loss tend to, tied and frozen parameters minded', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, ({ spec: { network: plain, text }, loss, seed, samples }) => {
        const random = createRandom(seed, 'gradient');
        const { network, parameters, velocity, inputs, targets, point } = randomMotion(
          plain,
          loss,
          samples,
          random,
        );
        const layout = vectorLayout(network.links, parameters);
        const gradient = flattenGradient(layout, meanGradient(point, runBackward(point, targets)));
        const at = (time: number) =>
          meanLoss(
            network,
            runForward(network, displaced(parameters, velocity, time), inputs, samples),
            targets,
          );
        // Moving statistics rest, so that the change is that of the parameters in the vector alone.
        for (const link of velocity) {
          for (const { name, values } of parameterArrays(link)) {
            if (name === 'movingMean' || name === 'movingVariance') values.fill(0);
          }
        }
        const along = dot(gradient, flattenParameters(layout, velocity));
        const slope = (by: number) => (at(by) - at(-by)) / (2 * by);
        const [coarse, fine] = [slope(1e-5), slope(5e-6)];
        const limit =
          1e-6 * (size(gradient) * size(flattenParameters(layout, velocity)) + Math.abs(at(0)) + 1);
        if (Math.abs(coarse - fine) > limit) return;
        compared++;
        expect(Math.abs(fine - along), text).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 60, seed: 13 },
    );
    expect(compared).toBeGreaterThan(54);
  });

  it('has gradients of single samples whose mean is the gradient of the batch', () => {
    fc.assert(
      fc.property(cases, ({ spec: { network: plain, text }, loss, seed }) => {
        const { network, parameters, targets, point, samples } = randomMotion(
          plain,
          loss,
          4,
          createRandom(seed, 'mean'),
        );
        const layout = vectorLayout(network.links, parameters);
        const backward = runBackward(point, targets);
        const whole = flattenGradient(layout, meanGradient(point, backward));
        const sum = new Float64Array(layout.length);
        let count = 0;
        for (const gradient of sampleGradients(point, backward)) {
          flattenGradient(layout, gradient).forEach((value, i) => (sum[i]! += value / samples));
          count++;
        }
        expect(count).toBe(samples);
        const difference = sum.map((value, i) => value - whole[i]!);
        expect(size(difference), text).toBeLessThanOrEqual(1e-13 * (size(whole) + 1));
      }),
      { numRuns: 20, seed: 14 },
    );
  });
});
