import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import type { BlockState, BlockStates } from '../../../src/continuum/blockStates.js';
import { blockValidity } from '../../../src/continuum/blockValidity.js';
import { EXPERIMENT_FIELDS } from '../../../src/continuum/experimentFields.js';
import { localBoundary } from '../../../src/continuum/localBoundary.js';
import { localContinuum, type LocalOptions } from '../../../src/continuum/localContinuum.js';
import { ringShift } from '../../../src/continuum/localLayers.js';
import { OFFSETS, tapSpacing, type FieldCount, type TapOffsets } from '../../../src/continuum/offsets.js';
import { RING_SCHEMES } from '../../../src/continuum/ringDerivative.js';
import { trigonometricValue } from '../../../src/continuum/trigonometricField.js';
import { multiplyLocal } from '../../../src/decomposition/forward/local.js';
import { chain } from './networks.js';

const STEP = 0.01;

/**
 * Links of a local network that samples the smooth fields: `neurons` layers would span the torus. Bias velocities are what makes ż smooth, too.
 */
function sampledBlock(
  neurons: number,
  links: number,
  offsets: TapOffsets,
  fields: FieldCount,
  start = 1,
): BlockStates {
  const unit = (2 * Math.PI) / neurons;
  const spacing = tapSpacing(offsets, 1, 1);
  const middle = start + Math.floor(links / 2);
  /** Depth and width in torus units; the block's middle link stays where it is for any number of neurons. */
  const at = (field: Parameters<typeof trigonometricValue>[0], depth: number, width: number): number =>
    trigonometricValue(field, (depth - middle) * unit + 1, width * unit);
  const ring = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: neurons }, (_, i) => value(i));
  const { states, weights } = EXPERIMENT_FIELDS;
  const state = (time: number): BlockState => {
    const neuronsOf = Array.from({ length: links + 1 }, (_, i) => {
      const layer = start + i;
      return ring(
        (n) =>
          at(states.value, layer, n + ringShift(layer)) + time * at(states.rate, layer, n + ringShift(layer)),
      );
    });
    const tap = (m: number, side: 1 | -1): Float64Array => {
      const field = weights[fields === 'one' || side === 1 ? 0 : 1]!;
      return ring((n) => {
        const [x, y] = [
          m + 1 - offsets.alphaX * spacing.x,
          n + ringShift(m + 1) + side * offsets.alphaY * spacing.y,
        ];
        return at(field.value, x, y) + time * at(field.rate, x, y);
      });
    };
    const matrices = Array.from({ length: links }, (_, i) =>
      Float64Array.from([...tap(start + i, -1), ...tap(start + i, 1)]),
    );
    const hidden = neuronsOf.map((z) => z.map(Math.tanh));
    const products = matrices.map((w, i) => multiplyLocal(hidden[i]!, w, 1, neurons, start + i));
    return { weights: matrices, hidden, products, delivered: neuronsOf.slice(1), neurons: neuronsOf };
  };
  return {
    start,
    count: links,
    samples: 1,
    before: state(0),
    after: state(STEP),
    weightKinetic: Array.from({ length: links }, () => 0),
    multiply: (link, hidden, w, samples) => multiplyLocal(hidden, w, samples, neurons, start + link),
  };
}

const options = (rest: Partial<LocalOptions> = {}): LocalOptions => ({
  offsets: OFFSETS.midLink,
  fields: 'perTap',
  scheme: 'spectral',
  order: 2,
  details: false,
  ...rest,
});

