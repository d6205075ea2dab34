import type { Chart } from 'chart.js';
import type { ZoomPluginOptions } from 'chartjs-plugin-zoom/types/options.js';
import type { Timeline } from '../model/timeline.js';
import { element, setAttribute } from './dom.js';
import type { Theme } from './theme.js';

const KEY_ZOOM = 1.5;
const KEY_PAN = 0.15;
/** Pixels that the pointer must move for a click to become a selection. */
const DRAG_THRESHOLD = 6;

export const ZOOM_HELP =
  'Drag over steps to zoom in, Shift and drag to move, Ctrl or ⌘ and the wheel to zoom, double click for all steps; with the keyboard +, −, arrows and 0.';

/** Takes the steps over that the plug-in has just written into the chart's own axis. */
function takeOver(chart: Chart, timeline: Timeline): void {
  const axis = chart.options.scales?.['x'];
  const first = Number(axis?.min);
  const last = Number(axis?.max);
  if (Number.isFinite(first) && Number.isFinite(last)) timeline.show({ first, last });
}

/**
 * Zoom and pan over the steps by pointer, for `options.plugins.zoom`; what one chart shows, all show.
 * @param onSettled called after each move, also where no other steps can be shown: the chart's own axis is then to be set back
 */
export function stepZoomOptions(theme: Theme, timeline: Timeline, onSettled: () => void): ZoomPluginOptions {
  const settle = ({ chart }: { readonly chart: Chart }): void => {
    takeOver(chart, timeline);
    onSettled();
  };
  return {
    zoom: {
      mode: 'x',
      wheel: { enabled: true, speed: 0.15 },
      drag: {
        enabled: true,
        threshold: DRAG_THRESHOLD,
        backgroundColor: theme.highlight,
        borderColor: theme.foreground,
        borderWidth: 1,
        drawTime: 'beforeDatasetsDraw',
      },
      // Without a key the wheel scrolls the page; a pinch on a touch pad comes with Ctrl.
      onZoomStart: ({ event }) => !(event instanceof WheelEvent) || event.ctrlKey || event.metaKey,
      onZoom: settle,
    },
    pan: { enabled: true, mode: 'x', modifierKey: 'shift', threshold: 2, onPan: settle },
  };
}

/**
 * The rest of what a person does with a chart over the steps: keys, a double click, and the line at the step under the pointer, which is
 * an element of its own so that no chart is drawn anew for it.
 * @param plot the box of the chart, which takes the focus
 */
export function attachTimeline(plot: HTMLElement, chart: Chart, timeline: Timeline): void {
  const { canvas } = chart;
  setAttribute(plot, 'tabindex', '0');
  setAttribute(plot, 'role', 'group');
  setAttribute(plot, 'aria-roledescription', 'chart over steps');
  setAttribute(plot, 'aria-keyshortcuts', '+ - 0 ArrowLeft ArrowRight');
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => {
      timeline.zoom(1 / KEY_ZOOM);
    },
    '-': () => {
      timeline.zoom(KEY_ZOOM);
    },
    '0': () => {
      timeline.reset();
    },
    'ArrowLeft': () => {
      timeline.pan(-KEY_PAN);
    },
    'ArrowRight': () => {
      timeline.pan(KEY_PAN);
    },
  };
  plot.addEventListener('keydown', (event) => {
    const act = keys[event.key === '=' ? '+' : event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  plot.addEventListener('dblclick', () => {
    timeline.reset();
  });

  canvas.addEventListener('mousemove', ({ offsetX, offsetY, buttons }) => {
    const { x } = chart.scales;
    // Before it is drawn for the first time, it has no area yet.
    if (x === undefined) return;
    const { left, right, top, bottom } = chart.chartArea;
    const inside = offsetX >= left && offsetX <= right && offsetY >= top && offsetY <= bottom;
    timeline.point(inside && buttons === 0 ? x.getValueForPixel(offsetX) : undefined);
  });
  canvas.addEventListener('mouseleave', () => {
    timeline.point(undefined);
  });

  const line = element('div', { 'class': 'step-cursor', 'aria-hidden': 'true' });
  line.hidden = true;
  plot.append(line);
  timeline.listenToPointer((step) => {
    const { x } = chart.scales;
    const shown =
      step !== undefined && x !== undefined && plot.offsetParent !== null && step >= x.min && step <= x.max;
    line.hidden = !shown;
    if (!shown) return;
    const { top, bottom } = chart.chartArea;
    line.style.top = `${top}px`;
    line.style.height = `${bottom - top}px`;
    line.style.transform = `translateX(${Math.round(x.getPixelForValue(step))}px)`;
  });
}
