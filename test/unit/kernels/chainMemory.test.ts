import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as layout from '../../../src/kernels/chainLayout.js';
import { chainLists, listBytes } from '../../../src/kernels/chainLists.js';
import { layOutChain, weightCount, type ParameterMemory } from '../../../src/kernels/chainMemory.js';
import { chainPlans } from './chains.js';

const shape = { mostLinks: 5, widest: 40, mostSamples: 9 };

test('every block is aligned to vectors, inside the memory and beside all others', () => {
  fc.assert(
    fc.property(chainPlans(shape), (plan) => {
      const memory = layOutChain(plan, listBytes(plan));
      const { samples } = plan;
      const blocks: { begin: number; bytes: number }[] = [
        { begin: memory.description, bytes: layout.HEADER_BYTES + plan.links.length * layout.LINK_BYTES },
        { begin: memory.lists, bytes: listBytes(plan) },
        { begin: memory.inputs, bytes: 4 * samples * plan.links[0]!.inputs },
        { begin: memory.targets, bytes: 4 * samples * plan.links.at(-1)!.outputs },
        { begin: memory.scratch, bytes: layout.SCRATCH_BYTES },
        { begin: memory.packedRight, bytes: layout.PANEL_BYTES * samples },
      ];
      plan.links.forEach((link, m) => {
        const own = memory.links[m]!;
        const add = (begin: number | undefined, count: number): void => {
          if (begin !== undefined) blocks.push({ begin, bytes: 4 * count });
        };
        const addParameter = (parameter: ParameterMemory | undefined, count: number): void => {
          if (parameter === undefined) return;
          if (link.tiedTo === undefined) add(parameter.values, count);
          add(parameter.first, count);
          add(parameter.second, count);
          add(parameter.gradient, count);
        };
        expect(own.bias !== undefined).toBe(link.bias);
        addParameter(own.weights, weightCount(link));
        addParameter(own.bias, link.outputs);
        add(own.neurons, samples * link.outputs);
        if (own.hidden !== own.neurons) add(own.hidden, samples * link.outputs);
        add(own.errors, samples * link.outputs);
        const rows = (count: number): number => Math.ceil(count / layout.TILE_ROWS) * layout.TILE_ROWS;
        blocks.push({ begin: memory.packedLeft, bytes: 4 * rows(samples) * link.inputs });
        blocks.push({ begin: memory.packedLeft, bytes: 4 * rows(link.inputs) * samples });
      });
      blocks.sort((a, b) => a.begin - b.begin);
      blocks.forEach(({ begin, bytes }, i) => {
        expect(begin % 16).toBe(0);
        const next = blocks.slice(i + 1).find((block) => block.begin !== begin);
        expect(begin + bytes).toBeLessThanOrEqual(next?.begin ?? memory.bytes);
      });
    }),
  );
});

test('all lists with their ends fit into their room, and name what exists', () => {
  fc.assert(
    fc.property(chainPlans(shape), (plan) => {
      const memory = layOutChain(plan, listBytes(plan));
      const lists = chainLists(plan, memory).flatMap<readonly number[]>((own) => [
        own.addedValues,
        own.hiddenErrors,
        own.neuronErrors,
        own.tiedWeights,
        own.tiedBiases,
      ]);
      const needed = lists.filter((list) => list.length > 0).reduce((sum, list) => sum + list.length + 1, 0);
      expect(4 * needed).toBeLessThanOrEqual(listBytes(plan));
      for (const offset of lists.flat()) expect(offset).toBeGreaterThan(0);
    }),
  );
});

test('z has a place of its own only where it is needed after σ', () => {
  fc.assert(
    fc.property(chainPlans(shape), (plan) => {
      const memory = layOutChain(plan, listBytes(plan));
      plan.links.forEach(({ activation }, m) => {
        const read = plan.links.some(({ skips }) =>
          skips.some(({ from, value }) => from === m + 1 && value === 'preactivation'),
        );
        const { hidden, neurons } = memory.links[m]!;
        const needed = activation === 'gelu' || activation === 'silu' || (read && activation !== 'linear');
        expect(hidden !== neurons).toBe(needed);
      });
    }),
  );
});
