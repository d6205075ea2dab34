import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { Gradients } from '../../../src/engine/gradients.js';
import type { LayerKernels } from '../../../src/engine/layerKernels.js';
import { passDropout } from '../../../src/engine/layers/dropout.js';
import type { BatchPass } from '../../../src/engine/layers/layer.js';
import type { Tensor } from '../../../src/engine/tensorStore.js';
import { WAYS_OF_COMPUTING } from './waysOfComputing.js';

const COUNT = 20_000;

describe.each(WAYS_OF_COMPUTING)('dropout by $way', ({ start }) => {
  let kernels: LayerKernels;
  beforeAll(async () => {
    kernels = await start();
  });
  const ones = (): Tensor => kernels.store.uploadTemporary(new Float32Array(COUNT).fill(1), [COUNT / 4, 4]);
  const batch = (): BatchPass => ({ samples: COUNT / 4, parameters: [], masks: new Map() });

  test('sets its share to 0, scales the rest so that the mean stays, and leads errors back alike', () => {
    const dropout = { rate: 0.3, layer: 2, random: createRandom(1, 'dropout/2') };
    const { value, backward } = passDropout(kernels, ones(), dropout, batch());
    const values = kernels.store.read(value);
    const zeros = values.filter((each) => each === 0).length / COUNT;
    expect(Math.abs(zeros - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / COUNT));
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    expect(kernels.store.read(backward(ones(), new Gradients(kernels.add), true)!)).toEqual(values);
  });

  test('masks alike what passes it twice in a step, and anew in the next', () => {
    const dropout = { rate: 0.5, layer: 2, random: createRandom(1, 'dropout/2') };
    const pass = batch();
    const draw = (of: BatchPass): Float32Array =>
      kernels.store.read(passDropout(kernels, ones(), dropout, of).value);
    const first = draw(pass);
    expect(draw(pass)).toEqual(first);
    expect(draw(batch())).not.toEqual(first);
  });
});
