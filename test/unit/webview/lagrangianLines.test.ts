import { describe, expect, it } from 'vitest';
import { LAGRANGIAN_SERIES } from '../../../src/protocol/panel.js';
import { LINES, summarizeLagrangian, valueAtStep } from '../../../webview/model/lagrangianLines.js';
import { runView } from './views.js';

describe('LINES', () => {
  it('differ in colour, in dashes and in markers', () => {
    const lines = LAGRANGIAN_SERIES.map((key) => LINES[key]);
    for (const trait of [
      lines.map(({ hue }) => hue),
      lines.map(({ marker }) => marker),
      lines.map(({ dash }) => dash.join(' ')),
    ]) {
      expect(new Set(trait).size).toBe(lines.length);
    }
  });
});

describe('summarizeLagrangian', () => {
  it('tells range, step and the values that are shown', () => {
    const text = summarizeLagrangian(runView(), ['lagrangian', 'trainingLoss']);
    expect(text).toContain('steps 0 to 50');
    expect(text).toContain('At step 40: loss 100.0, bulk');
    expect(text).not.toContain('training loss');
  });

  it('tells the validation loss that was known at the step', () => {
    const points = [
      { step: 0, loss: 7 },
      { step: 40, loss: 6 },
      { step: 50, loss: 5 },
    ];
    const run = runView({ validation: { samples: 9, every: 40, gap: undefined, points } });
    expect(summarizeLagrangian(run, [])).toContain('validation loss 6.000');
    expect(valueAtStep(runView(), 'validationLoss')).toBeUndefined();
    expect(summarizeLagrangian(runView(), [])).not.toContain('validation');
  });

  it('says that there is nothing yet', () => {
    expect(summarizeLagrangian(runView({ frame: undefined }), [])).toContain('no step analysed yet');
  });
});
