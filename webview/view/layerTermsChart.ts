import { LAYER_SERIES } from '../../src/protocol/panel.js';
import {
  LAYER_TERM_LINES,
  layerTermMissing,
  layerTermsTitle,
  summarizeLayerTerms,
} from '../model/layerTermLines.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createStepChart } from './stepChart.js';
import type { Theme } from './theme.js';

/** The terms of the selected layer over the steps. */
export const createLayerTermsChart = (context: PanelContext, theme: Theme): ThemedPart =>
  createStepChart(context, theme, {
    testId: 'chart-layer-terms',
    title: layerTermsTitle,
    axis: 'term (per step², mass 1)',
    caption:
      'Of the layer that is selected anywhere. K_z, C and F cancel down to K_b: what is left of them is a pure number, in the legend.',
    lines: LAYER_TERM_LINES,
    keys: LAYER_SERIES,
    seriesOf: (run, key) => run.layerSeries.series[key],
    missing: layerTermMissing,
    summary: summarizeLayerTerms,
    isLogarithmic: () => context.state.logLayerTerms,
    setLogarithmic: (logLayerTerms) => {
      context.remember({ logLayerTerms });
    },
    hidden: () => context.state.hiddenLayerTerms,
    setHidden: (hiddenLayerTerms) => {
      context.remember({ hiddenLayerTerms });
    },
  });
