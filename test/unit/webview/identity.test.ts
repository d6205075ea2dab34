import { describe, expect, it } from 'vitest';
import { explainIdentity, identityBadge, judgeIdentity } from '../../../webview/model/identity.js';
import { atRest, frameOf, layerTerms, withoutBias } from './views.js';

const good = frameOf([layerTerms(), layerTerms()]);

describe('judgeIdentity', () => {
  it('is exact while all residuals are within their limits', () => {
    expect(judgeIdentity(good, 3e-14)).toEqual({ kind: 'exact', worst: 3e-14 });
    const atLimit = frameOf([layerTerms({ residual: 1e-9, residualOfLargestTerm: 1e-12 })]);
    expect(judgeIdentity(atLimit, 1e-9).kind).toBe('exact');
  });

  it('waits for the first frame', () => {
    expect(judgeIdentity(undefined, undefined).kind).toBe('waiting');
  });

  it('is broken by a layer of the selected frame whose residual is too large, and names it', () => {
    const frame = frameOf([layerTerms(), layerTerms({ residual: 2e-9 })]);
    expect(judgeIdentity(frame, 2e-9)).toMatchObject({ kind: 'broken', culprit: { place: 'layer', m: 1 } });
  });

  it('is broken by a residual that is too large for the largest term, also without a bias', () => {
    const frame = frameOf([layerTerms(), { ...withoutBias(), residualOfLargestTerm: 2e-12 }]);
    expect(judgeIdentity(frame, 1e-14)).toMatchObject({ kind: 'broken', culprit: { m: 1 } });
  });

  it('is broken by another frame', () => {
    expect(judgeIdentity(good, 1e-8)).toMatchObject({ kind: 'broken', culprit: { place: 'otherFrame' } });
  });

  it('lets no residual pass that is not a number', () => {
    expect(judgeIdentity(frameOf([layerTerms({ residual: NaN })]), 1e-14).kind).toBe('broken');
    expect(judgeIdentity(frameOf([layerTerms({ residualOfLargestTerm: NaN })]), 1e-14).kind).toBe('broken');
    expect(judgeIdentity(good, NaN).kind).toBe('broken');
  });

  it('is undefined without a bias anywhere, and while the biases rest', () => {
    expect(judgeIdentity(frameOf([withoutBias(), withoutBias()]), undefined)).toEqual({
      kind: 'undefined',
      reason: 'noBias',
    });
    expect(judgeIdentity(frameOf([withoutBias(), atRest()]), undefined)).toEqual({
      kind: 'undefined',
      reason: 'atRest',
    });
    const frozen = { ...withoutBias(), residualGap: 'frozen' } as const;
    expect(judgeIdentity(frameOf([withoutBias(), frozen]), undefined)).toEqual({
      kind: 'undefined',
      reason: 'frozen',
    });
  });

  it('stays exact when the biases have come to rest after frames that were tested', () => {
    expect(judgeIdentity(frameOf([atRest(), atRest()]), 3e-14).kind).toBe('exact');
  });

  it('does not judge numbers that have overflowed', () => {
    expect(judgeIdentity(frameOf([layerTerms()], { bulk: Infinity }), 1e-14).kind).toBe('notFinite');
  });
});

describe('identityBadge', () => {
  it('is green with the residual only when exact', () => {
    expect(identityBadge({ kind: 'exact', worst: 3.1e-14 }, 124)).toEqual({
      tone: 'good',
      text: 'EXACT 3e-14',
      detail: 'worst residual of 124 frames',
    });
  });

  it('says why it is grey', () => {
    expect(identityBadge({ kind: 'undefined', reason: 'noBias' }, 1)).toMatchObject({
      tone: 'neutral',
      detail: 'no layer has a bias',
    });
    expect(identityBadge({ kind: 'waiting' }, 0).tone).toBe('neutral');
  });

  it('is red with the culprit when broken or overflowed', () => {
    const verdict = judgeIdentity(frameOf([layerTerms({ residual: 3.2e-5 })]), 3.2e-5);
    expect(identityBadge(verdict, 9)).toEqual({
      tone: 'bad',
      text: 'NOT EXACT 3e-5',
      detail: 'layer 0 is off',
    });
    expect(identityBadge({ kind: 'notFinite' }, 9).tone).toBe('bad');
  });
});

describe('explainIdentity', () => {
  it('states the identity, the limits and the second self-test', () => {
    const text = explainIdentity({ kind: 'exact', worst: 3e-14 }, good).join('\n');
    expect(text).toContain('K_z + C + F = K_b');
    expect(text).toContain('1e-9');
    expect(text).toContain('1e-12');
    expect(text).toContain('2e-14 of K_b');
  });

  it('leaves the second self-test out where it is undefined', () => {
    const frame = frameOf([withoutBias()]);
    const text = explainIdentity(judgeIdentity(frame, undefined), frame).join('\n');
    expect(text).not.toContain('Second self-test');
    expect(text).toContain('Add a bias');
  });
});
