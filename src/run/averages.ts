/** The numbers that stand at one place of several records, gathered one by one (Welford 1962). */
class Average {
  count = 0;
  private mean = 0;
  private squares = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    this.count++;
    const difference = value - this.mean;
    this.mean += difference / this.count;
    this.squares += difference * (value - this.mean);
  }

  read(what: Statistic): number {
    switch (what) {
      case 'mean':
        return this.count === 0 ? NaN : this.mean;
      case 'standardError':
        return this.count < 2 ? NaN : Math.sqrt(this.squares / (this.count - 1) / this.count);
      case 'definedIn':
        return this.count;
    }
  }
}

/** Of one place of the records: the mean of the numbers there, √(variance / n) with n − 1, and n. */
export type Statistic = 'mean' | 'standardError' | 'definedIn';

/** How words, such as verdicts and reasons, are read: the most frequent one, or each with the number of its records. */
type Words = 'commonest' | 'counted';

/**
 * One place of records of the same kind: what they have there, a number, a word, a list or members. One without a value has
 * nothing there, and is not counted.
 */
export class Averages {
  private number: Average | undefined;
  private words: Map<string, number> | undefined;
  private items: Averages[] | undefined;
  private members: Map<string, Averages> | undefined;

  /** @param value plain data */
  add(value: unknown): void {
    if (typeof value === 'number') {
      this.number ??= new Average();
      this.number.add(value);
    } else if (typeof value === 'string' || typeof value === 'boolean') {
      this.words ??= new Map();
      this.words.set(String(value), (this.words.get(String(value)) ?? 0) + 1);
    } else if (Array.isArray(value)) this.addItems(value);
    else if (typeof value === 'object' && value !== null) this.addMembers(value);
  }

  /**
   * A record of the same form whose every number is a statistic of the numbers at its place: NaN where there is none. A
   * quantity that some of the records have has a `value`, and no `reason` for having none, unless words are counted.
   */
  read(what: Statistic, words: Words): unknown {
    if (this.number !== undefined) return this.number.read(what);
    if (this.words !== undefined) return readWords(this.words, words);
    if (this.items !== undefined) return this.items.map((item) => item.read(what, words));
    if (this.members === undefined) return undefined;
    const isKnown = words === 'commonest' && this.members.get('value')?.hasValue === true;
    const named = [...this.members].filter(([name]) => !(isKnown && name === 'reason'));
    return Object.fromEntries(named.map(([name, member]) => [name, member.read(what, words)]));
  }

  /** Numbers and words, everywhere. */
  get size(): number {
    const parts = [...(this.items ?? []), ...(this.members?.values() ?? [])];
    return parts.reduce((sum, part) => sum + part.size, this.number === undefined && !this.words ? 0 : 1);
  }

  private get hasValue(): boolean {
    const { number, words, items, members } = this;
    return (number ?? words ?? items ?? members) !== undefined;
  }

  private addItems(values: readonly unknown[]): void {
    this.items ??= [];
    for (const [i, value] of values.entries()) {
      this.items[i] ??= new Averages();
      this.items[i].add(value);
    }
  }

  private addMembers(values: object): void {
    this.members ??= new Map();
    for (const [name, value] of Object.entries(values)) {
      const member = this.members.get(name) ?? new Averages();
      this.members.set(name, member);
      member.add(value);
    }
  }
}

function readWords(counts: ReadonlyMap<string, number>, words: Words): unknown {
  if (words === 'counted') return Object.fromEntries(counts);
  const [[commonest] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
  return commonest === 'true' || commonest === 'false' ? commonest === 'true' : commonest;
}
