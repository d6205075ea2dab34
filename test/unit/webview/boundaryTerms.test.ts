import { describe, expect, it } from 'vitest';
import { findQuantity } from '../../../src/quantities/quantities.js';
import { boundaryFacts, boundaryMoments, summarizeBoundary } from '../../../webview/model/boundaryTerms.js';
import { statisticsRecord } from '../run/statisticsRecords.js';
import { frameOf, layerTerms, runView } from './views.js';

describe('the boundary', () => {
  it('is C and F of layer 0 less the loss, each of them defined', () => {
    const facts = boundaryFacts(runView());
    const texts = new Map(facts.map(({ id, text }) => [id, text]));
    expect(texts.get('coupling')).toBe('-12.00');
    expect(texts.get('fluxSquared')).toBe('5.000');
    expect(texts.get('boundaryKinetic')).toBe('-7.000');
    expect(texts.get('loss')).toBe('-100.0');
    expect(texts.get('boundary')).toBe('-107.0');
    expect(facts.filter(({ id }) => findQuantity(id) === undefined)).toEqual([]);
    expect(facts.find(({ id }) => id === 'loss')?.note).toBe('93 % of the boundary by size');
  });

  it('counts a bias that layers share with one part', () => {
    const frame = frameOf([layerTerms(), layerTerms()]);
    const [coupling] = boundaryFacts(runView({ frame, biasSharers: [2, 2] }));
    expect(coupling?.text).toBe('-6.000');
  });

  it('has no facts before the first frame', () => {
    expect(boundaryFacts(runView({ frame: undefined }))).toEqual([]);
    expect(summarizeBoundary(runView({ frame: undefined }), [])).toContain('no step analysed yet');
  });

  it('differs from sample to sample in five numbers', () => {
    expect(boundaryMoments(statisticsRecord(3)).map(({ key }) => key)).toEqual([
      'inputCoupling',
      'inputFluxSquared',
      'boundaryKinetic',
      'loss',
      'boundary',
    ]);
  });

  it('is told in words, without the lines that are hidden', () => {
    const text = summarizeBoundary(runView(), ['loss']);
    expect(text).toContain('input boundary -7.000');
    expect(text).not.toContain('loss');
  });
});
