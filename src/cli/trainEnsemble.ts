import type { Experiment } from '../network/types.js';
import { Ensemble, memberSeed } from '../run/ensemble.js';
import type { Terminal } from './terminal.js';
import { trainRun, type TrainedRun, type WorkerFiles } from './trainRun.js';

/**
 * Makes the other runs of an ensemble, one after the other: a run keeps its worker busy, and steps that share the processor
 * with another run take as much longer. An interrupt, or a run that fails, ends it; what was made until then counts.
 * @param first the run with the spec's own seed
 * @returns undefined where the plan is of one run
 * @throws Error as `trainRun`
 */
export async function trainEnsemble(
  experiment: Experiment,
  first: TrainedRun,
  terminal: Terminal,
  files: WorkerFiles,
): Promise<Ensemble | undefined> {
  const { seeds } = experiment.analysis;
  if (seeds === 1) return undefined;
  const ensemble = new Ensemble(experiment);
  let run = first;
  for (let i = 1; ; i++) {
    const { result, store, dynamics, continuum, statistics } = run;
    ensemble.add(result, {
      frames: store.packed,
      dynamics: dynamics.records,
      continuum: continuum.records,
      statistics: statistics.records,
    });
    const { reason } = result;
    if (i === seeds || (reason !== 'completed' && reason !== 'diverged')) return ensemble;
    const seed = memberSeed(experiment.seed, i);
    const label = `run ${i + 1} of ${seeds}, seed ${seed}: `;
    run = await trainRun({ ...experiment, seed }, { label }, terminal, files);
    if (run.result.message !== undefined) terminal.writeError(`seed ${seed}: ${run.result.message}\n`);
  }
}
