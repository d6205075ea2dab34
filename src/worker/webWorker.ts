import { startWebgl } from '../engine/backends/webglBackend.js';
import { provideFusedKernels } from '../engine/fusedKernels.js';
import { isWorkerRequest } from '../protocol/pageRun.js';
import { ReportGate } from './reportGate.js';
import { Session } from './session.js';

/** Entry of the training worker in the panel's page, for webgl, which threads do not have: one session. */
const gate = new ReportGate((report, transfer) => {
  postMessage(report, { transfer: [...transfer] });
});

/** Tasks wait in the same queue as messages; a timer would wait for four milliseconds each time. */
const { port1, port2 } = new MessageChannel();
const tasks: (() => void)[] = [];
port1.onmessage = () => tasks.shift()?.();

const session = new Session({
  post: (event, transfer) => {
    gate.post(event, transfer);
  },
  now: () => performance.now(),
  defer: (task) => {
    tasks.push(task);
    port2.postMessage(undefined);
  },
  loadRecorders: () => import('./recorders.js'),
  startBackend: async (_, { kernels }) => {
    // For the analysis, which is computed here, too.
    if (kernels.ok) provideFusedKernels(kernels.value);
    const webgl = await startWebgl();
    if (!webgl.ok) {
      gate.refuse(webgl.error);
      throw new Error(webgl.error);
    }
    const { notice, isLost } = webgl.value;
    gate.watch(isLost);
    return { backend: 'webgl', ...(notice === undefined ? {} : { notice }) };
  },
});

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isWorkerRequest(data)) session.handle(data);
});
