import assert from 'node:assert/strict';
import threads from 'node:worker_threads';
import * as vscode from 'vscode';
import type { BbdInspectorApi } from '../../src/host/extension.js';
import {
  activateExtension,
  cleanUp,
  ENDLESS_SPEC,
  openSpec,
  QUICK_SPEC,
  replaceText,
  waitFor,
  waitForEnd,
  waitForView,
} from './support.js';

const analyze = async (): Promise<void> => {
  await vscode.commands.executeCommand('bbd.analyze');
};

describe('A run', () => {
  let api: BbdInspectorApi;
  before(async () => {
    api = await activateExtension();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('bbd.stop');
    await cleanUp();
  });

  it('trains to the end, with an exact decomposition of every analysed step', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    await analyze();
    const run = await waitForEnd(api, document.uri, 1);
    assert.equal(run.status, 'completed');
    assert.equal(run.step, 200);
    assert.equal(run.frameCount, 20);
    assert.deepEqual(
      [...run.series.loss.steps],
      Array.from({ length: 20 }, (_, i) => 10 * i),
    );
    assert.ok(run.worstResidual !== undefined && run.worstResidual <= 1e-9, String(run.worstResidual));
    assert.deepEqual(
      run.layers.map(({ shape, line }) => [shape, line]),
      [
        ['3 → 4', 6],
        ['4 → 4', 9],
        ['4 → 4', 9],
        ['4 → 1', 10],
      ],
    );
    const terms = run.frame?.layers[1];
    assert.ok(terms);
    const sum = terms.neuronKinetic + terms.coupling + terms.fluxSquared;
    assert.ok(Math.abs(sum - terms.biasKinetic) <= 1e-9 * terms.biasKinetic);
    assert.ok((run.finalLoss ?? Infinity) < (run.series.loss.values[0] ?? 0));
  });

  it('opens a panel beside the editor, which keeps the focus', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    await analyze();
    const isPanel = ({ input }: vscode.Tab): boolean =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith('bbd.inspector');
    const panel = await waitFor('panel', vscode.window.tabGroups.onDidChangeTabs, () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(isPanel),
    );
    assert.equal(panel.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(panel.label, 'BBD: Quick');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    await waitForEnd(api, document.uri, 1);
  });

  it('gives the same numbers again from the same seed', async () => {
    const { document } = await openSpec(QUICK_SPEC);
    await analyze();
    const first = await waitForEnd(api, document.uri, 1);
    await vscode.commands.executeCommand('bbd.restart');
    const second = await waitForEnd(api, document.uri, 2);
    assert.deepEqual(second.series, first.series);
    assert.equal(second.finalLoss, first.finalLoss);
  });

  it('pauses, steps once, goes on and stops when told', async () => {
    const { document } = await openSpec(ENDLESS_SPEC);
    await analyze();
    await waitForView(api, document.uri, 'running', ({ run }) => run?.status === 'running' && run.step > 0);
    await vscode.commands.executeCommand('bbd.pause');
    const paused = await waitForView(api, document.uri, 'paused', ({ run }) => run?.status === 'paused');
    const step = paused.run?.step ?? NaN;
    await vscode.commands.executeCommand('bbd.step');
    const stepped = await waitForView(
      api,
      document.uri,
      'step',
      ({ run }) => run?.step === step + 1 && run.lastStep === step,
    );
    assert.equal(stepped.run?.status, 'paused');
    await vscode.commands.executeCommand('bbd.resume');
    await waitForView(
      api,
      document.uri,
      'resumed',
      ({ run }) => run?.status === 'running' && run.step > step + 1,
    );
    await vscode.commands.executeCommand('bbd.stop');
    const ended = await waitForEnd(api, document.uri, 1);
    assert.equal(ended.status, 'stopped');
    assert.ok(ended.frameCount > 0);
  });

  it('that diverges says so, and keeps what came before', async () => {
    const { document } = await openSpec(
      QUICK_SPEC.replace('learningRate: 0.02', 'learningRate: 500').replace('every: 10', 'every: 1'),
    );
    await analyze();
    const run = await waitForEnd(api, document.uri, 1);
    assert.equal(run.status, 'diverged');
    assert.match(run.message ?? '', /learning ?rate/i);
    assert.ok(run.frameCount > 0);
    const numbers = [...run.series.loss.values, ...run.series.bulk.values];
    assert.ok(numbers.every(Number.isFinite));
  });

  it('whose worker dies says so', async () => {
    const { document } = await openSpec(ENDLESS_SPEC);
    const workers = noteWorkers();
    try {
      await analyze();
      await waitForView(api, document.uri, 'running', ({ run }) => run?.status === 'running');
      assert.equal(workers.started.length, 1);
      await workers.started[0]?.terminate();
      const run = await waitForEnd(api, document.uri, 1);
      assert.equal(run.status, 'failed');
      assert.ok((run.message ?? '').length > 20, run.message);
    } finally {
      workers.restore();
    }
  });

  it('is not started for a text with errors; they are shown instead', async () => {
    const { document } = await openSpec(QUICK_SPEC.replace('units: 1}', 'units: 0}'));
    await analyze();
    const view = await waitForView(api, document.uri, 'problems', ({ problems }) => problems.length > 0);
    assert.equal(view.run, undefined);
    assert.equal(view.problems[0]?.line, 10);
  });

  it('is not started when its table is missing; the path is pointed at', async () => {
    const { document } = await openSpec(
      QUICK_SPEC.replace(/data: .*/, 'data: {source: csv, path: no-such-file.csv}'),
    );
    await analyze();
    const view = await waitForView(api, document.uri, 'problems', ({ problems }) => problems.length > 0);
    assert.equal(view.run, undefined);
    assert.match(view.problems[0]?.message ?? '', /no-such-file\.csv/);
    assert.equal(view.problems[0]?.line, 4);
  });

  it('uses the text as it is in the editor, saved or not', async () => {
    const editor = await openSpec(QUICK_SPEC);
    await replaceText(editor, 'steps: 200', 'steps: 30');
    await analyze();
    const run = await waitForEnd(api, editor.document.uri, 1);
    assert.equal(run.step, 30);
  });
});

/** Notes the worker threads that the extension starts: it shares this process, and so Node's module. */
function noteWorkers(): { readonly started: threads.Worker[]; readonly restore: () => void } {
  const started: threads.Worker[] = [];
  const { Worker } = threads;
  class NotedWorker extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      started.push(this);
    }
  }
  Reflect.set(threads, 'Worker', NotedWorker);
  return {
    started,
    restore: () => {
      Reflect.set(threads, 'Worker', Worker);
    },
  };
}
