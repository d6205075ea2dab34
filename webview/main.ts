import { readPageRunRequest } from '../src/protocol/pageRun.js';
import type { HostMessage, PanelMessage, PanelView } from '../src/protocol/panel.js';
import { RunBridge } from './bridge/runBridge.js';
import { createBlobWorker, loadWorkerAssets } from './bridge/workerAssets.js';
import { readState, type PanelState } from './model/panelState.js';
import { registerToolkit } from './toolkit.js';
import { registerCharts } from './view/chartSetup.js';
import type { PanelContext } from './view/context.js';
import { createPanel } from './view/panel.js';
import { onThemeChange, readTheme } from './view/theme.js';

/** The messages come from the extension's own host; another page's are not ours. */
function isView(message: unknown): message is Extract<HostMessage, { type: 'view' }> {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'view';
}

function start(app: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  let state: PanelState = readState(vscode.getState(), document.body.dataset['specUri'] ?? '');
  const remember = (change: Partial<PanelState>): void => {
    state = { ...state, ...change };
    vscode.setState(state);
  };
  remember({});
  const post = (message: PanelMessage): void => {
    vscode.postMessage(message);
  };
  const context: PanelContext = {
    post,
    get state() {
      return state;
    },
    remember,
  };

  registerToolkit();
  registerCharts();
  const panel = createPanel(app, context, readTheme());
  onThemeChange(() => {
    panel.setTheme(readTheme());
  });

  /** Looks again at the step that was selected before a reload, if the host follows the latest of the same run. */
  const restoreSelection = ({ run }: PanelView): void => {
    const { selection } = state;
    if (run === undefined || selection?.run !== run.number || !run.followLive) return;
    post({ type: 'selectStep', step: selection.step });
  };
  const rememberSelection = ({ run }: PanelView): void => {
    const selection =
      run?.frame === undefined || run.followLive ? undefined : { run: run.number, step: run.frame.step };
    const known = state.selection;
    if (selection?.run !== known?.run || selection?.step !== known?.step) remember({ selection });
  };

  let latest: PanelView | undefined;
  let frameRequested = false;
  let chartDrawn = false;

  const draw = (): void => {
    frameRequested = false;
    if (latest === undefined) return;
    panel.update(latest);
    if (latest.run?.frame === undefined) return;
    if (chartDrawn) {
      rememberSelection(latest);
      return;
    }
    chartDrawn = true;
    restoreSelection(latest);
    scrollTo({ top: state.scrollTop });
    // Shown for the first time, a figure takes its size a frame later; the frame after that it is on the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        post({ type: 'firstChart', at: Date.now() });
      }),
    );
  };

  const { worker = '', kernels = '' } = document.body.dataset;
  const bridge = new RunBridge({
    report: (report) => {
      post({ type: 'runReport', report });
    },
    loadAssets: () => loadWorkerAssets(worker, kernels),
    createWorker: createBlobWorker,
  });

  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const request = readPageRunRequest(data);
    if (request !== undefined) bridge.receive(request);
    if (!isView(data)) return;
    latest = data.view;
    if (frameRequested) return;
    frameRequested = true;
    requestAnimationFrame(draw);
  });
  window.addEventListener(
    'scrollend',
    () => {
      remember({ scrollTop: Math.round(scrollY) });
    },
    { passive: true },
  );
  post({ type: 'ready' });
}

const app = document.getElementById('app');
if (app !== null) start(app);
