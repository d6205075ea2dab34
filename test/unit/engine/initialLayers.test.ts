import { describe, expect, test } from 'vitest';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { createRandom } from '../../../src/base/random.js';
import { drawInitialParameters } from '../../../src/engine/initialParameters.js';
import { fansOf } from '../../../src/network/fans.js';
import type { TrainableNetwork } from '../../../src/network/types.js';
import { normals } from '../decomposition/randomNetworks.js';
import { check } from '../network/specTexts.js';

function networkOf(data: string, ...layers: string[]): TrainableNetwork {
  const list = layers.map((layer) => `  - ${layer}\n`).join('');
  const { experiment, diagnostics } = check(`bbd: 1\ndata: ${data}\nlayers:\n${list}loss: mse\n`);
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return experiment.network;
}

const ROW = '{source: teacher, inputs: 6, outputs: 6}';
const IMAGES = '{source: digits}';
const END = ['{type: flatten}', '{type: dense, units: 10}'];

describe('identity passes a value on as it is', () => {
  test.each([
    [
      'local links of both parities',
      networkOf(ROW, '{type: local, init: identity}', '{type: local, init: identity}'),
      2,
    ],
    [
      'convolutions in groups',
      networkOf(
        IMAGES,
        '{type: conv2d, filters: 4, kernel: [3, 4], init: identity}',
        '{type: conv2d, filters: 4, kernel: 3, groups: 2, padding: circular, init: identity}',
        ...END,
      ),
      2,
    ],
  ])('through %s', (_, network, links) => {
    const x = normals(network.inputs, 1, createRandom(1, 'test'));
    const pass = runForward(network, drawInitialParameters(network.links, 1), x, 1);
    const { neurons } = pass.links[links - 1]!;
    const channels = neurons.length / x.length;
    expect([...neurons].filter((_value, at) => at % channels === 0)).toEqual([...x]);
  });
});

describe('initial weights of layers that are not dense', () => {
  test('have the variance of what a unit sees', () => {
    const { links } = networkOf(
      IMAGES,
      '{type: conv2d, filters: 64, kernel: 3}',
      '{type: conv2d, filters: 128, kernel: 3, groups: 4, init: he}',
      ...END,
    );
    expect(fansOf(links[1]!)).toEqual({ inputs: 9 * 16, outputs: 9 * 32 });
    const { weights } = drawInitialParameters(links, 2)[1]!;
    expect(weights.length).toBe(9 * 16 * 128);
    const measured = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    expect(Math.abs(measured / (2 / (9 * 16)) - 1)).toBeLessThan(4 * Math.sqrt(2 / weights.length));
  });

  test('that are orthogonal have unit vectors for local units and orthonormal filters', () => {
    const ring = networkOf(ROW, '{type: local, init: orthogonal}');
    const local = drawInitialParameters(ring.links, 3)[0]!.weights;
    for (let i = 0; i < 6; i++) expect(Math.hypot(local[i]!, local[6 + i]!)).toBeCloseTo(1, 6);
    const images = networkOf(IMAGES, '{type: conv2d, filters: 5, kernel: 3, init: orthogonal}', ...END);
    const filters = drawInitialParameters(images.links, 3)[0]!.weights;
    for (let a = 0; a < 5; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let i = 0; i < 9; i++) product += filters[i * 5 + a]! * filters[i * 5 + b]!;
        expect(product).toBeCloseTo(a === b ? 1 : 0, 6);
      }
    }
  });

  test.each([
    ['local', ROW, '{type: local, init: {kind: smooth, depthCorrelation: 30}}', []],
    [
      'conv2d',
      IMAGES,
      '{type: conv2d, filters: 8, kernel: 3, init: {kind: smooth, depthCorrelation: 30}}',
      END,
    ],
  ])('that are smooth vary little from one %s link to the next', (_, data, layer, end) => {
    const { links } = networkOf(data, '{repeat: 3, layers: [' + layer + ']}', ...end);
    const [, second, third] = drawInitialParameters(links, 4);
    const length = (values: Float32Array): number => Math.hypot(...values);
    const change = third!.weights.map((w, i) => w - second!.weights[i]!);
    expect(length(change)).toBeLessThan(0.1 * length(second!.weights));
    expect(length(change)).toBeGreaterThan(0);
  });

  test('have one bias a filter', () => {
    const { links } = networkOf(IMAGES, '{type: conv2d, filters: 3, kernel: 3}', ...END);
    expect(drawInitialParameters(links, 1)[0]!.bias).toEqual(new Float32Array(3));
  });
});
