import { describe, expect, it } from 'vitest';
import { findQuantity } from '../../../src/quantities/quantities.js';
import { dynamicsRecord } from './dynamicsRecords.js';
import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { analyzeStatistics } from '../../../src/dynamics/analyzeStatistics.js';
import { unknown } from '../../../src/dynamics/quantity.js';
import type { StatisticsRecord } from '../../../src/dynamics/statisticsRecord.js';
import { StepPasses } from '../../../src/dynamics/stepPasses.js';
import { networkOf, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';

/** Members that are parts or other forms of what is defined under another name. */
const PARTS: Readonly<Record<string, string>> = {
  neuronPower: 'powerCurrent',
  skipPower: 'powerCurrent',
  absorbedByStatistics: 'absorbedPower',
  absorbedByHead: 'absorbedPower',
  lossChange: 'lossRate',
  totalBalance: 'balanceRatio',
  massFactor: 'mass',
  lossPerKinetic: 'kineticEnergy',
  inertialForce: 'overdamping',
  frictionForce: 'overdamping',
  localPower: 'powerCurrent',
  below: 'forceBelow',
  above: 'forceAbove',
  weights: 'forceResidual',
  dropoutFlux: 'fluxSquared',
  residualExpansion: 'neuronKinetic',
  inputCoupling: 'coupling',
  inputFluxSquared: 'fluxSquared',
  noise: 'noiseTrace',
  order: 'displacementCorrelation',
  initialOrder: 'displacementCorrelation',
  dataSplit: 'dataFraction',
  activitySquared: 'density',
};

/** What says of which step, samples and layers a record is. */
const CIRCUMSTANCES: ReadonlySet<string> = new Set([
  'step',
  'samples',
  'learningRate',
  'frames',
  'start',
  'length',
  'period',
]);

/** Of a network in which nearly everything is defined. */
function statisticsRecord(): StatisticsRecord {
  const network = networkOf(`bbd: 1
data: {source: teacher, inputs: 4, outputs: 2}
layers:
  - repeat: 4
    layers: [{type: dense, units: 4, activation: relu}]
  - {type: dense, units: 2}
loss: mse
`)!;
  const random = createRandom(3, 'defined');
  const before = randomParameters(network, random);
  const samples = 20;
  const pair = {
    before,
    after: randomStep(network.links, before, 1e-2, random),
    samples,
    inputsBefore: normals(4 * samples, 1, random),
    inputsAfter: normals(4 * samples, 1, random),
    targets: normals(2 * samples, 1, random),
  };
  return analyzeStatistics({
    network,
    optimizer: { kind: 'sgd' },
    learningRate: 0.1,
    batchSize: 4,
    dataSamples: 100,
    seed: 1,
    mode: 'streaming',
    step: 1,
    passes: new StepPasses(network, pair),
    window: Array.from({ length: 20 }, () => decompose(network, pair)),
    initialOrder: unknown('notSeen'),
  });
}

/** Paths of all numbers, by the names of members. */
function* numbersOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value === 'number') yield path;
  else if (Array.isArray(value)) for (const item of value) yield* numbersOf(item, path);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* numbersOf(member, [...path, name]);
  }
}

describe('the numbers of a record', () => {
  it('belong to a quantity of the table, each of them', () => {
    const paths = [dynamicsRecord(1), statisticsRecord()].flatMap((record) => [...numbersOf(record)]);
    const undefinedPaths = paths.filter(
      (path) =>
        !CIRCUMSTANCES.has(path.at(-1) ?? '') &&
        !path.some((name) => findQuantity(PARTS[name] ?? name) !== undefined),
    );
    expect([...new Set(undefinedPaths.map((path) => path.join('.')))]).toEqual([]);
    expect(paths.length).toBeGreaterThan(200);
  });
});
