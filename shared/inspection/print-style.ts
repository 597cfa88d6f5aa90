/** Looks of the printed report: A4, system fonts for Chinese, black on white, head rows on every page. */
export const PRINT_STYLE = `
@page { size: A4; margin: 18mm 16mm; }
body { max-width: 178mm; margin: 8mm auto; color: #16191d; background: #fff;
  font: 10pt/1.5 "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimSun", sans-serif; }
h1 { margin: 2mm 0; font-size: 17pt; text-align: center; }
h2 { margin: 7mm 0 2mm; font-size: 12pt; break-after: avoid; }
header .mark { margin: 0; text-align: right; font-size: 9pt; }
header .cap { text-align: center; }
.cap { color: #555b64; font-size: 8.5pt; }
.top { display: flex; gap: 8mm; align-items: center; margin: 4mm 0; }
.score { flex: none; min-width: 34mm; margin: 0; text-align: center; }
.score b { display: block; font-size: 26pt; line-height: 1.2; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-size: 9pt; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1mm 1.8mm; border: 0.2mm solid #aab0b9; text-align: left; vertical-align: top; }
thead th { background: #eef0f3; font-weight: 600; }
tbody th { font-weight: 400; }
.n { text-align: right; white-space: nowrap; }
.k { white-space: nowrap; }
thead th { white-space: nowrap; }
.place { font-size: 8pt; }
td.none, td.part { color: #8a5a00; }
footer { margin-top: 8mm; padding-top: 2mm; border-top: 0.3mm solid #16191d; font-size: 9pt; }
@media print { body { max-width: none; margin: 0; } }
`;
