import type { ImageFormat } from '../../src/protocol/exportMessage.js';
import type { ChartData } from '../../src/run/chartData.js';
import { chartTsv } from '../model/chartTsv.js';
import type { PanelContext } from './context.js';
import { figureImage } from './figureImage.js';
import { createPopupMenu, type MenuItem } from './popupMenu.js';

/** What can be written of a figure. */
export interface FigureExports {
  readonly context: Pick<PanelContext, 'post'>;
  /** The values of its lines with all digits; undefined for a figure that is none of lines. */
  readonly chart?: (() => ChartData) | undefined;
}

export interface MenuFigure extends FigureExports {
  readonly testId: string;
  readonly canvas: HTMLCanvasElement;
  /** Where a right click opens the menu, too. */
  readonly plot: HTMLElement;
  readonly title: () => string;
}

/** The figure as a picture, or its values as text. */
export function createFigureMenu({ testId, canvas, plot, title, context, chart }: MenuFigure): HTMLElement {
  const save = (format: ImageFormat) => async (): Promise<void> => {
    context.post({
      type: 'saveFigure',
      title: title(),
      format,
      bytes: await figureImage(canvas, title(), format),
    });
  };
  const item = (name: string, label: string, act: () => void | Promise<void>): MenuItem => ({
    label,
    testId: `${testId}-${name}`,
    onChoose: () => void act(),
  });
  const ofLines =
    chart === undefined
      ? []
      : [
          item('tsv', 'Copy as table (TSV)', () => {
            context.post({ type: 'copyText', what: 'The values of the chart', text: chartTsv(chart()) });
          }),
          item('pgfplots', 'Copy as pgfplots', () => {
            context.post({ type: 'copyPgfplots', chart: chart() });
          }),
        ];
  const menu = createPopupMenu('Save or copy the figure', `${testId}-menu`, [
    item('png', 'Save as PNG…', save('png')),
    item('svg', 'Save as SVG…', save('svg')),
    ...ofLines,
  ]);
  plot.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    menu.open();
  });
  return menu.root;
}
