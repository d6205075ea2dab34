import { constants, setPriority, totalmem } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { startForRun } from '../engine/startForRun.js';
import type { WorkerRequest } from '../protocol/worker.js';
import { Session } from './session.js';

/** Entry of the training worker in Node: one session, and the worker goes when its run has ended. */
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');

// The editor comes first: training takes what it leaves over. Only Linux has priorities of threads; elsewhere this
// would slow down the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** What the machine has, or less where the process is held to less. */
function availableMemory(): number {
  // 0 where there is no limit, or an absurdly large number.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

const session = new Session({
  post: (event, transfer = []) => {
    port.postMessage(event, transfer);
    if (event.type === 'ended') port.close();
  },
  now: () => performance.now(),
  // An immediate runs after the event loop has looked for messages.
  defer: (task) => {
    setImmediate(task);
  },
  memory: availableMemory(),
  loadRecorders: () => import('./recorders.js'),
  startBackend: startForRun,
});

port.on('message', (request: WorkerRequest) => {
  session.handle(request);
});
