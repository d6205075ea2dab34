import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOutline, carriesMarker, pointsOf } from '../../../webview/model/stepLines.js';
import { series } from './views.js';

describe('pointsOf', () => {
  it('puts the values where the scale says and leaves a gap for what is not finite', () => {
    const points = pointsOf(series([0, 10, 20], [1, Infinity, 3]), (value) => 10 * value);
    expect(points).toEqual([
      { x: 0, y: 10 },
      { x: 10, y: NaN },
      { x: 20, y: 30 },
    ]);
  });
});

describe('carriesMarker', () => {
  it('marks every line, with few markers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (count) => {
        const marked = Array.from({ length: count }, (_, i) => i).filter((i) => carriesMarker(i, count));
        expect(marked.length).toBeGreaterThanOrEqual(1);
        expect(marked.length).toBeLessThanOrEqual(15);
      }),
    );
  });
});

describe('bandOutline', () => {
  it('goes along mean plus error and back along mean minus error, without what is undefined', () => {
    const band = {
      steps: Float64Array.of(0, 10, 20),
      means: Float64Array.of(1, 2, 3),
      standardErrors: Float64Array.of(0.5, NaN, 1),
    };
    expect(bandOutline(band, (value) => 2 * value)).toEqual([
      { x: 0, y: 3 },
      { x: 20, y: 8 },
      { x: 20, y: 4 },
      { x: 0, y: 1 },
    ]);
  });
});
