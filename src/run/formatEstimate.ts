import { formatValue } from './format.js';
import type { Estimate } from './frameEnsemble.js';

/** `1.25 ± 0.03`, the mean with as many digits as its error bears. */
export function formatEstimate({ mean, standardError }: Estimate): string {
  if (mean === undefined) return 'undefined in a run';
  if (standardError === undefined) return formatValue(mean);
  const digits =
    standardError === 0 || mean === 0
      ? 4
      : Math.max(
          2,
          Math.min(8, 2 + Math.floor(Math.log10(Math.abs(mean))) - Math.floor(Math.log10(standardError))),
        );
  return `${formatValue(mean, digits)} ± ${formatValue(standardError, 2)}`;
}
