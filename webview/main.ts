import { readPageRunRequest } from '../src/protocol/pageRun.js';
import type { HostMessage, PanelMessage, PanelView, Place } from '../src/protocol/panel.js';
import { RunBridge } from './bridge/runBridge.js';
import { createBlobWorker, loadWorkerAssets } from './bridge/workerAssets.js';
import { HistoryFeed } from './model/historyFeed.js';
import { readState, type PanelState } from './model/panelState.js';
import { ChosenPlace, toggled } from './model/selection.js';
import { Timeline } from './model/timeline.js';
import { registerToolkit } from './toolkit.js';
import { registerCharts } from './view/chartSetup.js';
import type { PanelContext } from './view/context.js';
import { createPanel } from './view/panel.js';
import { onThemeChange, readTheme } from './view/theme.js';

/** The messages come from the extension's own host; another page's are not ours. */
function isView(message: unknown): message is Extract<HostMessage, { type: 'view' }> {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'view';
}

function isHistory(message: unknown): message is Extract<HostMessage, { type: 'history' }> {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'history';
}

const isOpenRuns = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'openRuns';

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
  const chosen = new ChosenPlace();
  const context: PanelContext = {
    post,
    select(place, reveal = true) {
      chosen.choose(place, performance.now());
      post({ type: 'select', place, reveal });
      requestDraw();
    },
    toggle(place) {
      context.select(toggled(selection(), place));
    },
    open(view) {
      panel.open(view);
    },
    get state() {
      return state;
    },
    remember,
    timeline: new Timeline(state.stepRange, (range, stepRange) => {
      post({ type: 'selectRange', range });
      remember({ stepRange });
    }),
    histories: new HistoryFeed({
      ask: ({ quantity, columns }) => {
        post({ type: 'askForHistory', quantity, columns });
      },
      now: () => performance.now(),
      wait: (milliseconds, then) => {
        setTimeout(then, milliseconds);
      },
    }),
  };

  registerToolkit();
  registerCharts();
  const panel = createPanel(app, context, readTheme());
  onThemeChange(() => {
    panel.setTheme(readTheme());
  });

  /** Looks again at the step that was selected before a reload, if the host follows the latest of the same run. */
  const restoreStep = ({ run }: PanelView): void => {
    const { selection } = state;
    if (run === undefined || selection?.run !== run.number || !run.followLive) return;
    post({ type: 'selectStep', step: selection.step });
  };
  const rememberStep = ({ run }: PanelView): void => {
    const selection =
      run?.frame === undefined || run.followLive ? undefined : { run: run.number, step: run.frame.step };
    const known = state.selection;
    if (selection?.run !== known?.run || selection?.step !== known?.step) remember({ selection });
  };

  let latest: PanelView | undefined;
  let frameRequested = false;
  let chartDrawn = false;

  const selection = (): Place | undefined => latest && chosen.apply(latest, performance.now()).selection;
  const requestDraw = (): void => {
    if (frameRequested) return;
    frameRequested = true;
    requestAnimationFrame(draw);
  };
  // What Escape closes first, a hover or a dialog, says so.
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented && selection() !== undefined) context.select(undefined);
  });

  const draw = (): void => {
    frameRequested = false;
    if (latest === undefined) return;
    panel.update(chosen.apply(latest, performance.now()));
    if (latest.run?.frame === undefined) return;
    if (chartDrawn) {
      rememberStep(latest);
      return;
    }
    chartDrawn = true;
    restoreStep(latest);
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
    if (isOpenRuns(data)) panel.open('runs');
    if (isHistory(data)) context.histories.receive(data.history);
    if (!isView(data)) return;
    // Asked for by a command, it is shown where it runs.
    const begins = data.view.refinement?.status === 'running' && latest?.refinement?.status !== 'running';
    latest = data.view;
    if (begins) panel.open('continuum');
    requestDraw();
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
