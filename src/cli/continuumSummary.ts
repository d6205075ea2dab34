import type { ContinuumStep } from '../run/continuumLog.js';
import { blockName, VERDICT_TEXTS } from '../run/continuumText.js';
import { formatCount, formatValue } from '../run/format.js';
import { REASONS } from '../run/reasons.js';

/** Whether blocks may be read as continua, by the last record of a run, a line each. Empty where there is none. */
export function summarizeContinuum(record: ContinuumStep | undefined): string {
  if (record === undefined) return '';
  const { step, blocks } = record;
  const head = `continuum     at step ${formatCount(step)}`;
  if (blocks.length === 0) return `${head}: no block of equal layers\n`;
  const lines = blocks.map((block) => {
    const { verdict, medianLinear, medianCubic, gap } = block.validity;
    const text = `              ${blockName(block)}: ${VERDICT_TEXTS[verdict]}`;
    if (medianLinear === undefined) return gap === undefined ? text : `${text}, ${REASONS[gap]}`;
    const cubic = medianCubic === undefined ? '' : `, cubic ${formatValue(medianCubic, 3)}`;
    return `${text}, V ${formatValue(medianLinear, 3)}${cubic}`;
  });
  return [`${head}, V is the error of a layer's flux predicted from its neighbours`, ...lines, ''].join('\n');
}
