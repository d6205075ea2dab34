import { formatValue } from '../run/format.js';
import type { Optimizer, Schedule } from '../network/types.js';

/** An optimizer in a word or two: `sgd`, `momentum 0.9`. Options that hardly anybody changes are left out. */
export function optimizerText(optimizer: Optimizer): string {
  switch (optimizer.kind) {
    case 'momentum':
    case 'nesterov':
      return `${optimizer.kind} ${formatValue(optimizer.momentum)}`;
    case 'sgd':
    case 'adam':
    case 'rmsprop':
      return optimizer.kind;
  }
}

/** A schedule after the learning rate that it changes; undefined for a constant one. */
export function scheduleText(schedule: Schedule): string | undefined {
  switch (schedule.kind) {
    case 'constant':
      return undefined;
    case 'step':
      return `× ${formatValue(schedule.factor)} every ${schedule.every} steps`;
    case 'cosine':
      return `cosine to ${formatValue(schedule.end)} η`;
  }
}
