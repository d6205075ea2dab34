import type { ActivationName } from '../base/activation.js';
import type { Link } from '../network/types.js';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const superscript = (m: number): string =>
  `⁽${Array.from(m.toString(), (digit) => SUPERSCRIPTS[Number(digit)]).join('')}⁾`;

/** h^(m) = σ_m(z^(m)) in words; σ by its name, or z alone where it is linear. */
const inputOf = (activation: ActivationName, index: string): string =>
  activation === 'linear' ? `z${index}` : `${activation}(z${index})`;

/** The equation of one link (THEORY §0), e.g. `z⁽³⁾ = W⁽²⁾ tanh(z⁽²⁾) + b⁽²⁾`; for m = 0 the input is X. */
export function linkEquation(link: Pick<Link, 'm' | 'activationIn' | 'bias'>): string {
  const index = superscript(link.m);
  const input = link.m === 0 ? 'X' : inputOf(link.activationIn, index);
  return `z${superscript(link.m + 1)} = W${index} ${input}${link.bias ? ` + b${index}` : ''}`;
}

/** The equation that several links with m ≥ 1 share, in a general m: `z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾ tanh(z⁽ᵐ⁾) + b⁽ᵐ⁾`. */
export function sharedLinkEquation(link: Pick<Link, 'activationIn' | 'bias'>): string {
  return `z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾ ${inputOf(link.activationIn, '⁽ᵐ⁾')}${link.bias ? ' + b⁽ᵐ⁾' : ''}`;
}
