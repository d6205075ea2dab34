import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Some of its libraries take as many threads as there are cores, whatever PyTorch is told. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/**
 * PyTorch on one thread, in a process of its own that waits between its turns.
 * @returns its version, and what takes steps and tells their seconds, of the wall and of the processor
 */
export async function startTorch(
  python,
  scriptFolder,
  { widths, links, activation, loss, batchSize, optimizer },
  learningRate,
) {
  const child = spawn(python, [join(scriptFolder, 'torchSteps.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...ONE_THREAD },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended; its message is above');
    return value;
  };
  const version = await ask(
    JSON.stringify({ widths, links, activation, loss, batchSize, optimizer, learningRate }),
  );
  return {
    version,
    secondsOfSteps: async (steps) => {
      const [wall, processor] = (await ask(steps)).split(' ').map(Number);
      return { wall, processor };
    },
    close: () => child.stdin.end(),
  };
}
