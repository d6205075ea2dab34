import {
  missingValidity,
  summarizeValidity,
  VALIDITY_KEYS,
  VALIDITY_LINES,
  validitySeries,
} from '../model/validityLines.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createStepChart } from './stepChart.js';
import type { Theme } from './theme.js';

/** How the validity of the continuum changes while the network trains. */
export const createValidityChart = (context: PanelContext, theme: Theme): ThemedPart =>
  createStepChart(context, theme, {
    testId: 'chart-validity',
    title: 'Validity over steps',
    axis: 'pure number, median over layers',
    lines: VALIDITY_LINES,
    keys: VALIDITY_KEYS,
    seriesOf: validitySeries,
    missing: missingValidity,
    summary: summarizeValidity,
    isLogarithmic: () => context.state.logValidity,
    setLogarithmic: (logValidity) => {
      context.remember({ logValidity });
    },
    hidden: () => context.state.hiddenValidity,
    setHidden: (hiddenValidity) => {
      context.remember({ hiddenValidity });
    },
  });
