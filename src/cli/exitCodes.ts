import { assertNever } from '../base/result.js';
import type { EndReason } from '../run/result.js';

/** What the process says to its caller; listed in `bbd --help`. */
export const EXIT = {
  done: 0,
  /** The spec has errors, a finding is too severe, or a file cannot be read or written. */
  badInput: 1,
  /** The command line is wrong. */
  usage: 2,
  diverged: 3,
  /** The training or its worker broke. */
  failed: 4,
  /** The spec is correct, but this version does not train it yet. */
  notTrainable: 5,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(reason: EndReason): ExitCode {
  switch (reason) {
    case 'completed':
      return EXIT.done;
    case 'stopped':
    case 'interrupted':
      return EXIT.interrupted;
    case 'diverged':
      return EXIT.diverged;
    case 'failed':
      return EXIT.failed;
    default:
      return assertNever(reason);
  }
}
