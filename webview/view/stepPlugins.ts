import type { Plugin } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { Band } from '../../src/protocol/panel.js';
import { bandOutline, carriesMarker, type Line } from '../model/stepLines.js';
import type { Theme } from './theme.js';

export const MARKER_RADIUS = 4;
const BAND_OPACITY = 0.22;

/** A line as wide as a pixel with a wedge on top, at the selected step. */
export function markSelectedStep(theme: () => Theme, selectedStep: () => number | undefined): Plugin {
  return {
    id: 'selectedStep',
    afterDatasetsDraw(chart) {
      const { x } = chart.scales;
      const step = selectedStep();
      if (x === undefined || step === undefined || step < x.min || step > x.max) return;
      const { ctx, chartArea } = chart;
      const at = Math.round(x.getPixelForValue(step)) + 0.5;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = theme().foreground;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(at - 4, chartArea.top);
      ctx.lineTo(at + 4, chartArea.top);
      ctx.lineTo(at, chartArea.top + 6);
      ctx.fill();
      ctx.restore();
    },
  };
}

/** What stands behind a line, in its colour. */
export interface ShownBand {
  readonly line: Line;
  readonly band: Band;
}

/** Mean ± standard error as areas behind the lines. */
export function drawBands(
  theme: () => Theme,
  bands: () => readonly ShownBand[],
  place: (value: number) => number,
): Plugin<'line'> {
  return {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const { x, y } = chart.scales;
      if (x === undefined || y === undefined) return;
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.globalAlpha = BAND_OPACITY;
      for (const { line, band } of bands()) {
        ctx.fillStyle = theme().hues[line.hue];
        ctx.beginPath();
        for (const point of bandOutline(band, place)) {
          ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.y));
        }
        ctx.fill();
      }
      ctx.restore();
    },
  };
}

/** The markers of the lines on some of their points, so that colour and dashes are not all that tells them apart. */
export function drawMarkers(theme: () => Theme, lines: () => readonly Line[]): Plugin<'line'> {
  return {
    id: 'markers',
    afterDatasetDraw(chart, { index, meta }) {
      const line = lines()[index];
      if (line === undefined) return;
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, 0, chartArea.width, chart.height);
      ctx.clip();
      ctx.strokeStyle = ctx.fillStyle = theme().hues[line.hue];
      ctx.lineWidth = 1.5;
      meta.data.forEach(({ x, y }, i) => {
        if (!carriesMarker(i, meta.data.length) || Number.isNaN(y)) return;
        drawPoint(
          ctx,
          { pointStyle: line.marker, radius: MARKER_RADIUS, rotation: 0, borderWidth: 1.5 },
          x,
          y,
        );
      });
      ctx.restore();
    },
  };
}
