import { messageOf } from '../base/result.js';
import { estimateMemory, memoryAdvice, writeBytes, type EstimatedRun } from '../network/memoryEstimate.js';

/** What JavaScript, TF.js, WebAssembly and our own kernels say when there is no more memory. */
const OUT_OF_MEMORY = /out of memory|allocation failed|cannot enlarge memory|no room for|memory\.grow/i;

/** What was thrown, in words; where memory was at an end, how much the run needs and what to lower. */
export function failureText(thrown: unknown, run: EstimatedRun): string {
  const message = messageOf(thrown);
  if (!OUT_OF_MEMORY.test(message)) return message;
  const estimate = estimateMemory(run);
  return `memory is at an end (${message}). The run needs at least ${writeBytes(estimate.total)}. ${memoryAdvice(estimate)}`;
}
