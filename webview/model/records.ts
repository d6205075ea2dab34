import type { RunView } from '../../src/protocol/panel.js';
import type { Reason } from '../../src/run/reasons.js';

/** Energy, damping and forces of a step. */
export type DynamicsRecord = NonNullable<RunView['dynamics']>;

/** Statistics over the samples of a step, symmetry of the motion, order. */
export type StatisticsRecord = NonNullable<RunView['statistics']>;

/** A quantity of a record, or why it has no value. */
export interface RecordQuantity<T> {
  readonly value: T | undefined;
  readonly reason?: Reason | undefined;
}

/** What the continuum limit says of a step. Entries of lists without a value are null once they came as a message. */
export type ContinuumStep = NonNullable<RunView['continuum']>;
export type ContinuumBlock = ContinuumStep['blocks'][number];
