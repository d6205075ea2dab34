import { describe, expect, it } from 'vitest';
import { linkEquation, sharedLinkEquation, type EquationLink } from '../../../src/language/linkEquation.js';
import { denseLink } from '../network/denseLink.js';

const link = (m: number, changes: Partial<EquationLink> = {}): EquationLink => ({
  ...denseLink(m),
  ...changes,
});

describe('linkEquation', () => {
  it('has the activation on the input side and X at the start', () => {
    expect(linkEquation(link(0))).toBe('z⁽¹⁾ = W⁽⁰⁾ X + b⁽⁰⁾');
    expect(linkEquation(link(9))).toBe('z⁽¹⁰⁾ = W⁽⁹⁾ tanh(z⁽⁹⁾) + b⁽⁹⁾');
    expect(linkEquation(link(1, { activationIn: 'linear', bias: false }))).toBe('z⁽²⁾ = W⁽¹⁾ z⁽¹⁾');
  });

  it('adds what skips bring: z or its activation', () => {
    const residual = { from: 2, value: 'preactivation', span: 1, layer: 3 } as const;
    expect(linkEquation(link(2, { skips: [residual] }))).toBe('z⁽³⁾ = z⁽²⁾ + W⁽²⁾ tanh(z⁽²⁾) + b⁽²⁾');
    expect(sharedLinkEquation(link(2, { skips: [residual] }))).toBe('z⁽ᵐ⁺¹⁾ = z⁽ᵐ⁾ + W⁽ᵐ⁾ tanh(z⁽ᵐ⁾) + b⁽ᵐ⁾');
    const long = { from: 0, value: 'activation', span: 3, layer: 3 } as const;
    expect(linkEquation(link(2, { skips: [long] }))).toBe('z⁽³⁾ = X + W⁽²⁾ tanh(z⁽²⁾) + b⁽²⁾');
    expect(sharedLinkEquation(link(4, { skips: [{ ...long, from: 2 }] }))).toBe(
      'z⁽ᵐ⁺¹⁾ = h⁽ᵐ⁻²⁾ + W⁽ᵐ⁾ tanh(z⁽ᵐ⁾) + b⁽ᵐ⁾',
    );
  });

  it('alternates the neighbours that a local layer sees, as its kernels do', () => {
    expect(linkEquation(link(0, { type: 'local', bias: false }))).toBe('zᵢ⁽¹⁾ = vᵢ⁽⁰⁾ Xᵢ + wᵢ⁽⁰⁾ Xᵢ₊₁');
    expect(linkEquation(link(1, { type: 'local' }))).toBe(
      'zᵢ⁽²⁾ = vᵢ⁽¹⁾ tanh(zᵢ₋₁⁽¹⁾) + wᵢ⁽¹⁾ tanh(zᵢ⁽¹⁾) + bᵢ⁽¹⁾',
    );
    expect(linkEquation(link(2, { type: 'local' }))).toBe(
      'zᵢ⁽³⁾ = vᵢ⁽²⁾ tanh(zᵢ⁽²⁾) + wᵢ⁽²⁾ tanh(zᵢ₊₁⁽²⁾) + bᵢ⁽²⁾',
    );
    const shared =
      'zᵢ⁽ᵐ⁺¹⁾ = vᵢ⁽ᵐ⁾ tanh(zₖ⁽ᵐ⁾) + wᵢ⁽ᵐ⁾ tanh(zₖ₊₁⁽ᵐ⁾) + bᵢ⁽ᵐ⁾ (k = i for even m, i − 1 for odd m)';
    expect([1, 2].map((m) => sharedLinkEquation(link(m, { type: 'local' })))).toEqual([shared, shared]);
  });

  it('writes convolutions, norms, dropout, tied weights and layers that are not looked into', () => {
    expect(linkEquation(link(1, { type: 'conv2d' }))).toBe('z⁽²⁾ = W⁽¹⁾ ∗ tanh(z⁽¹⁾) + b⁽¹⁾');
    expect(linkEquation(link(1, { norm: { kind: 'layerNorm', layer: 2 }, bias: false }))).toBe(
      'z⁽²⁾ = g⁽¹⁾ ⊙ LN(W⁽¹⁾ tanh(z⁽¹⁾)) + β⁽¹⁾',
    );
    expect(
      linkEquation(
        link(1, {
          operationsIn: [
            { kind: 'dropout', rate: 0.1, layer: 1 },
            { kind: 'flatten', layer: 2 },
          ],
        }),
      ),
    ).toBe('z⁽²⁾ = W⁽¹⁾ flat(drop(tanh(z⁽¹⁾))) + b⁽¹⁾');
    expect(linkEquation(link(3, { tiedTo: 1 }))).toBe('z⁽⁴⁾ = W⁽¹⁾ tanh(z⁽³⁾) + b⁽¹⁾');
    expect(linkEquation(link(1, { type: 'opaque', className: 'MultiHeadAttention' }))).toBe(
      'z⁽²⁾ = MultiHeadAttention(tanh(z⁽¹⁾))',
    );
  });
});
