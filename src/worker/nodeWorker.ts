import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { startBackend } from '../engine/backend.js';
import type { WorkerRequest } from '../protocol/worker.js';
import { Session } from './session.js';

/** Entry of the training worker in Node: one session, and the worker goes when its run has ended. */
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');

// The editor comes first: training takes what it leaves over. Only Linux has priorities of threads; elsewhere this
// would slow down the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

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
  startBackend,
});

port.on('message', (request: WorkerRequest) => {
  session.handle(request);
});
