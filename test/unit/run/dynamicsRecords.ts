import { createRandom } from '../../../src/base/random.js';
import { analyzeDynamics } from '../../../src/dynamics/analyzeDynamics.js';
import type { DynamicsRecord } from '../../../src/dynamics/dynamicsRecord.js';
import { unknown } from '../../../src/dynamics/quantity.js';
import { StepPasses } from '../../../src/dynamics/stepPasses.js';
import { networkOf, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';

/** The record of a random step of a small network; the first step has no step before it. */
export function dynamicsRecord(step: number): DynamicsRecord {
  const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 2, outputs: 1}
layers:
  - {type: dense, units: 3, activation: tanh}
  - {type: dense, units: 1}
loss: mse
`)!;
  const random = createRandom(step, 'dynamics record');
  const [samples, learningRate] = [4, 0.05];
  const previous = randomParameters(network, random);
  const before = randomStep(network.links, previous, 1e-3, random);
  const after = randomStep(network.links, before, 1e-3, random);
  const inputs = normals(2 * samples, 1, random);
  const { inertia, ...record } = analyzeDynamics(
    network,
    { kind: 'sgd' },
    {
      step,
      previous: step === 0 ? undefined : previous,
      passes: new StepPasses(network, {
        before,
        after,
        samples,
        inputsBefore: inputs,
        inputsAfter: inputs,
        targets: normals(samples, 1, random),
      }),
      mode: 'probe',
      learningRate,
    },
  );
  return {
    ...record,
    inertia: { ...inertia, action: unknown('lastStepAlone') },
    coupling: unknown('notAsked'),
  };
}
