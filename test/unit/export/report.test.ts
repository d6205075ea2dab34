import { describe, expect, test } from 'vitest';
import { report } from '../../../src/export/report.js';
import { svgChart } from '../../../src/export/svgChart.js';
import FORMULAS from '../../../src/quantities/formulas.json';
import { experiment, origin } from '../run/recordedRuns.js';
import { exportedRun, FRAMES } from './exportedRuns.js';

const html = (run = exportedRun()): string => [...report(run)].join('');

/** Elements that are opened and closed, in order; throws where they do not nest. */
function checkNesting(text: string): void {
  const VOID = ['meta', '!doctype'];
  const open: string[] = [];
  for (const [, closing, name, rest] of text.matchAll(/<(\/?)([!a-zA-Z][\w!]*)([^>]*)>/g)) {
    const tag = name!.toLowerCase();
    if (VOID.includes(tag) || rest!.endsWith('/')) continue;
    if (closing === '') open.push(tag);
    else expect(open.pop()).toBe(tag);
  }
  expect(open).toEqual([]);
}

describe('the report', () => {
  test('is one well-formed page that runs nothing and loads nothing', () => {
    const page = html();
    checkNesting(page);
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|javascript:|@import|url\(|\son\w+=/i);
    const addresses = [...page.matchAll(/https?:\/\/[^"'\s<]+/g)].map(([address]) => address);
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('prefers-color-scheme: dark');
  });

  test('has charts, the numbers of the last frame, the spec and what made it', () => {
    const page = html();
    const last = FRAMES[2]!;
    expect(page).toContain(`title="${last.layers[0]!.coupling}"`);
    expect(page).toContain('Terms of every layer at step 20');
    for (const title of ['Lagrangian over steps', 'Power through depth']) {
      expect(page).toContain(`aria-label="${title}`);
    }
    expect(page).toContain('bbd analyze two.bbd.yaml --seed 11');
    expect(page).toContain('bbd-inspector 1.2.3');
    expect(page).toContain('name: Two # &quot;quoted&quot;, layers');
  });

  test('defines what it shows with the formulas of the table of definitions', () => {
    const page = html();
    for (const id of ['coupling', 'residual', 'bulk', 'powerCurrent', 'validationLoss'] as const)
      expect(page).toContain(FORMULAS[id]);
    expect(page).not.toContain(FORMULAS.gain);
  });

  test('answers what the run was made for', () => {
    const symmetry = { verdict: 'broken', summary: 'Broken at <layer> 3.' };
    const page = html({ ...exportedRun(), origin: { ...origin, symmetry } });
    expect(page).toMatch(/class="bad"><dt>Is it symmetric along depth\?<\/dt><dd class="value">broken</);
    expect(page).toContain('Broken at &lt;layer&gt; 3.');
    expect(page).toMatch(/May it be read as a continuum\?<\/dt><dd class="value">not controlled</);
    expect(page).toMatch(/Where does the energy go\?<\/dt><dd class="value">most to layer \d, layer \d</);
  });

  test('takes texts of the user for texts', () => {
    const evil = '<script>alert(1)</script>';
    const page = html({
      ...exportedRun(),
      experiment: { ...experiment, name: evil },
      origin: { ...origin, spec: { file: evil, text: evil, options: [] } },
      findings: [{ severity: 'warning', code: 'symmetry.width', message: evil, line: 3 }],
    });
    expect(page).not.toContain('<script');
    expect(page).toContain('Line 3, warning <code>symmetry.width</code>: &lt;script&gt;');
    checkNesting(page);
  });

  test('of a run without anything still says what was run', () => {
    const page = html(exportedRun({ frames: () => [], dynamics: [], continuum: [], statistics: [] }));
    checkNesting(page);
    expect(page).toContain('bbd analyze two.bbd.yaml');
    expect(page).not.toContain('<figure>');
  });
});

describe('a chart of the report', () => {
  const chart = (y: readonly number[], yScale: 'linear' | 'symmetricLog') =>
    svgChart(
      {
        title: 'T',
        xLabel: 'x',
        yLabel: 'y',
        yScale,
        lines: [{ name: 'loss', dash: [2, 3], x: y.map((_, i) => i), y }],
      },
      '',
    );
  const pathOf = (svg: string): string => /class="line line-0"[^>]* d="([^"]*)"/.exec(svg)?.[1] ?? '';

  test.each(['linear', 'symmetricLog'] as const)(
    '%s: larger values stand higher, inside the picture',
    (scale) => {
      const places = [...pathOf(chart([-3, -1e-6, 0, 1e-6, 5], scale)).matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(
        ([, y]) => Number(y),
      );
      expect(places).toHaveLength(5);
      places.forEach((y, i) => {
        if (i > 0) expect(y).toBeLessThanOrEqual(places[i - 1]!);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(320);
      });
      expect(places[4]).toBeLessThan(places[0]!);
    },
  );

  test('leaves a gap where there is no value, and shows a value between gaps', () => {
    const path = pathOf(chart([1, NaN, 2, NaN, 3, 4], 'linear'));
    expect(path.match(/M/g)).toHaveLength(3);
    expect(path.match(/h0/g)).toHaveLength(2);
  });

  test('stands values that are all the same, or none', () => {
    for (const values of [[], [0], [2, 2], [NaN]]) {
      for (const scale of ['linear', 'symmetricLog'] as const)
        expect(chart(values, scale)).not.toContain('NaN');
    }
  });
});