describe('the continuum of a local block', () => {
  const LINKS = 7;
  const MIDDLE = 3;

  it('has errors that fall as a^(n+1) when the fields are sampled more finely', () => {
    for (const offsets of [OFFSETS.midLink, OFFSETS.paper, OFFSETS.postsynaptic, OFFSETS.generic]) {
      const errors = [128, 256].map((neurons) => {
        const { links } = localContinuum(
          sampledBlock(neurons, LINKS, offsets, 'perTap'),
          options({ offsets, scheme: 'finiteDifference' }),
        );
        // Per neuron: a ring of twice as many sums up twice as much.
        return links[MIDDLE]!.errors.map((error) => Math.abs(error) / neurons);
      });
      errors[0]!.forEach((coarse, n) => {
        const order = Math.log2(coarse / errors[1]![n]!);
        expect(Math.abs(order - (n + 1)), `order ${n}: ${order}`).toBeLessThan(0.35);
      });
    }
  });

  it('differentiates smooth rings alike by either scheme', () => {
    const [spectral, nearby] = RING_SCHEMES.map(
      (scheme) =>
        localContinuum(sampledBlock(64, LINKS, OFFSETS.paper, 'perTap'), options({ scheme })).links[MIDDLE]!,
    );
    spectral!.orders.forEach((terms, n) => {
      const other = nearby!.orders[n]!;
      const size = Math.max(...Object.values(terms).map(Math.abs));
      expect(Math.abs(other.coupling - terms.coupling)).toBeLessThan(1e-4 * size);
      expect(Math.abs(other.fluxSquared - terms.fluxSquared)).toBeLessThan(1e-4 * size);
    });
  });

  it('sees that order by itself, on the fields of the block', () => {
    const block = sampledBlock(64, LINKS, OFFSETS.midLink, 'perTap');
    const { observedOrders } = localContinuum(block, options({ details: true }));
    expect(observedOrders).toHaveLength(3);
    observedOrders!.forEach((order, n) => {
      expect(Math.abs(order! - (n + 1))).toBeLessThan(0.2);
    });
  });

  it('leaves details away unless they are asked for', () => {
    const { observedOrders, links } = localContinuum(sampledBlock(16, 3, OFFSETS.midLink, 'one'), options());
    expect(observedOrders).toBeUndefined();
    expect(links[0]!.details).toBeUndefined();
  });

  it('takes one field for both taps where there is one, and errs by the staggering where there are two', () => {
    const error = (sampled: FieldCount): number => {
      const { links } = localContinuum(
        sampledBlock(64, LINKS, OFFSETS.midLink, sampled),
        options({ fields: 'one' }),
      );
      return Math.abs(links[MIDDLE]!.errors[2]! / links[MIDDLE]!.lattice.fluxSquared);
    };
    expect(error('one')).toBeLessThan(1e-3);
    expect(error('perTap')).toBeGreaterThan(0.02);
    const smooth = localContinuum(sampledBlock(64, LINKS, OFFSETS.midLink, 'one'), options());
    const two = localContinuum(sampledBlock(64, LINKS, OFFSETS.midLink, 'perTap'), options());
    expect(smooth.links[MIDDLE]!.staggering).toBeLessThan(0.05);
    expect(two.links[MIDDLE]!.staggering).toBeGreaterThan(0.5);
  });

  it('gives the parts of one field, which add up to its orders, and the printed terms apart', () => {
    const block = sampledBlock(64, LINKS, OFFSETS.paper, 'one');
    const { links } = localContinuum(
      block,
      options({ offsets: OFFSETS.paper, fields: 'one', details: true }),
    );
    links.forEach(({ orders, details }) => {
      const { parts, printed } = details!;
      const sum = (n: number): number => {
        const { neuronKinetic, coupling, fluxSquared } = orders[n]!;
        return neuronKinetic + coupling + fluxSquared;
      };
      // The parts hold ẇ², which the orders leave to the lattice's K_W.
      expect(parts.order0 - printed[0]!).toBeCloseTo(sum(0), 12);
      expect(parts.order1x).toBeCloseTo(sum(1), 12);
      expect(parts.order2x + parts.order2y).toBeCloseTo(sum(2), 12);
      expect(printed).toHaveLength(5);
      expect(printed[1]).toBeCloseTo(orders[0]!.neuronKinetic, 12);
    });
  });

  it('is valid for smooth fields and not for independent weights', () => {
    const links = chain('local', 64, LINKS + 1).links.slice(1);
    const smooth = sampledBlock(64, LINKS, OFFSETS.midLink, 'one');
    expect(blockValidity(links, smooth, 1).verdict).toBe('controlled');
    const random = createRandom(1, 'rough');
    const noise = (values: readonly ArrayLike<number>[]): Float64Array[] =>
      values.map((each) => Float64Array.from(each, () => random.normal()));
    const rough = (state: BlockState): BlockState => {
      const weights = noise(state.weights);
      return {
        ...state,
        weights,
        products: weights.map((w, i) => multiplyLocal(state.hidden[i]!, w, 1, 64, 1 + i)),
      };
    };
    const states = { ...smooth, before: rough(smooth.before), after: rough(smooth.after) };
    expect(blockValidity(links, states, 1).verdict).toBe('notControlled');
  });

  it('refuses a block without a second derivative', () => {
    expect(() => localContinuum(sampledBlock(16, 2, OFFSETS.midLink, 'one'), options())).toThrow('needs 3');
  });
});

describe('the continuum of the input boundary', () => {
  it('approaches the lattice: the data on a ring, and Eq. (9) where everything is one field', () => {
    const errors = [32, 64].map((neurons) => {
      const offsets = OFFSETS.midLink;
      // Link 0 of a block that starts there sees layer 0.
      const { before, after } = sampledBlock(neurons, 3, offsets, 'one', 0);
      const change = (to: Float64Array, from: Float64Array): Float64Array => to.map((z, i) => z - from[i]!);
      const velocity = change(after.delivered[0]!, before.delivered[0]!);
      const { orders, leading, printed } = localBoundary(
        {
          samples: 1,
          inputs: [before.hidden[0]!, after.hidden[0]!],
          weights: [before.weights[0]!, after.weights[0]!],
          velocity,
        },
        options({ fields: 'one', offsets, details: true }),
      );
      const flux = change(after.products[0]!, before.products[0]!);
      const lattice = flux.reduce((sum, f, i) => sum + (0.5 * f - velocity[i]!) * f, 0);
      const value = (n: number): number => orders[n]!.coupling + orders[n]!.fluxSquared;
      expect(Math.abs(value(1))).toBeLessThan(1e-15);
      const terms = leading.weightMotion + leading.dataMotion + leading.cross + leading.coupling;
      expect(terms).toBeCloseTo(value(0), 12);
      [leading.weightMotion, leading.dataMotion, leading.cross].forEach((term, t) => {
        expect(printed![t]).toBeCloseTo(term, 14);
      });
      expect(printed).toHaveLength(4);
      return [value(0) - lattice, value(0) + value(2) - lattice].map((error) => Math.abs(error) / neurons);
    });
    expect(Math.log2(errors[0]![0]! / errors[1]![0]!)).toBeCloseTo(2, 0);
    expect(Math.log2(errors[0]![1]! / errors[1]![1]!)).toBeGreaterThan(3.5);
  });
});
