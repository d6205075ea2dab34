import type { InputOperation, Link } from '../network/types.js';

const NORM_MEANING = {
  layerNorm: 'LN brings each sample to mean 0 and variance 1 over its neurons, g and β scale and shift',
  batchNorm:
    'BN brings each neuron to mean 0 and variance 1, by its moving mean and variance in the analysis, g and β scale and shift',
} as const satisfies Partial<Record<InputOperation['kind'], string>>;

/**
 * What the signs of the equation of links mean that not everybody knows, in one sentence; undefined where all are plain.
 * @param links copies of one definition
 */
export function equationKey(links: readonly Link[]): string | undefined {
  const parts: string[] = [];
  if (links.some(({ type }) => type === 'conv1d' || type === 'conv2d')) {
    parts.push('∗ slides the kernel over all positions, and each term is a mean over them');
  }
  for (const kind of ['layerNorm', 'batchNorm'] as const) {
    const stands = ({ norm, operationsIn }: Link): boolean =>
      norm?.kind === kind || operationsIn.some((operation) => operation.kind === kind);
    if (links.some(stands)) parts.push(NORM_MEANING[kind]);
  }
  if (links.some(({ norm }) => norm !== undefined)) parts.push('β has the role of b');
  return parts.length === 0 ? undefined : `Here ${parts.join('; ')}.`;
}
