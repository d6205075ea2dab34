import { FIELD_COUNTS, OFFSET_NAMES, type FieldCount, type OffsetName } from '../continuum/offsets.js';

/** Where the weights of the experiment are, and how many fields they make. */
export interface RefinementPlace {
  readonly offsets: OffsetName;
  readonly fields: FieldCount;
}

/** The refinement experiment as the panel shows it. */
export type RefinementView =
  | (RefinementPlace & { readonly status: 'running'; /** 0 to 1. */ readonly progress: number })
  | (RefinementPlace & { readonly status: 'cancelled' })
  | (RefinementPlace & { readonly status: 'failed'; readonly message: string })
  | (RefinementPlace & {
      readonly status: 'done';
      /** One a lattice: N layers of N neurons, a_y, and by order n the root mean square error of orders 0 … n. */
      readonly rows: readonly {
        readonly neurons: number;
        readonly widthSpacing: number;
        readonly placeErrors: readonly number[];
      }[];
      /** By order n: slope of log error against log spacing, which must be n + 1. */
      readonly slopes: readonly number[];
    });

/** What the panel asks of the experiment. */
export type RefinementMessage =
  ({ readonly type: 'runRefinement' } & RefinementPlace) | { readonly type: 'cancelRefinement' };

/** The message if it is one about the experiment, else undefined. */
export function readRefinementMessage(
  message: Readonly<Record<string, unknown>>,
): RefinementMessage | undefined {
  if (message['type'] === 'cancelRefinement') return { type: 'cancelRefinement' };
  if (message['type'] !== 'runRefinement') return undefined;
  const offsets = OFFSET_NAMES.find((name) => name === message['offsets']);
  const fields = FIELD_COUNTS.find((name) => name === message['fields']);
  return offsets === undefined || fields === undefined
    ? undefined
    : { type: 'runRefinement', offsets, fields };
}
