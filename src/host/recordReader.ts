/** Reads typed fields of an untrusted JSON object. Every method throws TypeError where the field is not as asked. */
export class RecordReader {
  private readonly record: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
    this.record = { ...value };
  }

  number(key: string): number {
    const value = this.record[key];
    if (typeof value !== 'number') throw new TypeError(`${key} is not a number`);
    return value;
  }

  text(key: string): string {
    const value = this.record[key];
    if (typeof value !== 'string') throw new TypeError(`${key} is not a text`);
    return value;
  }

  boolean(key: string): boolean {
    const value = this.record[key];
    if (typeof value !== 'boolean') throw new TypeError(`${key} is not true or false`);
    return value;
  }

  oneOf<T extends string>(key: string, names: readonly T[]): T {
    const name = names.find((candidate) => candidate === this.record[key]);
    if (name === undefined) throw new TypeError(`${key} is none of ${names.join(', ')}`);
    return name;
  }

  list<T>(key: string, readItem: (item: RecordReader) => T): readonly T[] {
    const value = this.record[key];
    if (!Array.isArray(value)) throw new TypeError(`${key} is not a list`);
    return value.map((item) => readItem(new RecordReader(item)));
  }

  numbers(key: string): readonly number[] {
    const value = this.record[key];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'number')) {
      throw new TypeError(`${key} is not a list of numbers`);
    }
    return value;
  }

  group(key: string): RecordReader {
    return new RecordReader(this.record[key]);
  }

  /** Reads `key` by `read` where it is there; JSON leaves out what is undefined. */
  optional<T>(key: string, read: (key: string) => T): T | undefined {
    return this.record[key] === undefined ? undefined : read(key);
  }
}
