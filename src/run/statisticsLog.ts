import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';

/** Records that a run keeps; later ones are counted, no more. One may take some 100 kB of a large network. */
const LIMIT = 500;

/** The statistics of a run, in order of step. Append-only. */
export class StatisticsLog {
  private readonly kept: StatisticsRecord[] = [];
  private dropped = 0;

  constructor(private readonly limit = LIMIT) {}

  get records(): readonly StatisticsRecord[] {
    return this.kept;
  }

  /** Records that came after the log was full. */
  get droppedRecords(): number {
    return this.dropped;
  }

  add(record: StatisticsRecord): void {
    if (this.kept.length < this.limit) this.kept.push(record);
    else this.dropped++;
  }

  /** The last record of that step or an earlier one; the first where all are later. Undefined where there is none. */
  recordAt(step: number): StatisticsRecord | undefined {
    return this.kept.findLast((record) => record.step <= step) ?? this.kept[0];
  }
}
