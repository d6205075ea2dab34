/** Records that a run keeps of one kind. One may take some 100 kB of a large network. */
const LIMIT = 500;

/**
 * Records of the steps of a run, in order of step. When they are too many every second one is left out, and from then on only
 * every second one is kept of those that come: they always cover the whole run evenly, the newest always among them.
 */
export class RecordLog<R extends { readonly step: number }> {
  private kept: R[] = [];
  private added = 0;
  /** Of the records that were added, number 0, spacing, 2·spacing, … are kept, and the newest. */
  private spacing = 1;

  /** @param limit at least 2: the first and the newest */
  constructor(private readonly limit = LIMIT) {}

  get records(): readonly R[] {
    return this.kept;
  }

  /** Records between others that were left out for want of room. */
  get leftOutRecords(): number {
    return this.added - this.kept.length;
  }

  add(record: R): void {
    const newestIsBetween = this.added > 0 && (this.added - 1) % this.spacing !== 0;
    if (newestIsBetween) this.kept.pop();
    this.kept.push(record);
    this.added++;
    if (this.kept.length <= this.limit) return;
    this.spacing *= 2;
    const newest = this.kept.length - 1;
    this.kept = this.kept.filter((_, i) => i % 2 === 0 || i === newest);
  }

  /** The last record of that step or an earlier one; the first where all are later. Undefined where there is none. */
  recordAt(step: number): R | undefined {
    return this.kept.findLast((record) => record.step <= step) ?? this.kept[0];
  }
}

/** At most `limit` of some records, at least 2, as a log of that size keeps them. */
export function thinOut<R extends { readonly step: number }>(
  records: readonly R[],
  limit: number,
): readonly R[] {
  const log = new RecordLog<R>(limit);
  for (const record of records) log.add(record);
  return log.records;
}
