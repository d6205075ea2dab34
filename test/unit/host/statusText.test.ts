import { describe, expect, it } from 'vitest';
import { statusText } from '../../../src/host/statusText.js';
import { sampleFacts } from './samples.js';

describe('statusText', () => {
  it('shows progress and the loss while training', () => {
    expect(statusText(sampleFacts(), 0.12).text).toBe('$(pulse) BBD 1\u202f240/2\u202f000, loss 0.12');
    expect(statusText(sampleFacts(), undefined).text).toBe('$(pulse) BBD 1\u202f240/2\u202f000');
  });

  it('stands out when a run went wrong, and only then', () => {
    const alarming = (['running', 'paused', 'completed', 'stopped', 'diverged', 'failed'] as const).filter(
      (status) => statusText(sampleFacts({ status }), 0.1).alarming,
    );
    expect(alarming).toEqual(['diverged', 'failed']);
    expect(statusText(sampleFacts({ status: 'diverged', step: 31 }), undefined).text).toContain(
      'diverged at step 31',
    );
  });

  it('says how a run ended with its final loss', () => {
    expect(statusText(sampleFacts({ status: 'completed', step: 2000, finalLoss: 0.0123 }), 0.5).text).toBe(
      '$(check) BBD 2\u202f000/2\u202f000, loss 0.0123',
    );
  });
});
