import { describe, expect, it } from 'vitest';
import { analysisJson } from '../../../src/run/analysisJson.js';
import { Ensemble } from '../../../src/run/ensemble.js';
import { makeFrame, packFrames } from './frames.js';
import { continuumRecord } from './continuumRecords.js';
import { dynamicsRecord } from './dynamicsRecords.js';
import { experiment, origin, recorded, result } from './recordedRuns.js';
import { statisticsRecord } from './statisticsRecords.js';

describe('analysisJson', () => {
  const biases = ['free', 'none'] as const;
  const frames = [makeFrame(0, biases), makeFrame(10, biases, true)];
  const written: unknown = JSON.parse(
    [...analysisJson(experiment, recorded({ frames: () => frames }), origin)].join(''),
  );

  it('has the layers and the result of schema bbd-analysis/1', () => {
    expect(written).toMatchObject({
      schema: 'bbd-analysis/1',
      layers: [
        { m: 0, name: 'layer 0', type: 'dense', inputs: 2, outputs: 3, activationIn: 'linear', bias: true },
        { m: 1, name: 'layer 1', type: 'dense', inputs: 3, outputs: 1, activationIn: 'tanh', bias: false },
      ],
      result: {
        reason: 'completed',
        steps: 20,
        finalLoss: 0.30000000000000004,
        finalValidationLoss: null,
        backend: 'wasm',
        seed: 11,
      },
    });
  });

  it('says how it was trained, with what nothing was said of in full', () => {
    expect(written).toMatchObject({
      settings: {
        optimizer: 'sgd',
        optimizerSettings: {},
        learningRate: 0.1,
        schedule: { kind: 'constant' },
      },
      layers: [
        { frozen: false, tiedTo: null, learningRateMultiplier: 1, weightDecay: 0 },
        { initializer: { kind: 'glorot', gain: 1 } },
      ],
    });
    const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } as const;
    const training = { ...experiment.training, optimizer };
    const other: unknown = JSON.parse(
      [...analysisJson({ ...experiment, training }, recorded({}), origin)].join(''),
    );
    expect(other).toMatchObject({
      settings: { optimizer: 'adam', optimizerSettings: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } },
    });
  });

  it('writes every term with all digits and null where it is undefined', () => {
    const plain = frames.map((frame) => ({
      ...frame,
      residual: frame.residual ?? null,
      layers: frame.layers.map((layer, m) => ({
        m,
        ...layer,
        residual: layer.residual ?? null,
        residualGap: layer.residualGap ?? null,
        sectorSpread: layer.sectorSpread ?? null,
      })),
    }));
    expect(written).toMatchObject({ frames: plain });
  });

  it('has the points of the validation loss, or why there are none', () => {
    const points = [{ step: 0, loss: 1 / 3 }];
    const validation = { samples: 5, every: 10, gap: undefined, points };
    const read = (pieces: Iterable<string>): unknown => JSON.parse([...pieces].join(''));
    const about = origin;
    expect(read(analysisJson(experiment, recorded({ validation }), about))).toMatchObject({
      validation: { samples: 5, every: 10, gap: null, points },
    });
    expect(written).toMatchObject({ validation: { samples: 0, every: null, gap: 'noSplit', points: [] } });
  });

  it('is valid JSON without any frame', () => {
    const empty: unknown = JSON.parse([...analysisJson(experiment, recorded({}), origin)].join(''));
    expect(empty).toMatchObject({ frames: [] });
  });

  it('has the dynamics with a reason where there is no value', () => {
    const text = [
      ...analysisJson(experiment, recorded({ dynamics: [dynamicsRecord(0), dynamicsRecord(40)] }), origin),
    ].join('');
    const { dynamics } = JSON.parse(text) as { dynamics: unknown[] };
    expect(dynamics).toMatchObject([
      { step: 0, forces: { value: null, reason: 'noPreviousStep' }, coupling: { reason: 'notAsked' } },
      {
        step: 40,
        inertia: { overdamping: { value: { number: dynamicsRecord(40).inertia.overdamping.value?.number } } },
      },
    ]);
  });

  it('has the continuum with null where there is no value', () => {
    const text = [...analysisJson(experiment, recorded({ continuum: [continuumRecord(0)] }), origin)].join(
      '',
    );
    const parsed = JSON.parse(text) as { settings: unknown; continuum: unknown[] };
    expect(parsed.settings).toMatchObject({ continuum: 0 });
    const { linear } = continuumRecord(0).blocks[0]!.validity;
    expect(parsed.continuum).toMatchObject([
      {
        step: 0,
        boundary: null,
        blocks: [
          {
            start: 1,
            length: 6,
            gap: null,
            validity: { verdict: 'notControlled', linear: [null, ...linear.slice(1, -1), null] },
            approximation: { kind: 'depth', neuralOde: null },
          },
        ],
      },
    ]);
  });

  it('has the statistics with a reason where there is no value', () => {
    const text = [
      ...analysisJson(
        experiment,
        recorded({ statistics: [statisticsRecord(0), statisticsRecord(40)] }),
        origin,
      ),
    ].join('');
    expect(JSON.parse(text)).toMatchObject({
      statistics: [
        {
          step: 0,
          boundary: { loss: { mean: 3, variance: null } },
          noise: { value: null, reason: 'fewSamples' },
        },
        { step: 40 },
      ],
    });
    expect(written).toMatchObject({ statistics: [] });
  });

  it('has the mean and the standard error of an ensemble, with how its runs ended', () => {
    const ensemble = new Ensemble(experiment);
    const records = {
      frames: packFrames(frames, 2),
      dynamics: [dynamicsRecord(0)],
      continuum: [],
      statistics: [],
    };
    ensemble.add(result, records);
    ensemble.add(
      { ...result, seed: 12, reason: 'diverged', steps: 3 },
      { ...records, frames: packFrames(frames.slice(0, 1), 2) },
    );
    const text = [...analysisJson(experiment, recorded({ ensemble }), origin)].join('');
    expect(JSON.parse(text)).toMatchObject({
      settings: { seeds: 1 },
      ensemble: {
        members: [
          { seed: 11, reason: 'completed', message: null },
          { seed: 12, reason: 'diverged', steps: 3 },
        ],
        frames: [
          {
            step: 0,
            runs: 2,
            mean: { loss: frames[0]!.loss, layers: [{ m: 0 }, { m: 1, residual: null }] },
            standardError: { loss: 0, layers: [{ m: 0, coupling: 0 }, { m: 1 }] },
          },
          { step: 10, runs: 1, mean: { bulk: frames[1]!.bulk }, standardError: { bulk: null } },
        ],
      },
    });
    expect(written).toMatchObject({ ensemble: null });
  });
});
