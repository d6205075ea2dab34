import { Chart, type ChartOptions } from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import type { PanelView, Place, RunView } from '../../src/protocol/panel.js';
import { quantity } from '../../src/quantities/quantities.js';
import {
  cellAt,
  describeCell,
  describeColumns,
  describeGaps,
  mapTable,
  summarizeMap,
  timeMap,
  type MapCell,
} from '../model/depthTimeMap.js';
import {
  FREEDOM,
  MAP_QUANTITIES,
  SCALING_NAMES,
  type MapQuantity,
  type MapScaling,
} from '../model/mapQuantities.js';
import { tintScale } from '../model/tint.js';
import { axisOptions, COMMON_OPTIONS, keepWidth, tickOptions } from './chartSetup.js';
import { createColorBar } from './colorBar.js';
import type { PanelContext, ThemedPart } from './context.js';
import { definitionLink } from './definitionLink.js';
import { element, setText, symbolNodes } from './dom.js';
import { createFigure } from './figure.js';
import { drawHeat, type Heat } from './heatPlugin.js';
import { createSelect } from './selectControl.js';
import { stepAxis } from './stepAxis.js';
import { markSelectedStep } from './stepPlugins.js';
import { attachTimeline, stepZoomOptions, ZOOM_HELP } from './stepZoom.js';
import type { Theme } from './theme.js';
import { markSelectedPlace } from './selectedPlace.js';

/** Pixels that the number of a layer needs. */
const LABEL_HEIGHT = 16;

const HINT = 'Point at a cell for its value; click to select its step and layer.';

/**
 * A quantity of all layers over the steps, as colours.
 * @param onChoose called when another quantity was chosen here, which is also that of the network's map
 */
