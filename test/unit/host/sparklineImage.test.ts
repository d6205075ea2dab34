import { describe, expect, it } from 'vitest';
import { sparklineImage } from '../../../src/host/sparklineImage.js';

/** The SVG inside the Markdown. */
function svgOf(markdown: string): string {
  const data = /^!\[[^\]]*\]\(data:image\/svg\+xml;base64,([\w+/=]+)\)$/.exec(markdown)?.[1];
  return Buffer.from(data ?? '', 'base64').toString();
}
/** Heights of the points, from the top. */
const heights = (svg: string): readonly number[] =>
  [...(/ d="([^"]*)"/.exec(svg)?.[1] ?? '').matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));

describe('sparklineImage', () => {
  it('draws magnitudes on a logarithmic scale', () => {
    const [low, middle, high] = heights(svgOf(sparklineImage([1e-4, -1e-2, 1], 'dark', 'K_z')));
    expect((low ?? 0) - (middle ?? 0)).toBeCloseTo((middle ?? 0) - (high ?? 0));
    expect(low).toBeGreaterThan(high ?? Infinity);
  });

  it('interrupts the line at zeros and at values that are not finite', () => {
    const svg = svgOf(sparklineImage([1, 0, 2, NaN, 3, 4], 'light', 'K_z'));
    expect(heights(svg)).toHaveLength(4);
    expect(svg.match(/M/g)).toHaveLength(3);
    expect(svg).not.toContain('NaN');
  });

  it('says in words what it shows, and takes the colours of the theme', () => {
    const light = sparklineImage([1, 2], 'light', 'K_z over the run');
    expect(light).toContain('![K_z over the run](');
    expect(svgOf(light)).not.toBe(svgOf(sparklineImage([1, 2], 'dark', 'K_z over the run')));
  });

  it('draws nothing of fewer than two values', () => {
    expect(sparklineImage([1], 'dark', '')).toBe('');
    expect(sparklineImage([0, 0, 3], 'dark', '')).toBe('');
  });
});
