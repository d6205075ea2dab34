/** Records that a run keeps of one kind; later ones are counted, no more. One may take some 100 kB of a large network. */
const LIMIT = 500;

/** Records of the steps of a run, in order of step. Append-only. */
export class RecordLog<R extends { readonly step: number }> {
  private readonly kept: R[] = [];
  private dropped = 0;

  constructor(private readonly limit = LIMIT) {}

  get records(): readonly R[] {
    return this.kept;
  }

  /** Records that came after the log was full. */
  get droppedRecords(): number {
    return this.dropped;
  }

  add(record: R): void {
    if (this.kept.length < this.limit) this.kept.push(record);
    else this.dropped++;
  }

  /** The last record of that step or an earlier one; the first where all are later. Undefined where there is none. */
  recordAt(step: number): R | undefined {
    return this.kept.findLast((record) => record.step <= step) ?? this.kept[0];
  }
}
