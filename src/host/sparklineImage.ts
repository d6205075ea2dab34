/** Colours of the editor's theme that matter to a small drawing. */
export type ThemeKind = 'light' | 'dark' | 'highContrast' | 'highContrastLight';

const COLOURS: Readonly<Record<ThemeKind, string>> = {
  light: '#0063b1',
  dark: '#4fc1ff',
  highContrast: '#ffffff',
  highContrastLight: '#000000',
};

const WIDTH = 110;
const HEIGHT = 16;
const MARGIN = 2.5;

/**
 * The course of a quantity's magnitude as a small SVG image, on a logarithmic scale from the smallest to the largest,
 * since terms span many orders. Zeros and values that are not finite are left out; the dot is the newest value.
 * @param alt what the image says, in words
 * @returns Markdown of an image; empty when there is nothing to draw
 */
export function sparklineImage(values: readonly number[], theme: ThemeKind, alt: string): string {
  const exponents = values.map((value) => Math.log10(Math.abs(value)));
  const shown = exponents.filter(Number.isFinite);
  if (shown.length < 2) return '';
  const low = Math.min(...shown);
  const span = Math.max(...shown) - low;
  const points = exponents.map((exponent, i) => {
    if (!Number.isFinite(exponent)) return undefined;
    const level = span === 0 ? 0.5 : (exponent - low) / span;
    return {
      x: MARGIN + (i / (values.length - 1)) * (WIDTH - 2 * MARGIN),
      y: HEIGHT - MARGIN - level * (HEIGHT - 2 * MARGIN),
    };
  });
  const colour = COLOURS[theme];
  const last = points.at(-1);
  const dot = last && `<circle cx="${last.x.toFixed(1)}" cy="${last.y.toFixed(1)}" r="2" fill="${colour}"/>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<path d="${pathThrough(points)}" fill="none" stroke="${colour}" stroke-width="1.3" stroke-linejoin="round"/>`,
    dot ?? '',
    '</svg>',
  ].join('');
  return `![${alt}](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line through the points, interrupted where one is missing. */
function pathThrough(points: readonly (Point | undefined)[]): string {
  return points
    .map((point, i) => {
      if (point === undefined) return '';
      return `${points[i - 1] === undefined ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    })
    .join('');
}
