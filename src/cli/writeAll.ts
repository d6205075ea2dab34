import { writeSync } from 'node:fs';

/** Writes all bytes where an open file stands: one call of the system may write fewer. */
export function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
