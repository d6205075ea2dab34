import { LAGRANGIAN_SERIES } from '../../src/protocol/panel.js';
import { validationGapText } from '../../src/run/validationCurve.js';
import { LINES, summarizeLagrangian } from '../model/lagrangianLines.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createStepChart } from './stepChart.js';
import type { Theme } from './theme.js';

/** Loss, bulk, boundary and their like over the steps. */
export const createLagrangianChart = (context: PanelContext, theme: Theme): ThemedPart =>
  createStepChart(context, theme, {
    testId: 'chart-lagrangian',
    title: 'Lagrangian over steps',
    axis: 'Lagrangian terms (per step², mass 1)',
    lines: LINES,
    keys: LAGRANGIAN_SERIES,
    seriesOf: (run, key) => run.series[key],
    bandOf: ({ ensemble }, key) => (key === 'validationLoss' ? undefined : ensemble?.bands[key]),
    missing: (run, key) => (key === 'validationLoss' ? validationGapText(run.validation) : undefined),
    summary: summarizeLagrangian,
    isLogarithmic: () => context.state.symmetricLog,
    setLogarithmic: (symmetricLog) => {
      context.remember({ symmetricLog });
    },
    hidden: () => context.state.hiddenSeries,
    setHidden: (hiddenSeries) => {
      context.remember({ hiddenSeries });
    },
  });
