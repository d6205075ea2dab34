import { describe, expect, test } from 'vitest';
import { latexNumber } from '../../../src/export/latexNumber.js';
import { latexTable } from '../../../src/export/latexTable.js';
import { latexSymbol, latexText } from '../../../src/export/latexText.js';
import { exportFiles } from '../../../src/export/formats.js';
import { pgfplots } from '../../../src/export/pgfplots.js';
import { QUANTITY_GROUPS } from '../../../src/quantities/quantities.js';
import type { ChartData } from '../../../src/run/chartData.js';
import { experiment } from '../run/recordedRuns.js';
import { exportedRun, FRAMES } from './exportedRuns.js';

const QUANTITIES = QUANTITY_GROUPS.flatMap(({ entries }) => entries);

/** Whether braces, and the dollars around mathematics, are in pairs; escaped ones are text. */
function isBalanced(latex: string): boolean {
  let depth = 0;
  let dollars = 0;
  for (const [sign] of latex.matchAll(/\\.|[{}$]/gs)) {
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    if (sign === '$') dollars++;
    if (depth < 0) return false;
  }
  return depth === 0 && dollars % 2 === 0;
}

const codeOf = (latex: string): string[] => latex.split('\n').filter((line) => !line.startsWith('%'));

describe('texts in LaTeX', () => {
  test('special characters are letters', () => {
    expect(latexText('100% of a_b & #1 {x} $5 ~ ^ \\ <y>')).toBe(
      String.raw`100\% of a\_b \& \#1 \{x\} \$5 \textasciitilde{} \textasciicircum{} \textbackslash{} \textless{}y\textgreater{}`,
    );
    expect(latexText('two\nlines,  ½‖ż‖²')).toBe(String.raw`two lines, $\tfrac12$$\Vert$$\dot z$$\Vert$$^2$`);
  });

  test.each(QUANTITIES.map(({ id, symbol, unit, name }) => ({ id, symbol, unit, name })))(
    '$id: symbol, unit and name need no letters that LaTeX lacks',
    ({ symbol, unit, name }) => {
      for (const latex of [latexSymbol(symbol), latexText(unit), latexText(name.replace('’', "'"))]) {
        expect(latex).toMatch(/^[\x20-\x7e]*$/);
        expect(latex).not.toContain(String.raw`\text{`);
        expect(isBalanced(latex)).toBe(true);
      }
      // No index of an index, and no two in a row.
      expect(latexSymbol(symbol)).not.toMatch(/[_^]\{[^}]*\}[_^]\{[^}]*\}[_^]/);
    },
  );

  test('symbols: words upright, indices in braces', () => {
    expect(latexSymbol('L_{bulk}')).toBe(String.raw`L_{\mathrm{bulk}}`);
    expect(latexSymbol('f^(m)')).toBe('f^{(m)}');
    expect(latexSymbol('ρ_{mn}')).toBe(String.raw`\rho _{mn}`);
    expect(latexSymbol('tr C')).toBe(String.raw`\mathrm{tr} C`);
    expect(latexSymbol('P_m − P_{m+1}')).toBe('P_{m} - P_{m+1}');
  });

  test('numbers', () => {
    expect(latexNumber(-1.23456e-7, 4)).toBe(String.raw`-1.235 \times 10^{-7}`);
    expect(latexNumber(0.1 + 0.2)).toBe('0.30000000000000004');
    expect(latexNumber(1e21)).toBe(String.raw`1 \times 10^{21}`);
    expect(latexNumber(12.5, 4)).toBe('12.50');
    expect(latexNumber(12_345, 4)).toBe(String.raw`1.235 \times 10^{4}`);
    expect(latexNumber(0, 4)).toBe('0');
    expect(latexNumber(-Infinity)).toBe(String.raw`-\infty`);
  });
});

