import { writeShape } from '../network/shape.js';
import type { InputOperation, Link, Shape, Skip, Window } from '../network/types.js';
import type { Signature, SignatureField } from './types.js';

/** The fields of a signature, in the order of THEORY §6.1. */
export const SIGNATURE_FIELDS: readonly SignatureField[] = [
  'kind',
  'n_in',
  'n_out',
  'act_in',
  'kernel',
  'stride',
  'padding',
  'groups',
  'bias',
  'init_gain',
  'lr_mult',
  'weight_decay',
  'norm',
  'skip',
  'dropout',
  'frozen',
  'tied',
];

const writeSize = (shape: Shape): number | string =>
  shape.length === 1 && shape[0] !== undefined ? shape[0] : writeShape(shape);

const describeWindow = ({ size, stride, padding }: Window): string =>
  `${writeShape(size)} stride ${writeShape(stride)} ${padding}`;

/** Pools and reshaping in front of the weights, in order: they change the functional form of the link's input. */
export function describePools(operations: readonly InputOperation[]): string {
  if (operations.length === 0) return '';
  return operations
    .flatMap((operation) => {
      switch (operation.kind) {
        case 'flatten':
        case 'globalAveragePool':
          return [operation.kind];
        case 'maxPool':
        case 'avgPool':
          return [`${operation.kind} ${describeWindow(operation.window)}`];
        case 'dropout':
        case 'layerNorm':
        case 'batchNorm':
        case 'activation':
          return [];
      }
    })
    .join(', ');
}

/** Norms in front of the weights that do not stand right behind the weights before, in order. */
export function describeInputNorms(operations: readonly InputOperation[]): string {
  if (operations.length === 0) return '';
  return operations
    .map(({ kind }) => kind)
    .filter((kind) => kind === 'layerNorm' || kind === 'batchNorm')
    .join(', ');
}

/** The nonlinearities between z^(m) and the weights: σ_m, then those behind a norm or a pool. */
export function describeActivation({ activationIn, operationsIn }: Link): string {
  if (operationsIn.length === 0) return activationIn;
  const further = operationsIn.flatMap((operation) =>
    operation.kind === 'activation' ? [operation.name] : [],
  );
  if (further.length === 0) return activationIn;
  return activationIn === 'linear' ? further.join(', ') : [activationIn, ...further].join(', ');
}

/** The share of inputs that all dropout in front of the weights together sets to 0. */
function dropoutRate(operations: readonly InputOperation[]): number {
  if (operations.length === 0) return 0;
  const rates = operations.flatMap((operation) => (operation.kind === 'dropout' ? [operation.rate] : []));
  // A single rate stays the number that is written: 1 − (1 − 0.1) is not 0.1.
  return rates.length === 1 ? rates[0]! : 1 - rates.reduce((kept, rate) => kept * (1 - rate), 1);
}

/** `identity` for a residual block of one link (THEORY §5c), else with the span; null without a skip. */
export function describeSkips(skips: readonly Skip[]): string | null {
  if (skips.length === 0) return null;
  return skips
    .map(({ span, value }) => {
      const form = span === 1 ? 'identity' : `span ${span}`;
      return value === 'preactivation' ? form : `${form} of h`;
    })
    .sort()
    .join(' + ');
}

export function describeInitializer({ initializer }: Link): string {
  const { kind, gain } = initializer;
  if (kind !== 'smooth') return `${kind} × ${gain}`;
  return `smooth × ${gain}, correlation ${initializer.depthCorrelation} × ${initializer.widthCorrelation}`;
}

function signatureOf(link: Link, shared: boolean): Signature {
  const pools = describePools(link.operationsIn);
  const norms = describeInputNorms(link.operationsIn);
  const kind = link.type === 'opaque' ? `opaque ${link.className}` : link.type;
  const window = link.type === 'conv1d' || link.type === 'conv2d' ? link.window : undefined;
  const norm = [norms === '' ? undefined : `${norms} before`, link.norm?.kind].filter(
    (part) => part !== undefined,
  );
  return {
    kind: pools === '' ? kind : `${kind} after ${pools}`,
    n_in: writeSize(link.inputShape),
    n_out: writeSize(link.outputShape),
    act_in: link.m === 0 ? 'input' : describeActivation(link),
    kernel: window === undefined ? null : writeShape(window.size),
    stride: window === undefined ? null : writeShape(window.stride),
    padding: window?.padding ?? null,
    groups: link.type === 'conv1d' || link.type === 'conv2d' ? link.groups : null,
    bias: link.bias,
    init_gain: describeInitializer(link),
    lr_mult: link.learningRateMultiplier,
    weight_decay: link.weightDecay,
    norm: norm.length === 0 ? null : norm.join(', '),
    skip: describeSkips(link.skips),
    dropout: dropoutRate(link.operationsIn),
    frozen: link.frozen,
    tied: shared,
  };
}

/** The signature of every link. A link counts as tied when it shares parameters with another, whichever owns them. */
export function signaturesOf(links: readonly Link[]): readonly Signature[] {
  const shared = new Set(links.flatMap(({ m, tiedTo }) => (tiedTo === undefined ? [] : [m, tiedTo])));
  return links.map((link) => signatureOf(link, shared.has(link.m)));
}
