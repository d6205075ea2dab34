import { assertNever } from '../base/result.js';
import type { DataPlan, TablePlan } from '../data/types.js';

/** What the rows of Y are: `classes` one-hot, `probabilities` ≥ 0 with sum 1, `signs` all ±1, or any `numbers`. */
export type TargetKind = 'classes' | 'probabilities' | 'signs' | 'numbers';

/** How far the sum of a row of probabilities may be from 1. */
const TOLERANCE = 1e-6;

const tables = new WeakMap<TablePlan, TargetKind>();

function lookAt({ targetValues, outputs, samples }: TablePlan): TargetKind {
  if (targetValues.every((value) => Math.abs(value) === 1)) return 'signs';
  if (outputs < 2 || targetValues.some((value) => value < 0)) return 'numbers';
  for (let s = 0; s < samples; s++) {
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += targetValues[s * outputs + k]!;
    if (Math.abs(sum - 1) > TOLERANCE) return 'numbers';
  }
  return 'probabilities';
}

/** Looks at a table once: it may be large, and a spec is checked on every keystroke. */
function tableTargets(plan: TablePlan): TargetKind {
  if (plan.targetKind === 'classes') return 'classes';
  // Standardised, they are neither.
  if (plan.standardize) return 'numbers';
  const known = tables.get(plan) ?? lookAt(plan);
  tables.set(plan, known);
  return known;
}

/** What the targets of a plan are. */
export function targetKindOf(plan: DataPlan): TargetKind {
  switch (plan.source) {
    case 'teacher':
    case 'sine':
    case 'ring-waves':
      return 'numbers';
    case 'spirals':
    case 'moons':
    case 'xor':
    case 'mnist1d':
    case 'digits':
    case 'iris':
      return 'classes';
    case 'csv':
      return tableTargets(plan);
    default:
      return assertNever(plan);
  }
}