describe('the table of a frame', () => {
  const named = 'a_b & 50%';
  const links = experiment.network.links.map((link) => ({ ...link, name: named }));
  const run = { ...exportedRun(), experiment: { ...experiment, network: { ...experiment.network, links } } };
  const table = latexTable(run, FRAMES[1]!);

  test('is a booktabs table with a row a layer and as many cells as columns', () => {
    const lines = codeOf(table);
    expect(isBalanced(lines.join('\n'))).toBe(true);
    for (const rule of ['toprule', 'bottomrule']) {
      expect(lines.filter((line) => line.includes(`\\${rule}`))).toHaveLength(1);
    }
    expect(lines.filter((line) => line.includes(String.raw`\midrule`))).toHaveLength(2);
    const columns = /\\begin\{tabular\}\{([lrc]+)\}/.exec(table)?.[1]?.length;
    const rows = lines.filter((line) => line.endsWith(String.raw`\\`) && !line.includes('multicolumn'));
    expect(rows).toHaveLength(1 + FRAMES[1]!.layers.length);
    for (const row of rows) expect(row.split(/(?<!\\)&/)).toHaveLength(columns!);
    const begun = [...table.matchAll(/\\begin\{(\w+)\}/g)].map(([, name]) => name);
    const ended = [...table.matchAll(/\\end\{(\w+)\}/g)].map(([, name]) => name);
    expect(ended.reverse()).toEqual(begun);
  });

  test('has the values, a dash for what is undefined, and names as they are', () => {
    const rows = codeOf(table).filter((line) => line.includes(latexText(named)));
    const [first, second] = rows.map((row) => row.split(/(?<!\\)&/).map((cell) => cell.trim()));
    const { coupling } = FRAMES[1]!.layers[0]!;
    expect(first).toContain(`$${latexNumber(coupling, 4)}$`);
    expect(second!.at(-1)).toBe(String.raw`-- \\`);
    expect(second!.at(-2)).toBe('--');
  });

  test('its caption defines every term, by the table of definitions', () => {
    const caption = codeOf(table).find((line) => line.includes(String.raw`\caption{`));
    for (const id of ['weightKinetic', 'neuronKinetic', 'coupling', 'fluxSquared', 'biasKinetic', 'residual'])
      expect(caption).toContain(QUANTITIES.find((quantity) => quantity.id === id)!.latex);
  });

  test('says in comments what it was made from', () => {
    const comments = table.split('\n').filter((line) => line.startsWith('%'));
    expect(comments).toContain('% bbd: 1');
    expect(comments.join('\n')).toMatch(/bbd analyze two\.bbd\.yaml --seed 11/);
    expect(comments.join('\n')).toMatch(/bbd-inspector 1\.2\.3/);
  });

  test.each([
    [undefined, 20],
    [0, 0],
    [14, 10],
    [16, 20],
    [99, 20],
  ])('of step %s is of the nearest recorded one', (step, expected) => {
    const files = exportFiles('t.tex', 'tex', exportedRun(), step);
    expect(files.ok && String([...files.value[0]!.pieces()])).toContain(`\\label{tab:bbd-step-${expected}}`);
  });

  test('of a run without a frame says that there is none', () => {
    expect(exportFiles('t.tex', 'tex', exportedRun({ frames: () => [] }))).toMatchObject({ ok: false });
  });
});

const CHART: ChartData = {
  title: 'Loss & more',
  xLabel: 'step',
  yLabel: 'parameter² per step²',
  yScale: 'symmetricLog',
  lines: [
    { name: 'L_{bulk}', dash: [7, 4], x: [0, 10, 20], y: [1e-9, NaN, -2.5] },
    { name: 'loss 100%', dash: [], x: [0, 20], y: [0.1 + 0.2, 3] },
  ],
};

describe('a chart as pgfplots', () => {
  const points = (text: string): string[] => text.match(/\([^()]*,[^()]*\)(?=[ \n])/g) ?? [];

  test('has every point with all digits, gaps as gaps, and the labels', () => {
    const text = pgfplots(CHART, ['made from: 50%']);
    expect(isBalanced(codeOf(text).join('\n'))).toBe(true);
    expect(points(text)).toEqual(['(0,1e-9)', '(10,nan)', '(20,-2.5)', '(0,0.30000000000000004)', '(20,3)']);
    expect(text).toContain(String.raw`title={Loss \& more}`);
    expect(text).toContain('ylabel={parameter$^2$ per step$^2$}');
    expect(text).toContain(String.raw`\addlegendentry{$L_{\mathrm{bulk}}$}`);
    expect(text).toContain(String.raw`\addlegendentry{loss 100\%}`);
    expect(text).toContain('dash pattern=on 7pt off 4pt');
    expect(text.startsWith('% made from: 50%\n')).toBe(true);
  });

  test('has the axis of the chart', () => {
    expect(pgfplots(CHART)).toMatch(/y coord trafo/);
    const positive = { ...CHART, lines: [CHART.lines[1]!] };
    expect(pgfplots(positive)).toContain('ymode=log');
    expect(pgfplots({ ...CHART, yScale: 'linear' })).not.toMatch(/ymode|trafo/);
  });
});
