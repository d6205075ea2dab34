import type { FigureTable } from '../model/figureTable.js';
import { createButton } from '../toolkit.js';
import { element, icon, setAttribute, setText, symbolNodes } from './dom.js';
import { createFigureMenu, type FigureExports } from './figureMenu.js';
import { drawWhenShown } from './whenShown.js';

export interface Figure {
  readonly root: HTMLElement;
  /** The box of the chart: what lies over the canvas goes in here. */
  readonly plot: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  setTitle(title: string): void;
  /** What the chart shows, for those who do not see it. */
  setSummary(text: string): void;
  /** In the notation of `parseSymbol`. */
  setCaption(text: string): void;
  /** Draws the chart, or the table in its place, as soon as it can be seen. */
  redraw(): void;
}

export interface FigureParts {
  readonly testId: string;
  readonly tools: HTMLElement;
  readonly legend: HTMLElement;
  readonly draw: () => void;
  /** The values that the chart draws now. */
  readonly table: () => FigureTable;
  readonly exports: FigureExports;
}

const TABLE = 'M1.5 2.5h13v11h-13zm1 3.5v2.5h3.5V6zm4.5 0v2.5h6.5V6zM2.5 9.5v3H6v-3zm4.500 0v3h6.5v-3z';
const CHART = 'M1.5 1.5h1v12h12v1h-13zM4 11l3-4 2.5 2L13 4l.8.6-4.2 5.9-2.5-2L4.8 11.6z';

/** A card with a title, tools, a legend, a chart of fixed height and a caption; the chart's values are a table at a press. */
export function createFigure({ testId, tools, legend, draw, table, exports }: FigureParts): Figure {
  const title = element('h2');
  const canvas = element('canvas');
  const plot = element('div', { 'class': 'plot', 'role': 'img', 'data-testid': testId }, canvas);
  const tableBox = element('div', {
    'class': 'plot plot-table',
    'role': 'region',
    'tabindex': '0',
    'data-testid': `${testId}-table`,
  });
  tableBox.hidden = true;
  const caption = element('p', { class: 'caption' });
  let captionText = '';
  const isTable = (): boolean => !tableBox.hidden;

  const face = () => ({
    label: isTable() ? 'Show as chart' : 'Show as table',
    icon: icon(isTable() ? CHART : TABLE),
    testId: `${testId}-toggle`,
  });
  const toggle = createButton({
    ...face(),
    onClick: () => {
      tableBox.hidden = isTable();
      plot.hidden = isTable();
      toggle.setFace(face());
      redraw();
    },
  });
  const menu = createFigureMenu({ ...exports, testId, canvas, plot, title: () => title.textContent });
  const root = element(
    'section',
    { class: 'card figure' },
    element(
      'div',
      { class: 'card-head' },
      title,
      element('div', { class: 'figure-tools' }, tools, toggle.root, menu),
    ),
    legend,
    plot,
    tableBox,
    caption,
  );
  const drawing = drawWhenShown(root, () => {
    if (isTable()) showTable(tableBox, table());
    else draw();
  });
  const redraw = (): void => {
    drawing.request();
  };
  return {
    root,
    plot,
    canvas,
    setTitle(text) {
      setText(title, text);
      setAttribute(tableBox, 'aria-label', `${text}, as a table`);
    },
    setSummary(text) {
      setAttribute(plot, 'aria-label', text);
    },
    setCaption(text) {
      if (text === captionText) return;
      captionText = text;
      caption.replaceChildren(...symbolNodes(text));
    },
    redraw,
  };
}

function showTable(box: HTMLElement, { columns, rows, note }: FigureTable): void {
  const head = element(
    'tr',
    {},
    ...columns.map((text) => element('th', { scope: 'col' }, ...symbolNodes(text))),
  );
  const body = rows.map(([name = '', ...cells]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((text) => element('td', {}, text))),
  );
  const { scrollTop, scrollLeft } = box;
  box.replaceChildren(
    element(
      'table',
      {},
      element('caption', {}, note),
      element('thead', {}, head),
      element('tbody', {}, ...body),
    ),
  );
  box.scrollTop = scrollTop;
  box.scrollLeft = scrollLeft;
}
