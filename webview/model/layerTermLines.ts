import { LAYER_SERIES, type LayerSeries, type RunView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import { formatCount } from '../../src/run/format.js';
import { formatScientific } from './formatNumber.js';
import type { Line } from './stepLines.js';
import { TERMS } from './terms.js';

const { symbol, name } = quantity('biasKinetic');

export const LAYER_TERM_LINES: Readonly<Record<LayerSeries, Line>> = {
  weightKinetic: { ...TERMS.weightKinetic, dash: [10, 3, 2, 3], marker: 'rect' },
  neuronKinetic: { ...TERMS.neuronKinetic, dash: [], marker: 'circle' },
  coupling: { ...TERMS.coupling, dash: [7, 4], marker: 'triangle' },
  fluxSquared: { ...TERMS.fluxSquared, dash: [2, 3], marker: 'rectRot' },
  biasKinetic: { symbol, name, hue: 'foreground', dash: [1, 2], marker: 'crossRot' },
  cancellation: {
    symbol: 'K_b/(|K_z|+|C|+|F|)',
    name: 'left by cancellation',
    hue: 'red',
    dash: [5, 3],
    marker: 'cross',
  },
};

const layerText = ({ layers, layerSeries: { m } }: RunView): string => `layer ${m} ${layers[m]?.name ?? ''}`;

export const layerTermsTitle = (run: RunView): string => `Terms of ${layerText(run)} over steps`;

/** Why a term of the shown layer has no values at all. */
export function layerTermMissing(
  { layers, layerSeries: { m } }: RunView,
  key: LayerSeries,
): string | undefined {
  const needsBias = key === 'biasKinetic' || key === 'cancellation';
  return needsBias && layers[m]?.bias === false ? 'the layer has no bias' : undefined;
}

/** The chart in words, for those who do not see it. */
export function summarizeLayerTerms(run: RunView, hidden: readonly LayerSeries[]): string {
  const { frame, layerSeries } = run;
  if (frame === undefined) return 'Chart of the terms of a layer over steps: no step analysed yet.';
  const terms = frame.layers[layerSeries.m];
  const shown = LAYER_SERIES.flatMap((key) =>
    hidden.includes(key) || key === 'cancellation' || terms === undefined
      ? []
      : [`${LAYER_TERM_LINES[key].name} ${formatScientific(terms[key])}`],
  );
  return `Chart of the terms of ${layerText(run)} over steps. At step ${formatCount(frame.step)}: ${shown.join(', ')}.`;
}