export function createDepthTimeView(
  context: PanelContext,
  firstTheme: Theme,
  onChoose: () => void,
): ThemedPart {
  const { timeline, histories } = context;
  let theme = firstTheme;
  let run: RunView | undefined;
  let selection: Place | undefined;
  let heat: (Heat & { readonly scaling: MapScaling }) | undefined;
  /** Where the pointer is on the canvas: other columns may come to lie under it. */
  let pointer: { readonly x: number; readonly y: number } | undefined;
  let drawn = '';

  const quantitySelect = createSelect<MapQuantity>('Colour', 'time-map-quantity', (mapQuantity) => {
    context.remember({ mapQuantity });
    onChoose();
  });
  const scalingSelect = createSelect<MapScaling>('as', 'time-map-scaling', (mapScaling) => {
    context.remember({ mapScaling });
    onChoose();
  });
  const definition = element('span', { class: 'map-legend-name' });
  const bar = createColorBar('time-map-bar');
  const readout = element('p', { 'class': 'caption map-readout', 'data-testid': 'time-map-readout' });
  const figure = createFigure({
    testId: 'chart-time-map',
    tools: element('div', { class: 'figure-choices' }, quantitySelect.root, scalingSelect.root, definition),
    legend: bar.root,
    draw: () => {
      draw();
    },
    table: () => mapTable(heat?.map, run?.layers ?? []),
    exports: { context },
  });
  figure.root.append(readout);

  const scalings = (): readonly MapScaling[] =>
    FREEDOM[context.state.mapQuantity] === undefined ? ['layer'] : ['layer', 'freedom'];
  /** Shares of all layers are those of one step: the map shows values instead. */
  const scaling = (): MapScaling => scalings().find((known) => known === context.state.mapScaling) ?? 'layer';
  const unit = (): string => {
    const { unit: plain } = quantity(context.state.mapQuantity);
    return scaling() === 'freedom' ? `${plain}, per degree of freedom` : plain;
  };

  const cellUnder = (chart: Chart, px: number, py: number): MapCell | undefined => {
    const { x, y } = chart.scales;
    if (heat === undefined || x === undefined || y === undefined) return undefined;
    const { left, right, top, bottom } = chart.chartArea;
    if (px < left || px > right || py < top || py > bottom) return undefined;
    return cellAt(heat.map, x.getValueForPixel(px) ?? NaN, y.getValueForPixel(py) ?? NaN);
  };

  const chart = new Chart<'scatter'>(figure.canvas, {
    type: 'scatter',
    data: { datasets: [] },
    plugins: [
      zoomPlugin,
      drawHeat(
        () => theme,
        () => heat,
      ),
      markSelectedPlace(
        () => theme,
        () => selection,
      ),
      markSelectedStep(
        () => theme,
        () => run?.frame?.step,
      ),
    ],
  });

  const buildOptions = (): ChartOptions<'scatter'> => ({
    ...COMMON_OPTIONS,
    onClick: ({ x, y }) => {
      const cell = x === null || y === null ? undefined : cellUnder(chart, x, y);
      const step = x === null ? undefined : chart.scales['x']?.getValueForPixel(x);
      if (cell === undefined || step === undefined) return;
      context.post({ type: 'selectStep', step: Math.max(0, Math.round(step)) });
      context.select({ kind: 'layer', m: cell.m }, false);
    },
    layout: { padding: { top: 4, right: 8 } },
    scales: {
      x: { ...stepAxis(theme, timeline), grid: { display: false } },
      y: {
        type: 'linear',
        ...axisOptions(theme, 'layer m, input at the top'),
        reverse: true,
        min: -0.5,
        max: Math.max(1, run?.layers.length ?? 1) - 0.5,
        grid: { display: false },
        afterFit: keepWidth,
        afterBuildTicks: (axis) => {
          const layers = run?.layers.length ?? 0;
          const stride = Math.max(1, Math.ceil((layers * LABEL_HEIGHT) / Math.max(1, axis.height)));
          axis.ticks = Array.from({ length: Math.ceil(layers / stride) }, (_, i) => ({ value: i * stride }));
        },
        ticks: { ...tickOptions(theme), autoSkip: false, callback: (m) => String(m) },
      },
    },
    plugins: {
      zoom: stepZoomOptions(theme, timeline, () => {
        redraw();
      }),
      tooltip: { enabled: false },
    },
  });

  const readCell = (): void => {
    const { visible } = timeline;
    const cell =
      (pointer && cellUnder(chart, pointer.x, pointer.y)) ??
      (heat === undefined || run?.frame === undefined || selection?.kind !== 'layer'
        ? undefined
        : cellAt(heat.map, run.frame.step, selection.m));
    setText(
      readout,
      heat === undefined || cell === undefined || visible === undefined
        ? HINT
        : describeCell(heat.map, cell, run?.layers ?? [], unit()),
    );
  };

  const draw = (): void => {
    ask();
    const layers = run?.layers.length ?? 1;
    const wanted = JSON.stringify([timeline.visible, layers]);
    if (wanted === drawn) {
      chart.draw();
      return;
    }
    drawn = wanted;
    chart.options = buildOptions();
    chart.update('none');
  };

  /** Asks for what is shown when it is shown, and when it has changed. */
  const ask = (): void => {
    if (run === undefined) return;
    const { id, frameCount, dynamicsSeries, continuum } = run;
    const columns = Math.max(1, figure.plot.clientWidth);
    const { visible } = timeline;
    const records = dynamicsSeries.overdamping.steps.length;
    const of = JSON.stringify([id, frameCount, records, continuum?.step, visible, columns]);
    histories.want({ quantity: context.state.mapQuantity, columns, of });
  };

  /** Takes up the last answer, if it is of what is to be shown; until then what was drawn stays. */
  const takeHistory = (): void => {
    const { history } = histories;
    const id = context.state.mapQuantity;
    if (run === undefined || history?.quantity !== id || history.layers !== run.layers.length) return;
    if (heat?.map.history === history && heat.scaling === scaling()) return;
    const map = timeMap(history, id, scaling(), run.layers);
    heat = { map, scaling: scaling(), scale: tintScale(map.values) };
    bar.show(heat.scale, unit());
    figure.setCaption(
      history.records === 0
        ? 'Nothing of it is recorded in these steps.'
        : describeColumns(history) + describeGaps(map),
    );
    figure.setSummary(`${summarizeMap(quantity(id).name, map, run.layers)} ${ZOOM_HELP}`);
  };

  const redraw = (): void => {
    const id = context.state.mapQuantity;
    quantitySelect.show(
      MAP_QUANTITIES.map((option) => ({ id: option, label: quantity(option).name })),
      id,
    );
    scalingSelect.show(
      scalings().map((option) => ({ id: option, label: SCALING_NAMES[option] })),
      scaling(),
    );
    readCell();
    figure.redraw();
  };

  let named: MapQuantity | undefined;
  const showName = (): void => {
    const { mapQuantity } = context.state;
    if (named === mapQuantity) return;
    named = mapQuantity;
    const { symbol, name } = quantity(mapQuantity);
    definition.replaceChildren(definitionLink(mapQuantity, ...symbolNodes(symbol)));
    figure.setTitle(`${name.charAt(0).toUpperCase()}${name.slice(1)} over depth and time`);
  };

  figure.canvas.addEventListener('mousemove', ({ offsetX, offsetY }) => {
    pointer = { x: offsetX, y: offsetY };
    readCell();
  });
  figure.canvas.addEventListener('mouseleave', () => {
    pointer = undefined;
    readCell();
  });
  figure.plot.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || run === undefined) return;
    event.preventDefault();
    const from = selection?.m ?? (by > 0 ? -1 : run.layers.length);
    const m = Math.max(0, Math.min(run.layers.length - 1, from + by));
    context.select({ kind: 'layer', m }, false);
  });
  chart.options = buildOptions();
  attachTimeline(figure.plot, chart, timeline);
  timeline.listenToRange(redraw);
  histories.listen(() => {
    takeHistory();
    redraw();
  });

  const empty = element('p', { class: 'card caption' });
  return {
    root: element('div', { 'class': 'view', 'data-testid': 'view-map' }, empty, figure.root),
    update(view: PanelView) {
      ({ run, selection } = view);
      const hasFrames = run?.frame !== undefined;
      empty.hidden = hasFrames;
      figure.root.hidden = !hasFrames;
      setText(empty, 'No step analysed yet: the map fills as the run goes on.');
      if (!hasFrames) return;
      showName();
      takeHistory();
      redraw();
    },
    setTheme(next) {
      theme = next;
      drawn = '';
      redraw();
    },
  };
}
