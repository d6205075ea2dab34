import type { Report } from '../spec/diagnosticList.js';
import type { SpecAst } from '../spec/parseSpec.js';
import { MAX_HEAP_BYTES } from './limits.js';
import { estimateMemory, memoryAdvice, writeBytes, type EstimatedRun } from './memoryEstimate.js';
import type { NetworkCode } from './networkCodes.js';

/**
 * Checks that what a step needs at the same time fits into the memory that WebAssembly can have, whatever the machine.
 * @returns whether it may
 */
export function checkMemory(ast: SpecAst, run: EstimatedRun, report: Report<NetworkCode>): boolean {
  const { backend, batchSize } = ast.training.values;
  const estimate = estimateMemory(run);
  const { parameters, batch } = estimate;
  if (backend.value === 'cpu' || parameters + batch <= MAX_HEAP_BYTES) return true;
  report({
    code: 'training.memory',
    severity: 'error',
    message: `A step needs at least ${writeBytes(parameters + batch)} at the same time; WebAssembly can have ${writeBytes(MAX_HEAP_BYTES)}. ${memoryAdvice(estimate)}`,
    range: batchSize.range,
  });
  return false;
}
