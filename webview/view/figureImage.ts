import { Chart, type ChartConfiguration, type Plugin } from 'chart.js';
import type { ImageFormat } from '../../src/protocol/exportMessage.js';
import { plainSymbol } from '../../src/quantities/symbol.js';
import { readTheme } from './theme.js';
import { recordSvg } from './svgRecorder.js';

/** Pixels of a PNG for each of the page. */
const PIXEL_RATIO = 2;
const PADDING = 12;
const TITLE_SIZE = 15;
const TEXT_SIZE = 12;
const ROW = 18;
const SAMPLE = 24;

interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** Left edge of the sample, and the row from 0. */
  readonly x: number;
  readonly row: number;
}

/**
 * The chart on a canvas as a picture by itself, with a background, its title and a legend: drawn anew, so that neither zoomed screens nor what the
 * pointer is over are in it.
 * @throws Error where there is no chart on the canvas
 */
export async function figureImage(
  canvas: HTMLCanvasElement,
  title: string,
  format: ImageFormat,
): Promise<Uint8Array> {
  const shown = Chart.getChart(canvas);
  if (shown === undefined) throw new Error('There is no chart to be drawn.');
  const { width, height } = shown;
  const target = document.createElement('canvas');
  const ctx = target.getContext('2d');
  if (ctx === null) throw new Error('The page cannot draw.');
  const entries = legendOf(shown, width, ctx);
  const header = 2 * PADDING + TITLE_SIZE + (1 + Math.max(-1, ...entries.map(({ row }) => row))) * ROW;
  const size = { width, height: height + header };
  target.style.width = `${size.width}px`;
  target.style.height = `${size.height}px`;
  target.width = size.width;
  target.height = size.height;
  const recording = format === 'svg' ? recordSvg(ctx, size) : undefined;
  const copy = new Chart(target, configurationOf(shown, header, format, drawHeader(title, entries)));
  try {
    return recording === undefined ? await pngOf(target) : new TextEncoder().encode(recording.svg());
  } finally {
    copy.destroy();
  }
}

/** What is of the screen alone: the selected step, and handling by the pointer. */
const OF_THE_SCREEN: readonly string[] = ['selectedStep', 'selectedPlace', 'pointer', 'zoom'];

function configurationOf(
  { config, data }: Chart,
  header: number,
  format: ImageFormat,
  drawing: Plugin,
): ChartConfiguration {
  const plugins = (config.plugins ?? []).filter(({ id }) => !OF_THE_SCREEN.includes(id));
  const options = {
    ...config.options,
    responsive: false,
    animation: false as const,
    devicePixelRatio: format === 'png' ? PIXEL_RATIO : 1,
    layout: { padding: { top: header, right: PADDING, bottom: PADDING / 2, left: PADDING / 2 } },
    // With options for segments, lines are drawn call by call, which the recording of an SVG needs.
    segment: {},
  };
  const datasets = data.datasets.map((dataset) => ({ ...dataset }));
  return {
    type: 'type' in config ? config.type : 'line',
    data: { ...data, datasets },
    options,
    plugins: [...plugins, drawing],
  };
}

function drawHeader(title: string, entries: readonly LegendEntry[]): Plugin {
  return {
    id: 'header',
    beforeDraw({ ctx, width, height }) {
      const { background, foreground, fontFamily } = readTheme();
      ctx.save();
      ctx.fillStyle = background;
      ctx.fillRect(0, 0, width, height);
      ctx.fillStyle = foreground;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'alphabetic';
      ctx.font = `bold ${TITLE_SIZE}px ${fontFamily}`;
      ctx.fillText(title, PADDING, PADDING + TITLE_SIZE);
      ctx.font = `${TEXT_SIZE}px ${fontFamily}`;
      ctx.lineWidth = 2;
      for (const { name, color, dash, x, row } of entries) {
        const y = 2 * PADDING + TITLE_SIZE + row * ROW;
        ctx.strokeStyle = color;
        ctx.setLineDash([...dash]);
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(x + SAMPLE, y);
        ctx.stroke();
        ctx.fillText(name, x + SAMPLE + 6, y + 4);
      }
      ctx.restore();
    },
  };
}

/** The lines that have names, in rows no wider than the picture. */
function legendOf({ data }: Chart, width: number, ctx: CanvasRenderingContext2D): LegendEntry[] {
  const { foreground, fontFamily } = readTheme();
  ctx.font = `${TEXT_SIZE}px ${fontFamily}`;
  const entries: LegendEntry[] = [];
  let [x, row] = [PADDING, 0];
  for (const dataset of data.datasets) {
    const name = plainSymbol(dataset.label ?? '');
    if (name === '' || dataset.data.length === 0 || entries.some((entry) => entry.name === name)) continue;
    const space = SAMPLE + 6 + ctx.measureText(name).width + 16;
    if (x > PADDING && x + space > width) [x, row] = [PADDING, row + 1];
    const color = colorOf(dataset.borderColor) ?? colorOf(dataset.backgroundColor) ?? foreground;
    entries.push({ name, color, dash: dashOf(dataset), x, row });
    x += space;
  }
  return entries;
}

/** The colour, where it is one, or the first of several. */
function colorOf(color: unknown): string | undefined {
  const first: unknown = Array.isArray(color) ? color[0] : color;
  return typeof first === 'string' ? first : undefined;
}

const dashOf = (dataset: object): readonly number[] =>
  'borderDash' in dataset && Array.isArray(dataset.borderDash)
    ? dataset.borderDash.filter((length) => typeof length === 'number')
    : [];

function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The picture is too large.'));
      else {
        void blob.arrayBuffer().then((buffer) => {
          resolve(new Uint8Array(buffer));
        });
      }
    }, 'image/png');
  });
}
