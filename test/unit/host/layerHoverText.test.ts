import { describe, expect, it } from 'vitest';
import { layerHoverText } from '../../../src/host/layerHoverText.js';
import { linkEquation } from '../../../src/host/linkEquation.js';
import { denseLink } from '../network/denseLink.js';
import { sampleExperiment, sampleFrame } from './samples.js';

const { network } = sampleExperiment();

describe('linkEquation', () => {
  it('has the activation on the input side and X at the start', () => {
    expect(linkEquation({ m: 0, activationIn: 'linear', bias: true })).toBe('z⁽¹⁾ = W⁽⁰⁾ X + b⁽⁰⁾');
    expect(linkEquation({ m: 9, activationIn: 'tanh', bias: true })).toBe('z⁽¹⁰⁾ = W⁽⁹⁾ tanh(z⁽⁹⁾) + b⁽⁹⁾');
    expect(linkEquation({ m: 1, activationIn: 'linear', bias: false })).toBe('z⁽²⁾ = W⁽¹⁾ z⁽¹⁾');
  });
});

describe('layerHoverText', () => {
  it('tells shape, parameters, equation and sector of a layer in the bulk', () => {
    const text = layerHoverText(
      [denseLink(1, { inputs: 8, outputs: 32, parameterCount: 1056 })],
      network,
      undefined,
    );
    expect(text).toContain('**dense1** · dense · link 1 · **bulk**');
    expect(text).toContain('`8 → 32` · 1\u202f056 parameters');
    expect(text).toContain('z⁽²⁾ = W⁽¹⁾ tanh(z⁽¹⁾) + b⁽¹⁾');
    expect(text).not.toContain('boundary');
  });

  it('says that coupling and flux² of the first layer are boundary', () => {
    expect(layerHoverText([denseLink(0)], network, undefined)).toContain(
      'C and flux² F of link 0 are **boundary**',
    );
  });

  it('says that the head feeds the loss', () => {
    expect(layerHoverText([denseLink(2)], network, undefined)).toContain(
      'Head: Z enters the loss, and −ℓ is the output **boundary**',
    );
  });

  it('tells the copies of a repeat together, the first apart where its shape differs', () => {
    const copies = [2, 3, 4].map((m) => denseLink(m, { inputs: m === 2 ? 8 : 32, outputs: 32 }));
    const text = layerHoverText(copies, undefined, undefined);
    expect(text).toContain('3 copies: links 2–4');
    expect(text).toContain('`8 → 32`');
    expect(text).toContain('z⁽³⁾ = W⁽²⁾ tanh(z⁽²⁾) + b⁽²⁾');
    expect(text).toContain('z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾ tanh(z⁽ᵐ⁾) + b⁽ᵐ⁾, m = 3 … 4');
  });

  it('shows the newest terms of a layer, and their course over the run', () => {
    const latest = { runNumber: 2, frames: [sampleFrame(0, 3), sampleFrame(1240, 3)], stale: false };
    const text = layerHoverText([denseLink(1)], network, latest);
    expect(text).toContain('run 2, step 1\u202f240 |');
    expect(text).toContain('| C | &emsp;-1.3 | &emsp;▁▁ |');
    expect(text).toContain('| residual | &emsp;1e-13 | |');
  });

  it('shows the newest terms of each copy of a repeat', () => {
    const latest = { runNumber: 2, frames: [sampleFrame(5, 3)], stale: false };
    const rows = layerHoverText([denseLink(1), denseLink(2)], network, latest).replaceAll('&emsp;', '');
    expect(rows).toContain('| 1 | 1.1 | 1.2 | -1.3 | 1.4 | 1.5 | 1e-13 |');
    expect(rows).toContain('| 2 | 2.1 |');
  });

  it('says when the values are from before the last edit, and when there are none for a new layer', () => {
    const latest = { runNumber: 2, frames: [sampleFrame(5, 2)], stale: true };
    expect(layerHoverText([denseLink(1)], network, latest)).toContain('(before the last edit)');
    expect(layerHoverText([denseLink(2)], network, latest)).toContain('The last run had no such layer.');
  });

  it('explains a layer without bias', () => {
    expect(layerHoverText([denseLink(1, { bias: false })], network, undefined)).toContain('Add a bias');
  });

  it('lets nothing in a name act as markup', () => {
    const text = layerHoverText([denseLink(1, { name: '[x](command:y) `a` <b>' })], network, undefined);
    expect(text).toContain('**\\[x\\]\\(command:y\\) \\`a\\` \\<b\\>**');
  });
});
