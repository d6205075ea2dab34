import type { Plugin } from 'chart.js';
import type { Place } from '../../src/protocol/panel.js';
import type { Theme } from './theme.js';

/** A frame around the row of the selected layer, or a line at the selected interface, where layers stand one below the other. */
export function markSelectedPlace(theme: () => Theme, selection: () => Place | undefined): Plugin {
  return {
    id: 'selectedPlace',
    afterDatasetsDraw(chart) {
      const { y } = chart.scales;
      const place = selection();
      if (y === undefined || place === undefined) return;
      const { ctx, chartArea } = chart;
      const top = Math.round(y.getPixelForValue(place.m - 0.5));
      const bottom = Math.round(y.getPixelForValue(place.m + 0.5));
      ctx.save();
      ctx.strokeStyle = theme().selection;
      ctx.lineWidth = 2;
      ctx.beginPath();
      if (place.kind === 'layer') ctx.rect(chartArea.left, top, chartArea.width, Math.max(2, bottom - top));
      else {
        ctx.moveTo(chartArea.left, top);
        ctx.lineTo(chartArea.right, top);
      }
      ctx.stroke();
      ctx.restore();
    },
  };
}
