import { createDataset } from '../../src/data/dataset.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { selectSamples } from '../../src/engine/batches.ts';
import { createTrainingEngine } from '../../src/engine/createTrainingEngine.ts';
import { ContinuumRecorder } from '../../src/worker/continuumRecorder.ts';
import { loadWasmModules } from '../../src/worker/wasmFiles.ts';
import { experimentOf } from './networks.mjs';
void (async () => {
  const [w, ex, name] = process.argv.slice(2);
  await startBackend('wasm', await loadWasmModules(w));
  const experiment = experimentOf(name, ex);
  const { network, data, training, seed } = experiment;
  const dataset = createDataset(data, seed);
  const engine = createTrainingEngine({ network, data: dataset, training, seed });
  for (let k = 0; k < 20; k++) engine.step();
  const before = engine.parameters(); engine.step(); const after = engine.parameters();
  const probe = selectSamples(dataset, Uint32Array.from({ length: 8 }, (_, s) => s));
  const r = new ContinuumRecorder(experiment);
  const t0 = process.cpuUsage(); let n = 0; const until = performance.now() + 12000;
  while (performance.now() < until) { r.record(20, { before, after }, probe, probe); n++; }
  const t = process.cpuUsage(t0); console.log(name, n, 'records', ((t.user + t.system) / n).toFixed(0), 'µs');
})();
