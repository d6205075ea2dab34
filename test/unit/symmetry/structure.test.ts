import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SIGNATURE_FIELDS, signaturesOf } from '../../../src/symmetry/signature.js';
import { depthStructure } from '../../../src/symmetry/structure.js';
import type { Signature, SymmetricBlock } from '../../../src/symmetry/types.js';
import { denseLink } from '../network/denseLink.js';
import { goldenSymmetry } from './golden.js';

const [model] = signaturesOf([denseLink(0)]);

/** Links that are told apart by one letter; the first letter is link 0. */
const chainOf = (letters: readonly string[]): readonly Signature[] =>
  letters.map((kind) => ({ ...model!, kind }));

const blockOf = (letters: string): SymmetricBlock | undefined =>
  depthStructure(chainOf(Array.from(letters))).bestBlock;

/** THEORY §6.1 as it stands there. */
function bestBlockByDefinition(letters: readonly string[]): SymmetricBlock | undefined {
  let best: SymmetricBlock | undefined;
  for (let period = 1; period < letters.length; period++) {
    for (let start = 1; start < letters.length; start++) {
      for (let end = start + 2 * period - 1; end < letters.length; end++) {
        const inside = letters.slice(start, end + 1);
        if (inside.some((letter, i) => i + period < inside.length && letter !== inside[i + period])) break;
        if (best === undefined || inside.length > best.length)
          best = { start, length: inside.length, period };
      }
    }
  }
  return best;
}

const chains = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 14 });

describe('the structure along depth', () => {
  it('knows the fields of the reference', () => {
    expect(SIGNATURE_FIELDS).toEqual(goldenSymmetry.fields);
  });

  it.each(Object.entries(goldenSymmetry.cases))('is that of the reference: %s', (_, { layers, expected }) => {
    const { breaks, bestBlock, homogeneousFraction } = depthStructure(layers);
    expect(breaks).toEqual(expected.breaks);
    expect(bestBlock ?? null).toEqual(expected.best_block);
    expect(homogeneousFraction).toBeCloseTo(expected.homogeneous_pair_fraction, 12);
  });

  it('takes the longest block, then the smaller period, then the earlier start', () => {
    expect(blockOf('xababab')).toEqual({ start: 1, length: 6, period: 2 });
    expect(blockOf('xaaaa')).toEqual({ start: 1, length: 4, period: 1 });
    expect(blockOf('xaabb')).toEqual({ start: 1, length: 2, period: 1 });
    expect(blockOf('xabc')).toBeUndefined();
  });

  it('finds the best block of the definition', () => {
    fc.assert(
      fc.property(chains, (letters) => {
        expect(depthStructure(chainOf(letters)).bestBlock).toEqual(bestBlockByDefinition(letters));
      }),
    );
  });

  it('lists disjoint blocks in order, the best among them, each of them periodic', () => {
    fc.assert(
      fc.property(chains, (letters) => {
        const { blocks, bestBlock } = depthStructure(chainOf(letters));
        if (bestBlock !== undefined) expect(blocks).toContainEqual(bestBlock);
        let end = 1;
        for (const { start, length, period } of blocks) {
          expect(start).toBeGreaterThanOrEqual(end);
          expect(length).toBeGreaterThanOrEqual(2 * period);
          end = start + length;
          for (let m = start; m + period < end; m++) expect(letters[m]).toBe(letters[m + period]);
        }
        expect(end).toBeLessThanOrEqual(letters.length);
      }),
    );
  });

  it('has no fraction of homogeneous pairs where there is no pair', () => {
    expect(depthStructure(chainOf(['a', 'b'])).homogeneousFraction).toBeUndefined();
    expect(depthStructure([]).homogeneousFraction).toBeUndefined();
  });

  it('is found for 2000 layers of any kind with a few looks at each of them', () => {
    let looks = 0;
    const watched = (letters: readonly string[]): readonly Signature[] =>
      chainOf(letters).map(
        (signature) =>
          new Proxy(signature, {
            get: (target, field, receiver) => {
              looks++;
              return Reflect.get(target, field, receiver) as unknown;
            },
          }),
      );
    const uniform = depthStructure(watched(Array<string>(2000).fill('a')));
    expect(uniform.blocks).toEqual([{ start: 1, length: 1999, period: 1 }]);
    // Steps of the linear congruential generator of Numerical Recipes.
    let state = 1;
    const random = depthStructure(
      watched(
        Array.from({ length: 2000 }, () => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          return String(state >>> 30);
        }),
      ),
    );
    expect(random.blocks.length).toBeGreaterThan(100);
    // Of each to tell it from the one before, to name it, and to say in what it differs from the next.
    expect(looks).toBeLessThanOrEqual(2 * 2000 * 5 * SIGNATURE_FIELDS.length);
  });
});

describe('the signature', () => {
  it('has the activation of the input side, and none at the data', () => {
    const [first, second] = signaturesOf([denseLink(0), denseLink(1, { activationIn: 'relu' })]);
    expect(first?.act_in).toBe('input');
    expect(second?.act_in).toBe('relu');
  });

  it('calls both tied that share parameters', () => {
    const signatures = signaturesOf(
      [denseLink(0), denseLink(1), denseLink(2)].map((link) =>
        link.m === 2 ? { ...link, tiedTo: 1 } : link,
      ),
    );
    expect(signatures.map(({ tied }) => tied)).toEqual([false, true, true]);
  });

  it('tells what stands in front of the weights', () => {
    const [signature] = signaturesOf([
      {
        ...denseLink(1),
        operationsIn: [
          { kind: 'layerNorm', layer: 1 },
          { kind: 'activation', name: 'relu', layer: 1 },
          { kind: 'dropout', rate: 0.1, layer: 2 },
          { kind: 'flatten', layer: 3 },
        ],
      },
    ]);
    expect(signature).toMatchObject({
      kind: 'dense after flatten',
      act_in: 'tanh, relu',
      norm: 'layerNorm before',
      dropout: 0.1,
    });
  });
});
