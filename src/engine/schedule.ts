import type { Schedule } from '../network/types.js';

/**
 * What the learning rate is multiplied by at step k.
 * - `constant`: 1
 * - `step`: factor^⌊k / every⌋
 * - `cosine`: end + (1 − end) ½ (1 + cos πk/(K − 1)), 1 at step 0 and exactly `end` from the last step, K − 1, on
 * @param step k, from 0
 * @param steps K, those of the whole run
 */
export function rateFactor(schedule: Schedule, step: number, steps: number): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(step / schedule.every);
    case 'cosine': {
      const last = steps - 1;
      if (step >= last) return last === 0 && step === 0 ? 1 : schedule.end;
      return schedule.end + (1 - schedule.end) * 0.5 * (1 + Math.cos((Math.PI * step) / last));
    }
  }
}
