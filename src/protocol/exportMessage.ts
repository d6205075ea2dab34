import type { ChartData, ChartLine } from '../run/chartData.js';

export const IMAGE_FORMATS = ['png', 'svg'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** What the page asks to have written or copied: it can do neither by itself. */
export type ExportMessage =
  /** Asks for a format and a place, and writes the shown run there. */
  | { readonly type: 'exportRun' }
  /** Asks for a place, and writes the picture there. */
  | {
      readonly type: 'saveFigure';
      readonly title: string;
      readonly format: ImageFormat;
      readonly bytes: Uint8Array;
    }
  | {
      readonly type: 'copyText';
      /** What it is, to be told: `The table`. */
      readonly what: string;
      readonly text: string;
    }
  | { readonly type: 'copyPgfplots'; readonly chart: ChartData };

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isText = (value: unknown): value is string => typeof value === 'string';

function readLine(value: unknown): ChartLine | undefined {
  if (!isFields(value)) return undefined;
  const { name, dash, x, y } = value;
  if (!isText(name) || !Array.isArray(dash) || !dash.every((length) => typeof length === 'number'))
    return undefined;
  if (!(x instanceof Float64Array) || !(y instanceof Float64Array) || x.length !== y.length) return undefined;
  return { name, dash, x, y };
}

function readChart(value: unknown): ChartData | undefined {
  if (!isFields(value) || !Array.isArray(value['lines'])) return undefined;
  const { title, xLabel, yLabel, yScale } = value;
  if (!isText(title) || !isText(xLabel) || !isText(yLabel)) return undefined;
  if (yScale !== 'linear' && yScale !== 'symmetricLog') return undefined;
  const read = value['lines'].map(readLine);
  const lines = read.filter((line) => line !== undefined);
  return lines.length === read.length ? { title, xLabel, yLabel, yScale, lines } : undefined;
}

/** The message if it is one of these, else undefined. */
export function readExportMessage(message: Readonly<Record<string, unknown>>): ExportMessage | undefined {
  const { title, bytes, what, text } = message;
  switch (message['type']) {
    case 'exportRun':
      return { type: 'exportRun' };
    case 'saveFigure': {
      const format = IMAGE_FORMATS.find((name) => name === message['format']);
      if (format === undefined || !isText(title) || !(bytes instanceof Uint8Array)) return undefined;
      return { type: 'saveFigure', title, format, bytes };
    }
    case 'copyText':
      return isText(what) && isText(text) ? { type: 'copyText', what, text } : undefined;
    case 'copyPgfplots': {
      const chart = readChart(message['chart']);
      return chart && { type: 'copyPgfplots', chart };
    }
    default:
      return undefined;
  }
}
