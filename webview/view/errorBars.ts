import type { Plugin } from 'chart.js';
import type { ErrorBar } from '../model/estimates.js';
import type { Hue } from '../model/terms.js';
import type { Theme } from './theme.js';

/** Pixels: beside the marker of the shown run, half the width of an end, and of the middle. */
const BESIDE = 7;
const END = 3;
const MIDDLE = 2;

/** The bars of one line. */
export interface ShownBars {
  readonly hue: Hue;
  readonly bars: readonly ErrorBar[];
}

/** Mean ± standard error beside the markers of the shown run. */
export function drawErrorBars(
  theme: () => Theme,
  shown: () => readonly ShownBars[],
  place: (value: number) => number,
): Plugin<'line'> {
  return {
    id: 'errorBars',
    afterDatasetsDraw(chart) {
      const { x, y } = chart.scales;
      if (x === undefined || y === undefined) return;
      const { ctx } = chart;
      ctx.save();
      ctx.lineWidth = 1.5;
      for (const { hue, bars } of shown()) {
        ctx.strokeStyle = ctx.fillStyle = theme().hues[hue];
        for (const bar of bars) {
          const at = Math.round(x.getPixelForValue(bar.x)) + BESIDE + 0.5;
          const heightOf = (value: number): number => y.getPixelForValue(place(value));
          const [low, middle, high] = [heightOf(bar.low), heightOf(bar.middle), heightOf(bar.high)];
          ctx.beginPath();
          ctx.moveTo(at, low);
          ctx.lineTo(at, high);
          for (const end of [low, high]) {
            ctx.moveTo(at - END, end);
            ctx.lineTo(at + END, end);
          }
          ctx.stroke();
          ctx.fillRect(at - MIDDLE, middle - MIDDLE, 2 * MIDDLE, 2 * MIDDLE);
        }
      }
      ctx.restore();
    },
  };
}
