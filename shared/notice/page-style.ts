/** Looks of the public page: system fonts, no attribute styles, readable on a phone and in print. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1b1f26; --mut: #59616e; --line: #dde0e5; --acc: #1d5fc4; --weak: #e7effb; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #f5f6f8;
  font: 15px/1.6 "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimSun", sans-serif; }
header, main, footer { max-width: 1280px; margin: 0 auto; padding: 16px 20px; }
header { padding-top: 28px; }
h1 { margin: 0 0 6px; font-size: 26px; line-height: 1.35; }
h2 { margin: 0 0 10px; font-size: 17px; }
p { margin: 0 0 8px; white-space: pre-line; }
.cap { color: var(--mut); font-size: 13px; }
.tag { display: inline-block; padding: 0 8px; border: 1px solid var(--line); border-radius: 3px; background: #fff; font-size: 13px; }
main { display: grid; grid-template-columns: minmax(0, 1.35fr) minmax(320px, 1fr); gap: 16px; align-items: start; }
section { padding: 16px; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
.wide { grid-column: 1 / -1; }
.map { position: relative; padding: 0; overflow: hidden; }
.map svg { display: block; width: 100%; height: auto; background: #f4f3ee; touch-action: none; cursor: grab; }
.map .tools { position: absolute; top: 10px; right: 10px; display: flex; flex-direction: column; gap: 4px; }
.map .tools button { width: 34px; height: 34px; padding: 0; font-size: 18px; }
.map .cap { padding: 8px 16px; margin: 0; border-top: 1px solid var(--line); }
.pin { cursor: pointer; }
.pin circle { fill: #fff; stroke: #b00d1e; stroke-width: 22; }
.pin text { font-size: 150px; font-weight: 700; text-anchor: middle; fill: #b00d1e; }
.pin.chosen circle { fill: #b00d1e; }
.pin.chosen text { fill: #fff; }
.pin:focus-visible, tr:focus-visible { outline: 2px solid var(--acc); outline-offset: 2px; }
path.shape { cursor: pointer; stroke-width: 14; vector-effect: none; stroke-linejoin: round; fill-opacity: 0.45; }
path.shape.chosen { fill-opacity: 0.85; stroke: #b00d1e; stroke-width: 26; }
text.place { font-size: 190px; text-anchor: middle; fill: #59616e; stroke: #f4f3ee; stroke-width: 50px; paint-order: stroke; pointer-events: none; }
path.ground { fill: none; stroke: #8a8f98; stroke-width: 12; stroke-dasharray: 60 26; }
.list { max-height: 560px; overflow: auto; border: 1px solid var(--line); border-radius: 4px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { position: sticky; top: 0; background: #f5f6f8; color: var(--mut); font-weight: 400; white-space: nowrap; }
tbody tr { cursor: pointer; }
tbody tr:hover { background: #f5f6f8; }
tbody tr.chosen { background: var(--weak); }
td.n, th.n { text-align: right; white-space: nowrap; }
label { display: block; margin: 0 0 10px; font-size: 13px; color: var(--mut); }
input, textarea, select { display: block; width: 100%; margin-top: 3px; padding: 7px 9px; color: var(--ink); background: #fff;
  font: inherit; font-size: 15px; border: 1px solid #bfc5ce; border-radius: 4px; }
textarea { min-height: 120px; resize: vertical; }
input:focus, textarea:focus, select:focus { border-color: var(--acc); outline: 2px solid var(--weak); }
button { padding: 7px 14px; color: var(--ink); background: #fff; font: inherit; border: 1px solid #bfc5ce; border-radius: 4px; cursor: pointer; }
button:hover { background: #eef0f3; }
button.main { color: #fff; background: var(--acc); border-color: var(--acc); }
button.main:hover { background: #174fa6; }
button:disabled { color: #8a94a2; background: #f5f6f8; border-color: var(--line); cursor: default; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 12px; }
#about { font-weight: 700; color: var(--ink); }
#written { margin: 12px 0; padding: 0; list-style: none; }
#written li { display: flex; justify-content: space-between; gap: 10px; padding: 6px 0; border-bottom: 1px solid var(--line); }
#written span { overflow-wrap: anywhere; }
.warn { color: #b8430a; }
footer { color: var(--mut); font-size: 13px; }
@media (max-width: 860px) { main { grid-template-columns: minmax(0, 1fr); } .two { grid-template-columns: 1fr; } }
@media print { .tools, form, #written, #save { display: none; } body { background: #fff; } .list { max-height: none; } }
`;
