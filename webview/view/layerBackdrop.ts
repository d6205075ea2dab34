import type { Chart, Plugin } from 'chart.js';
import type { Theme } from './theme.js';

/** What stands behind the bars or markers of the layers. */
export interface Backdrop {
  readonly theme: Theme;
  readonly layerCount: number;
  /** The layer under the cursor in the editor. */
  readonly activeLayer: number | undefined;
}

/** Width in pixels of a layer's column, on a category axis or on a linear one where layer m stands at m. */
export function columnWidth(chart: Chart): number {
  const { x } = chart.scales;
  return x === undefined ? 0 : Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0));
}

/** Draws the column of the active layer and a faint line between layers. */
export function createBackdropPlugin(backdrop: () => Backdrop | undefined): Plugin {
  return {
    id: 'layerBackdrop',
    beforeDatasetsDraw(chart) {
      const shown = backdrop();
      const { x } = chart.scales;
      if (shown === undefined || x === undefined) return;
      const { theme, layerCount, activeLayer } = shown;
      const { ctx, chartArea } = chart;
      const width = columnWidth(chart);
      const height = chartArea.bottom - chartArea.top;
      ctx.save();
      if (activeLayer !== undefined && activeLayer < layerCount) {
        ctx.fillStyle = theme.highlight;
        ctx.fillRect(x.getPixelForValue(activeLayer) - width / 2, chartArea.top, width, height);
      }
      if (width > 8) {
        ctx.fillStyle = theme.gridLine;
        for (let m = 1; m <= layerCount; m++) {
          const at = Math.round(x.getPixelForValue(m) - width / 2);
          if (at < chartArea.right - 1) ctx.fillRect(at, chartArea.top, 1, height);
        }
      }
      ctx.restore();
    },
  };
}
