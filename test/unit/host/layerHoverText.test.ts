import { describe, expect, it } from 'vitest';
import { layerHoverText as hoverText, type LayerHoverContext } from '../../../src/host/layerHoverText.js';
import type { LatestTerms } from '../../../src/host/termsTable.js';
import type { Link, Network } from '../../../src/network/types.js';
import type { Finding, SymmetryReport } from '../../../src/symmetry/types.js';
import { denseLink } from '../network/denseLink.js';
import { sampleExperiment, sampleFrame } from './samples.js';

const { network } = sampleExperiment();

const layerHoverText = (
  links: readonly Link[],
  known: Network | undefined,
  latest: LatestTerms | undefined,
  more: Partial<LayerHoverContext> = {},
): string =>
  hoverText(links, { network: known, symmetry: undefined, findings: [], latest, theme: 'dark', ...more });

/** Links 1 and 2 are a block. */
const SYMMETRY: SymmetryReport = {
  structure: {
    breaks: [],
    bestBlock: { start: 1, length: 2, period: 1 },
    blocks: [{ start: 1, length: 2, period: 1 }],
    homogeneousFraction: 1,
  },
  verdict: 'symmetric',
  summary: 'Links 1–2 are alike.',
  undefinedBecause: undefined,
  edges: [3],
  findings: [],
  blockRanges: [[{ start: 10, end: 19 }]],
};

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

  it('counts the parameters of a norm with the layer it belongs to, and explains the signs', () => {
    const link = denseLink(1, { parameterCount: 28, norm: { kind: 'layerNorm', layer: 2 } });
    const text = layerHoverText([link], network, undefined);
    expect(text).toContain('28 parameters with its norm');
    expect(text).toContain('Here LN brings each sample to mean 0');
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
    expect(text).toMatch(
      /\| C \| &emsp;-1\.3 \| &emsp;!\[C over the run, from -1\.3 to -1\.3.*\]\(data:image/,
    );
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

  it('tells the block that a layer is part of, and that it is symmetric', () => {
    const text = layerHoverText([denseLink(1)], network, undefined, { symmetry: SYMMETRY });
    expect(text).toContain('**bulk**, block **A** (links 1–2, period 1)');
    expect(text).toContain('Block A, 2 equal links from link 1 on: Σℒₘ is invariant under m → m + 1');
    const edge = layerHoverText([denseLink(3)], network, undefined, { symmetry: SYMMETRY });
    expect(edge).toContain('**bulk**, edge');
  });

  it('tells the findings about a layer, and only those', () => {
    const finding: Finding = {
      code: 'symmetry.bias',
      severity: 'warning',
      message: 'No bias here.',
      range: { start: 0, end: 1 },
      size: 1,
      strength: 'strong',
      links: [2],
      fixes: [],
    };
    const own = layerHoverText([denseLink(2)], network, undefined, { findings: [finding] });
    expect(own).toContain('⚠ No bias here\\. (`symmetry.bias`)');
    expect(layerHoverText([denseLink(1)], network, undefined, { findings: [finding] })).not.toContain('⚠');
  });

  it('explains a layer without bias', () => {
    expect(layerHoverText([denseLink(1, { bias: false })], network, undefined)).toContain('Add a bias');
  });

  it('lets nothing in a name act as markup', () => {
    const text = layerHoverText([denseLink(1, { name: '[x](command:y) `a` <b>' })], network, undefined);
    expect(text).toContain('**\\[x\\]\\(command:y\\) \\`a\\` \\<b\\>**');
  });
});
