/** Whether the long sweeps are run, too: `npm run test:slow`. */
export const SLOW = process.env['BBD_SLOW'] !== undefined;

/**
 * Of the examples that a law is tried on in a long sweep, how many are enough each time; they are others every time.
 * @param full examples in a long sweep
 */
export const runs = (full: number): number =>
  SLOW ? full : Math.min(full, 300, Math.max(20, Math.ceil(full / 5)));
