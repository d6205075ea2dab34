import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as layout from '../../../src/kernels/chainLayout.js';
import { layOutChain } from '../../../src/kernels/chainMemory.js';
import { chainPlans } from './chains.js';

test('every block is aligned to vectors, inside the memory and beside all others', () => {
  fc.assert(
    fc.property(chainPlans({ mostLinks: 4, widest: 40, mostSamples: 9 }), (plan) => {
      const memory = layOutChain(plan);
      const { samples } = plan;
      const blocks: { begin: number; bytes: number }[] = [
        { begin: memory.description, bytes: layout.HEADER_BYTES + plan.links.length * layout.LINK_BYTES },
        { begin: memory.inputs, bytes: 4 * samples * plan.links[0]!.inputs },
        { begin: memory.targets, bytes: 4 * samples * plan.links.at(-1)!.outputs },
        { begin: memory.scratch, bytes: layout.SCRATCH_BYTES },
        { begin: memory.packedRight, bytes: layout.PANEL_BYTES * samples },
      ];
      plan.links.forEach(({ inputs, outputs, bias, activation }, m) => {
        const own = memory.links[m]!;
        const add = (begin: number | undefined, count: number): void => {
          if (begin !== undefined) blocks.push({ begin, bytes: 4 * count });
        };
        expect(own.bias !== undefined).toBe(bias);
        expect(own.hidden === own.neurons).toBe(activation !== 'gelu' && activation !== 'silu');
        add(own.weights, inputs * outputs);
        add(own.bias, outputs);
        add(own.weightsVelocity, inputs * outputs);
        add(own.biasVelocity, outputs);
        add(own.neurons, samples * outputs);
        if (own.hidden !== own.neurons) add(own.hidden, samples * outputs);
        add(own.errors, samples * outputs);
        blocks.push({ begin: memory.packedLeft, bytes: 0 });
      });
      blocks.sort((a, b) => a.begin - b.begin);
      blocks.forEach(({ begin, bytes }, i) => {
        expect(begin % 16).toBe(0);
        expect(begin + bytes).toBeLessThanOrEqual(blocks[i + 1]?.begin ?? memory.bytes);
      });
    }),
  );
});
