import type { Plugin } from 'chart.js';
import type { TimeMap } from '../model/depthTimeMap.js';
import type { TintScale } from '../model/tint.js';
import type { Theme } from './theme.js';
import { tintColors } from './tintColors.js';

/** What is drawn as cells. */
export interface Heat {
  readonly map: TimeMap;
  readonly scale: TintScale | undefined;
}

/** One pixel a cell; what is undefined stays transparent. */
function paint({ map: { history, values }, scale }: Heat, theme: Theme): HTMLCanvasElement | undefined {
  const columns = history.firstSteps.length;
  if (columns === 0 || history.layers === 0) return undefined;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [columns, history.layers];
  const ctx = canvas.getContext('2d');
  if (ctx === null) return undefined;
  const color = tintColors(theme);
  const image = ctx.createImageData(columns, history.layers);
  for (let c = 0; c < columns; c++) {
    for (let m = 0; m < history.layers; m++) {
      const value = values[c * history.layers + m]!;
      const strength = scale?.strength(value) ?? (value === 0 ? 0 : undefined);
      if (strength === undefined) continue;
      const at = 4 * (m * columns + c);
      image.data.set(color(strength), at);
      image.data[at + 3] = 255;
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

/** Thin stripes, for what is undefined. */
function hatching(ctx: CanvasRenderingContext2D, theme: Theme): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const pen = tile.getContext('2d');
  if (pen === null) return 'transparent';
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const x of [-6, 0, 6]) {
    pen.moveTo(x - 1, 7);
    pen.lineTo(x + 7, -1);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat') ?? 'transparent';
}

/** Draws the cells of a map on axes of steps and layers. They are painted anew only when there are other ones. */
export function drawHeat(theme: () => Theme, heat: () => Heat | undefined): Plugin {
  let painted:
    | { readonly heat: Heat; readonly theme: Theme; readonly canvas: HTMLCanvasElement | undefined }
    | undefined;
  return {
    id: 'heat',
    beforeDatasetsDraw(chart) {
      const { x, y } = chart.scales;
      const shown = heat();
      if (x === undefined || y === undefined || shown === undefined) return;
      if (painted?.heat !== shown || painted.theme !== theme()) {
        painted = { heat: shown, theme: theme(), canvas: paint(shown, theme()) };
      }
      const { canvas } = painted;
      if (canvas === undefined) return;
      const { ctx, chartArea } = chart;
      const { edges, history } = shown.map;
      const pixels = Array.from(edges, (step) => Math.round(x.getPixelForValue(step)));
      const top = Math.round(y.getPixelForValue(-0.5));
      const height = Math.round(y.getPixelForValue(history.layers - 0.5)) - top;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      if (shown.map.gaps.length > 0) {
        ctx.fillStyle = hatching(ctx, theme());
        ctx.fillRect(pixels[0]!, top, pixels.at(-1)! - pixels[0]!, height);
      }
      ctx.imageSmoothingEnabled = false;
      for (let c = 0; c < canvas.width; c++) {
        const width = Math.max(1, pixels[c + 1]! - pixels[c]!);
        ctx.drawImage(canvas, c, 0, 1, canvas.height, pixels[c]!, top, width, height);
      }
      ctx.restore();
    },
  };
}
