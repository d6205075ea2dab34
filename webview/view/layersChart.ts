import type { ChartData } from '../../src/run/chartData.js';
import { formatCount } from '../../src/run/format.js';
import { formatSteady } from '../model/formatNumber.js';
import { layersTable, summarizeLayers } from '../model/layerBars.js';
import { scaledFrame, TERM_SCALING_TEXTS, TERM_SCALINGS, type TermScaling } from '../model/termScaling.js';
import { TERM_KEYS, TERMS } from '../model/terms.js';
import { createCheckbox } from '../toolkit.js';
import type { PanelContext, ThemedPart } from './context.js';
import { element } from './dom.js';
import { createFigure } from './figure.js';
import type { LayersShown } from './layerTooltip.js';
import { createLegend } from './legend.js';
import { createMagnitudeLayers } from './magnitudeLayers.js';
import { createSelect } from './selectControl.js';
import { createStackedLayers, LAYER_AXIS_TITLE, type LayersDrawing } from './stackedLayers.js';
import type { Theme } from './theme.js';

const KEY_LINEAR = 'Striped: boundary (C and F of layer 0).';
const KEY_MAGNITUDE = '▲ positive, ▼ negative; hollow: boundary; dash: K_b, the sum K_z + C + F.';

const NOT_FINITE = 'The terms of this step are too large to draw: select an earlier one.';

const isNotFinite = (shown: LayersShown | undefined): boolean =>
  shown !== undefined && !Number.isFinite(shown.frame.bulk);

/** The terms of every layer at the selected step; a click on a layer selects it. */
export function createLayersChart(context: PanelContext, firstTheme: Theme): ThemedPart {
  let theme = firstTheme;
  let latest: Omit<LayersShown, 'drawn' | 'axis'> | undefined;
  let shown: LayersShown | undefined;
  let drawing: LayersDrawing | undefined;

  const checkbox = createCheckbox({
    label: 'Log magnitude',
    checked: context.state.logMagnitude,
    testId: 'log-magnitude',
    onChange: (logMagnitude) => {
      context.remember({ logMagnitude });
      drawing?.destroy();
      drawing = undefined;
      redraw();
    },
  });
  const scalingSelect = createSelect<TermScaling>('Terms', 'term-scaling', (termScaling) => {
    context.remember({ termScaling });
    scale();
    redraw();
  });
  const legend = createLegend(
    'Terms',
    TERM_KEYS.map((key) => ({ key, ...TERMS[key] })),
    (key) => {
      const { hiddenTerms } = context.state;
      const isHidden = hiddenTerms.includes(key);
      context.remember({
        hiddenTerms: isHidden ? hiddenTerms.filter((other) => other !== key) : [...hiddenTerms, key],
      });
      redraw();
    },
  );
  const figure = createFigure({
    testId: 'chart-layers',
    tools: element('div', { class: 'figure-choices' }, scalingSelect.root, checkbox.root),
    legend: legend.root,
    draw: () => {
      draw();
    },
    table: () => layersTable(shown?.drawn, shown?.layers ?? [], context.state.hiddenTerms),
    exports: { context, chart: () => chartData() },
  });
  /** The shown terms as lines along the depth. */
  const chartData = (): ChartData => ({
    title: `Terms of every layer at step ${shown?.frame.step ?? ''}`,
    xLabel: LAYER_AXIS_TITLE,
    yLabel: shown?.axis ?? '',
    yScale: context.state.logMagnitude ? 'symmetricLog' : 'linear',
    lines: TERM_KEYS.filter((term) => !context.state.hiddenTerms.includes(term)).map((term) => {
      const values = shown?.drawn.layers.map((layer) => layer[term]) ?? [];
      return {
        name: TERMS[term].symbol,
        dash: [],
        x: Float64Array.from(values.keys()),
        y: Float64Array.from(values),
      };
    }),
  });
  figure.setTitle('Terms of every layer');

  const scale = (): void => {
    const { termScaling } = context.state;
    shown = latest && {
      ...latest,
      drawn: scaledFrame(latest.frame, latest.layers, termScaling),
      axis: TERM_SCALING_TEXTS[termScaling].axis,
    };
  };

  const pick = (m: number): void => {
    if (shown !== undefined && m < shown.layers.length) context.toggle({ kind: 'layer', m });
  };

  const redraw = (): void => {
    const { logMagnitude, hiddenTerms, termScaling } = context.state;
    checkbox.setChecked(logMagnitude);
    scalingSelect.show(
      TERM_SCALINGS.map((id) => ({ id, label: TERM_SCALING_TEXTS[id].label })),
      termScaling,
    );
    legend.show(hiddenTerms);
    const key = isNotFinite(shown) ? NOT_FINITE : logMagnitude ? KEY_MAGNITUDE : KEY_LINEAR;
    const output = shown === undefined ? '' : ` Output boundary: −ℓ = ${formatSteady(-shown.frame.loss)}`;
    const isDrawn = logMagnitude && termScaling === 'layer';
    const outputText = output + (isDrawn || shown === undefined ? '' : ', not drawn.');
    figure.setCaption(`${key}${TERM_SCALING_TEXTS[termScaling].note}${outputText}`);
    figure.redraw();
  };

  const draw = (): void => {
    const { logMagnitude, hiddenTerms } = context.state;
    const create = logMagnitude ? createMagnitudeLayers : createStackedLayers;
    drawing ??= create(figure.canvas, theme, pick);
    drawing.draw(shown, hiddenTerms);
  };

  return {
    root: figure.root,
    update({ run, selection }) {
      latest = run?.frame === undefined ? undefined : { frame: run.frame, layers: run.layers, selection };
      scale();
      const step = run?.frame === undefined ? '' : ` at step ${formatCount(run.frame.step)}`;
      figure.setTitle(`Terms of every layer${step}`);
      figure.setSummary(summarizeLayers(run?.frame, run?.layers ?? []));
      redraw();
    },
    setTheme(next) {
      theme = next;
      drawing?.setTheme(next);
      redraw();
    },
  };
}
