import { expect, test } from 'vitest';
import { chartTsv } from '../../../webview/model/chartTsv.js';

test('a chart as tab-separated text has a row a place and all digits', () => {
  const chart = {
    title: 'Loss',
    xLabel: 'step',
    yLabel: 'loss',
    yScale: 'linear',
    lines: [
      { name: 'L_{bulk}', dash: [], x: [0, 10, 20], y: [1e-9, NaN, -2.5] },
      { name: 'loss\t100%', dash: [], x: [0, 20], y: [0.1 + 0.2, 3] },
    ],
  } as const;
  expect(chartTsv(chart)).toBe(
    'step\tL_{bulk}\tloss 100%\n0\t1e-9\t0.30000000000000004\n10\t\t\n20\t-2.5\t3\n',
  );
});
