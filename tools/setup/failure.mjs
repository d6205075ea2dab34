/** A failure that its reader can do something about: the message says what happened and what to do. */
export class Failure extends Error {}

/**
 * Runs a script's main function; what goes wrong is printed (with a stack only where it is our own mistake)
 * and the process exits with status 1.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exit(1);
  }
}
