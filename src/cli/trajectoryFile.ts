import { closeSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import type { NamedTensor } from '../protocol/worker.js';
import { writeAll } from './writeAll.js';

/** A header of so many tensors stays below the 100 MB that readers of safetensors accept. */
export const MAX_TENSORS = 700_000;

const COPY_BYTES = 2 ** 20;

interface HeaderEntry {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  /** In bytes after the header. */
  readonly data_offsets: readonly [number, number];
}

/**
 * Writes tensors to a safetensors file as they come: 8 bytes little-endian header length, a JSON header, then the
 * numbers, float32 little-endian, row-major. The header stands before the numbers but is known after them, so they
 * are gathered in a file of their own first. Memory holds the header alone.
 */
export class TrajectoryFile {
  private readonly numbersFile: string;
  private readonly numbers: number;
  private readonly entries = new Map<string, HeaderEntry>();
  private length = 0;

  /**
   * @param file where the trajectory shall be
   * @param metadata of the header, `__metadata__`
   * @throws Error when the file cannot be made, as by all methods
   */
  constructor(
    private readonly file: string,
    private readonly metadata: Readonly<Record<string, string>>,
  ) {
    this.numbersFile = `${file}.numbers`;
    this.numbers = openSync(this.numbersFile, 'w+');
  }

  add(tensors: readonly NamedTensor[]): void {
    for (const { name, shape, values } of tensors) {
      // Both WebAssembly and the platforms of Node are little-endian, as safetensors is.
      writeAll(this.numbers, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      const end = this.length + values.byteLength;
      this.entries.set(name, { dtype: 'F32', shape, data_offsets: [this.length, end] });
      this.length = end;
    }
  }

  /** Puts the file together from header and numbers. */
  finish(): void {
    const json = JSON.stringify({ __metadata__: this.metadata, ...Object.fromEntries(this.entries) });
    const text = new TextEncoder().encode(json);
    // Blanks until the numbers begin at a multiple of eight, which lets readers map them into memory.
    const header = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
    header.set(text);
    const prefix = new DataView(new ArrayBuffer(8));
    prefix.setBigUint64(0, BigInt(header.length), true);

    const whole = `${this.file}.part`;
    const target = openSync(whole, 'w');
    try {
      writeAll(target, new Uint8Array(prefix.buffer));
      writeAll(target, header);
      const buffer = new Uint8Array(COPY_BYTES);
      for (let at = 0; at < this.length;) {
        const count = readSync(this.numbers, buffer, 0, buffer.length, at);
        if (count === 0) throw new Error(`${this.numbersFile} has become shorter`);
        writeAll(target, buffer.subarray(0, count));
        at += count;
      }
    } finally {
      closeSync(target);
    }
    renameSync(whole, this.file);
  }

  /** Removes the gathered numbers; call it in any case. */
  discard(): void {
    closeSync(this.numbers);
    rmSync(this.numbersFile, { force: true });
  }
}
