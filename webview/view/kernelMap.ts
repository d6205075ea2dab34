import { kernelRange, type KernelOrder, type LinkKernel } from '../model/kernelMap.js';
import { formatSteady } from '../model/formatNumber.js';
import { element } from './dom.js';
import type { Theme } from './theme.js';

/** Pixels of the page: around the cells for titles, and of the bar of colours with its numbers. */
const MARGIN = { left: 24, bottom: 24, top: 6 };
const BAR = { gap: 14, width: 12, labels: 64 };
const LARGEST = 380;

/** A heat map of a kernel: negative blue, positive orange, 0 the page itself, with a bar of the colours. */
export interface KernelMap {
  readonly root: HTMLCanvasElement;
  draw(kernel: LinkKernel, order: KernelOrder, theme: Theme): void;
  /** Row and column of the cell at a place of the canvas. */
  cellAt(x: number, y: number): { readonly row: number; readonly column: number };
}

/** @param width of the page for it, in pixels, when it is asked for */
export function createKernelMap(width: () => number): KernelMap {
  const root = element('canvas', { class: 'kernel-map' });
  let [cell, rows, columns] = [0, 0, 0];

  const tint = (surface: CanvasRenderingContext2D, theme: Theme, share: number): void => {
    surface.fillStyle = share < 0 ? theme.hues.blue : theme.hues.orange;
    surface.globalAlpha = Math.min(1, Math.abs(share));
  };

  return {
    root,
    draw(kernel, order, theme) {
      ({ rows, columns } = kernel);
      const room = Math.min(LARGEST, width() - MARGIN.left - BAR.gap - BAR.width - BAR.labels);
      cell = Math.max(2, Math.floor(room / Math.max(rows, columns)));
      const size = {
        width: MARGIN.left + columns * cell + BAR.gap + BAR.width + BAR.labels,
        height: MARGIN.top + Math.max(rows * cell, 90) + MARGIN.bottom,
      };
      const sharpness = window.devicePixelRatio;
      root.width = Math.round(size.width * sharpness);
      root.height = Math.round(size.height * sharpness);
      root.style.width = `${size.width}px`;
      root.style.height = `${size.height}px`;
      const surface = root.getContext('2d');
      if (surface === null) return;
      surface.scale(sharpness, sharpness);
      const most = kernelRange(order);
      order.values.forEach((value, at) => {
        if (most === 0) return;
        tint(surface, theme, value / most);
        surface.fillRect(
          MARGIN.left + (at % columns) * cell,
          MARGIN.top + Math.floor(at / columns) * cell,
          cell,
          cell,
        );
      });
      surface.globalAlpha = 1;
      surface.strokeStyle = theme.axisLine;
      surface.strokeRect(MARGIN.left, MARGIN.top, columns * cell, rows * cell);
      drawTitles(surface, theme);
      drawBar(surface, theme, most);
    },
    cellAt: (x, y) => ({
      row: Math.floor((y - MARGIN.top) / cell),
      column: Math.floor((x - MARGIN.left) / cell),
    }),
  };

  function drawTitles(surface: CanvasRenderingContext2D, theme: Theme): void {
    surface.fillStyle = theme.muted;
    surface.font = `${theme.fontSize}px ${theme.fontFamily}`;
    surface.textAlign = 'center';
    surface.textBaseline = 'middle';
    surface.fillText('input x′', MARGIN.left + 0.5 * columns * cell, MARGIN.top + rows * cell + 13);
    surface.save();
    surface.translate(11, MARGIN.top + 0.5 * rows * cell);
    surface.rotate(-Math.PI / 2);
    surface.fillText('output x', 0, 0);
    surface.restore();
  }

  function drawBar(surface: CanvasRenderingContext2D, theme: Theme, most: number): void {
    const left = MARGIN.left + columns * cell + BAR.gap;
    const height = Math.max(rows * cell, 90);
    for (let y = 0; y < height; y++) {
      tint(surface, theme, 1 - (2 * y) / (height - 1));
      surface.fillRect(left, MARGIN.top + y, BAR.width, 1);
    }
    surface.globalAlpha = 1;
    surface.strokeStyle = theme.axisLine;
    surface.strokeRect(left, MARGIN.top, BAR.width, height);
    surface.fillStyle = theme.muted;
    surface.textAlign = 'left';
    const label = (text: string, y: number): void => {
      surface.fillText(text, left + BAR.width + 5, y);
    };
    label(formatSteady(most), MARGIN.top + 6);
    label('0', MARGIN.top + 0.5 * height);
    label(formatSteady(-most), MARGIN.top + height - 6);
    surface.textAlign = 'center';
    surface.fillText('weight', left + 0.5 * (BAR.width + BAR.labels) - 8, MARGIN.top + height + 13);
  }
}
