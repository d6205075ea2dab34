import { enableProdMode, getBackend, setBackend } from '@tensorflow/tfjs-core';

/** Starting a backend takes some tens of milliseconds; a machine so busy that it takes this long is better told so. */
const START_LIMIT_MS = 20_000;

/** Whether `name` could be made the active backend. TF.js may say no, throw, or never answer. */
export async function activate(name: string): Promise<boolean> {
  // Otherwise cpu prints an advertisement of another package when it is first used.
  enableProdMode();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, START_LIMIT_MS);
  });
  try {
    const accepted = await Promise.race([setBackend(name), timeout]);
    // After a failure TF.js may still name the backend it could not start, or have chosen another.
    return accepted && getBackend() === name;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
