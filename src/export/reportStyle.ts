/** The report's only styles: light or dark as the reader's system is, and black on white on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --faint: #eaeef2; --back: #fff; --card: #f6f8fa;
  --c0: #0550ae; --c1: #bc4c00; --c2: #1a7f37; --c3: #8250df; --c4: #9a6700; --c5: #cf222e; --good: #1a7f37; --bad: #bc4c00; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9198a1; --line: #3d444d; --faint: #262c36; --back: #0d1117; --card: #151b23;
  --c0: #58a6ff; --c1: #ffa657; --c2: #56d364; --c3: #bc8cff; --c4: #e3b341; --c5: #ff7b72; --good: #56d364; --bad: #ffa657; } }
@media print { :root { color-scheme: light; } body { max-width: none; } figure, section > table { break-inside: avoid; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1rem 4rem; background: var(--back); color: var(--text);
  font: 15px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 1.7rem; line-height: 1.25; }
h2 { margin: 2.6rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.2rem; }
h3 { margin: 1.6rem 0 .2rem; font-size: 1rem; }
p { margin: .4rem 0; }
.muted, .note, figcaption, caption { color: var(--muted); }
.note, figcaption, caption { font-size: .87rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .7rem; margin: 1.2rem 0 0; }
.tiles > div { padding: .7rem .9rem; border: 1px solid var(--line); border-left: 3px solid var(--line); border-radius: 4px; background: var(--card); }
.tiles > .good { border-left-color: var(--good); }
.tiles > .bad { border-left-color: var(--bad); }
dl { margin: 0; }
dt { color: var(--muted); font-size: .8rem; }
dd { margin: 0; }
.tiles .value { font-weight: 600; }
.tiles dd.note { margin-top: .2rem; }
figure { margin: 1.2rem 0 2rem; }
figure svg { display: block; width: 100%; height: auto; }
figure h3 { margin: 0 0 .3rem; }
.grid { stroke: var(--faint); }
.zero { stroke: var(--muted); }
.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
.line-0 { stroke: var(--c0); } .line-1 { stroke: var(--c1); } .line-2 { stroke: var(--c2); }
.line-3 { stroke: var(--c3); } .line-4 { stroke: var(--c4); } .line-5 { stroke: var(--c5); }
.tick, .label { fill: var(--muted); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.label { font-size: 12.5px; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0 0 .3rem; padding: 0; list-style: none; font-size: .87rem; }
figure .swatch { display: inline-block; width: 28px; height: 8px; vertical-align: middle; }
.scroller { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; text-align: left; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--faint); text-align: left; vertical-align: top; }
thead th { border-bottom-color: var(--line); font-weight: 600; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.definitions dt { margin-top: 1rem; color: var(--text); font-size: 1em; font-weight: 600; }
.definitions math { margin: .2rem 0; font-size: 1.1em; }
pre { overflow-x: auto; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: 4px; background: var(--card); font: 13px/1.5 ui-monospace, monospace; }
code { font: .92em ui-monospace, monospace; }
sub, sup { line-height: 0; font-size: .75em; }
`;
