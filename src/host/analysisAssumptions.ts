import type { InputOperation, Network } from '../network/types.js';

/**
 * What the terms of a network assume about layers that act differently while it trains (THEORY §5d), in sentences.
 * @param network undefined while the text has errors
 */
export function analysisAssumptions(network: Network | undefined): readonly string[] {
  if (network === undefined) return [];
  const operations = [...network.links.flatMap(({ operationsIn }) => operationsIn), ...network.operationsOut];
  const has = (kind: InputOperation['kind']): boolean =>
    operations.some((operation) => operation.kind === kind);
  const sentences: string[] = [];
  if (has('batchNorm') || network.links.some(({ norm }) => norm?.kind === 'batchNorm')) {
    sentences.push(
      'Batch norm uses its moving mean and variance in the analysis; while training, those of the batch couple its samples.',
    );
  }
  if (has('dropout')) {
    sentences.push('Dropout is off in the analysis; while training, its random mask changes at every step.');
  }
  return sentences;
}
