import type { Chart, Plugin } from 'chart.js';
import type { Place } from '../../src/protocol/panel.js';
import type { Theme } from './theme.js';

/** What stands behind the bars or markers of the layers. */
export interface Backdrop {
  readonly theme: Theme;
  readonly layerCount: number;
  readonly selection: Place | undefined;
}

/** Width in pixels of a layer's column, on a category axis or on a linear one where layer m stands at m. */
export function columnWidth(chart: Chart): number {
  const { x } = chart.scales;
  return x === undefined ? 0 : Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0));
}

/** Pixels that the line of a selected interface is wide. */
const INTERFACE_WIDTH = 3;

/** Draws the selected layer's column, or the selected interface's line, and a faint line between layers. */
export function createBackdropPlugin(backdrop: () => Backdrop | undefined): Plugin {
  return {
    id: 'layerBackdrop',
    beforeDatasetsDraw(chart) {
      const shown = backdrop();
      const { x } = chart.scales;
      if (shown === undefined || x === undefined) return;
      const { theme, layerCount, selection } = shown;
      const { ctx, chartArea } = chart;
      const width = columnWidth(chart);
      const height = chartArea.bottom - chartArea.top;
      ctx.save();
      if (selection?.kind === 'layer' && selection.m < layerCount) {
        ctx.fillStyle = theme.highlight;
        ctx.fillRect(x.getPixelForValue(selection.m) - width / 2, chartArea.top, width, height);
      }
      if (width > 8) {
        ctx.fillStyle = theme.gridLine;
        for (let m = 1; m <= layerCount; m++) {
          const at = Math.round(x.getPixelForValue(m) - width / 2);
          if (at < chartArea.right - 1) ctx.fillRect(at, chartArea.top, 1, height);
        }
      }
      if (selection?.kind === 'interface' && selection.m <= layerCount) {
        // One more than a category axis has is asked for from the one before.
        const at = x.getPixelForValue(0) + (selection.m - 0.5) * width - INTERFACE_WIDTH / 2;
        ctx.fillStyle = theme.selection;
        ctx.fillRect(at, chartArea.top, INTERFACE_WIDTH, height);
      }
      ctx.restore();
    },
  };
}
