import { assertNever } from '../base/result.js';
import { localNeighbours } from '../network/parameterLayout.js';
import type { InputOperation, Link, Skip } from '../network/types.js';

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  'm': 'ᵐ',
};

const superscript = (text: string | number): string =>
  `⁽${Array.from(String(text), (character) => SUPERSCRIPTS[character] ?? character).join('')}⁾`;

/** How the indices of an equation are written. */
interface Indices {
  /** Of h and b of the link. */
  readonly own: string;
  /** Of its z. */
  readonly next: string;
  /** Of its weights: those of the link that it shares them with. */
  readonly weights: string;
  /** Of the value that a skip adds. */
  readonly from: (skip: Skip) => string;
  /** Of the neurons that neuron i of a local link sees: its lower and its upper neighbour. */
  readonly neighbours: readonly [lower: string, upper: string];
  /** z^(own) is the data. */
  readonly isData: boolean;
}

/** What the equation of a link depends on. */
export type EquationLink = Pick<
  Link,
  'm' | 'type' | 'activationIn' | 'operationsIn' | 'bias' | 'norm' | 'skips' | 'tiedTo'
> & { readonly className?: string };

/**
 * The equation of one link (THEORY §0, §5), e.g. `z⁽³⁾ = W⁽²⁾ tanh(z⁽²⁾) + b⁽²⁾`; for m = 0 the input is X. With a
 * skip `z⁽³⁾ = z⁽²⁾ + W⁽²⁾ tanh(z⁽²⁾) + b⁽²⁾`, with a norm `z⁽³⁾ = g ⊙ LN(W⁽²⁾ tanh(z⁽²⁾)) + β`.
 */
export function linkEquation(link: EquationLink): string {
  const own = superscript(link.m);
  return equation(link, {
    own,
    next: superscript(link.m + 1),
    weights: link.tiedTo === undefined ? own : superscript(link.tiedTo),
    from: ({ from }) => superscript(from),
    neighbours: neighboursOf(link.m),
    isData: link.m === 0,
  });
}

/** Indices of the two neurons that neuron i of local link m sees. */
function neighboursOf(m: number): Indices['neighbours'] {
  const { lower, upper } = localNeighbours(m);
  return [lower === 0 ? 'ᵢ' : 'ᵢ₋₁', upper === 0 ? 'ᵢ' : 'ᵢ₊₁'];
}

/**
 * The equation that several links with m ≥ 1 share, in a general m: `z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾ tanh(z⁽ᵐ⁾) + b⁽ᵐ⁾`. What a neuron of a
 * local link sees depends on m, which its equation says.
 */
export function sharedLinkEquation(link: EquationLink): string {
  const shared = equation(link, {
    own: superscript('m'),
    next: superscript('m+1'),
    weights: link.tiedTo === undefined ? superscript('m') : superscript(link.tiedTo),
    from: ({ span }) => superscript(span === 1 ? 'm' : `m-${span - 1}`),
    neighbours: ['ₖ', 'ₖ₊₁'],
    isData: false,
  });
  return link.type === 'local' ? `${shared} (k = i for even m, i − 1 for odd m)` : shared;
}

function equation(link: EquationLink, indices: Indices): string {
  const { next } = indices;
  const skips = link.skips.map((skip) => `${skippedValue(skip, link, indices)} + `);
  const terms = `${skips.join('')}${weighted(link, indices)}`;
  return link.type === 'local' ? `zᵢ${next} = ${terms}` : `z${next} = ${terms}`;
}

function skippedValue(skip: Skip, { type }: EquationLink, { from }: Indices): string {
  const index = type === 'local' ? 'ᵢ' : '';
  if (skip.from === 0) return `X${index}`;
  return `${skip.value === 'preactivation' ? 'z' : 'h'}${index}${from(skip)}`;
}

/** W h + b, with a norm around it where there is one. */
function weighted(link: EquationLink, indices: Indices): string {
  const { own, weights } = indices;
  const input = inputOf(link, indices);
  if (link.type === 'opaque') return `${link.className ?? 'f'}(${input})`;
  const bias = link.bias ? ` + b${link.type === 'local' ? 'ᵢ' : ''}${weights}` : '';
  const { norm } = link;
  if (norm === undefined) return `${product(link, indices, input)}${bias}`;
  const symbol = norm.kind === 'layerNorm' ? 'LN' : 'BN';
  return `g${own} ⊙ ${symbol}(${product(link, indices, input)}${bias}) + β${own}`;
}

function product({ type }: EquationLink, { weights, neighbours }: Indices, input: string): string {
  switch (type) {
    case 'dense':
      return `W${weights} ${input}`;
    case 'conv1d':
    case 'conv2d':
      return `W${weights} ∗ ${input}`;
    case 'local':
      return `vᵢ${weights} ${at(input, neighbours[0])} + wᵢ${weights} ${at(input, neighbours[1])}`;
    case 'opaque':
      return input;
    default:
      return assertNever(type);
  }
}

/** A vector's component: `tanh(z⁽²⁾)` at i is `tanh(zᵢ⁽²⁾)`. */
const at = (input: string, index: string): string =>
  input.replace(/[zX](?=⁽|$|\))/, (symbol) => symbol + index);

/** What the weights see: σ(z) and what happens to it on the way, `drop(tanh(z⁽²⁾))`. */
function inputOf({ activationIn, operationsIn }: EquationLink, { own, isData }: Indices): string {
  const value = isData ? 'X' : `z${own}`;
  const activated = activationIn === 'linear' ? value : `${activationIn}(${value})`;
  return operationsIn.reduce((inner, operation) => `${operationSymbol(operation)}(${inner})`, activated);
}

function operationSymbol(operation: InputOperation): string {
  switch (operation.kind) {
    case 'activation':
      return operation.name;
    case 'dropout':
      return 'drop';
    case 'layerNorm':
      return 'LN';
    case 'batchNorm':
      return 'BN';
    case 'flatten':
      return 'flat';
    case 'maxPool':
      return 'maxpool';
    case 'avgPool':
      return 'avgpool';
    case 'globalAveragePool':
      return 'mean';
    default:
      return assertNever(operation);
  }
}
