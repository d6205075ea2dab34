import { describe, expect, it } from 'vitest';
import { neighbouringStep } from '../../../webview/model/frameStepping.js';
import { frameOf, layerTerms, runView, series } from './views.js';

const at = (step: number) => frameOf([layerTerms()], { step });

describe('neighbouringStep', () => {
  it('finds the recorded steps on both sides, however they are spaced', () => {
    const loss = series([0, 10, 11, 12, 20, 50]);
    const run = runView({ series: { ...runView().series, loss }, frame: at(11) });
    expect(neighbouringStep(run, 'previous')).toBe(10);
    expect(neighbouringStep(run, 'next')).toBe(12);
  });

  it('ends at the first and the last frame', () => {
    expect(neighbouringStep(runView({ frame: at(0) }), 'previous')).toBeUndefined();
    expect(neighbouringStep(runView({ frame: at(50) }), 'next')).toBeUndefined();
    expect(neighbouringStep(runView({ frame: undefined }), 'next')).toBeUndefined();
  });

  it('goes by the interval of analysis where the series is decimated, and stays inside the run', () => {
    const run = runView({ frameCount: 9000, firstStep: 0, lastStep: 89995, frame: at(89990) });
    expect(neighbouringStep(run, 'previous')).toBe(89980);
    expect(neighbouringStep(run, 'next')).toBe(89995);
    expect(neighbouringStep({ ...run, frame: at(89995) }, 'next')).toBeUndefined();
  });
});
