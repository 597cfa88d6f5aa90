import type { FindingLine } from '../check/findings-file.ts';
import { formatArea } from '../i18n/format.ts';
import { text } from '../i18n/text.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { inspectedText, overriddenLines } from './inspected.ts';
import { hundredthsNumber } from './hundredths.ts';
import type { Manifest } from './manifest.ts';
import { stateText } from './readme.ts';

/** Findings that are written out; of more the table has all. */
export const REPORTED = 1000;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (value: string): string => value.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

const STYLE = `
body{font:14px/1.6 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;color:#1a1f24;margin:32px auto;max-width:1080px;padding:0 24px}
h1{font-size:22px;margin:0}h2{font-size:16px;margin:28px 0 8px}
.mark{float:right;border:1px solid #1a1f24;padding:2px 10px;font-weight:700}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:12px 0}dt{color:#5a646e}dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{border:1px solid #c9d0d6;padding:3px 8px;text-align:left;vertical-align:top}
th{background:#f1f3f5;font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.statement{border-top:1px solid #c9d0d6;margin-top:28px;padding-top:8px;color:#5a646e}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
`.trim();

interface Cell {
  readonly value: string | number;
  readonly numeric?: boolean;
}
const number = (value: string | number): Cell => ({ value, numeric: true });

function table(head: readonly (string | Cell)[], rows: readonly (readonly (string | Cell)[])[]): string {
  const cell = (tag: 'td' | 'th', one: string | Cell): string => {
    const { value, numeric = false } = typeof one === 'string' ? { value: one } : one;
    return `<${tag}${numeric ? ' class="n"' : ''}>${escape(String(value))}</${tag}>`;
  };
  const row = (tag: 'td' | 'th', cells: readonly (string | Cell)[]): string =>
    `<tr>${cells.map((one) => cell(tag, one)).join('')}</tr>`;
  return `<table><thead>${row('th', head)}</thead><tbody>${rows.map((cells) => row('td', cells)).join('\n')}</tbody></table>`;
}

/** What the report is made from beside the manifest. */
export interface ReportParts {
  /** In their order, all of them. */
  readonly lines: readonly FindingLine[];
  /** One sentence for each rule that was not checked. */
  readonly notChecked: readonly string[];
}

/** The inspection report: a page that every browser opens and prints, without script. */
export function reportHtml(manifest: Omit<Manifest, 'files'>, { lines, notChecked }: ReportParts): string {
  const { language, findings } = manifest;
  const say = (key: string, params?: Readonly<Record<string, string | number>>): string =>
    text(language, `package.report.${key}`, params);
  const facts: readonly (readonly [string, string])[] = [
    [say('county'), `${manifest.county.code} ${manifest.county.name}`],
    [say('state'), stateText(manifest)],
    [say('as-of'), manifest.asOf],
    [say('ruleset'), `${manifest.ruleset.id} ${manifest.ruleset.version}`],
    [say('product'), `${manifest.product.name} ${manifest.product.version}`],
    ...(manifest.inspection === undefined
      ? []
      : [[say('inspection'), inspectedText(language, manifest.inspection)] as const]),
    ...(manifest.override === null
      ? []
      : [[say('override'), `${manifest.override.reason} (${manifest.override.by})`] as const]),
    ...overriddenLines(manifest).map((line) => [say('overridden'), line] as const),
  ];
  const title = `${manifest.county.name} ${say('title')}`;
  const counts = table(
    [say('severity'), number(say('found')), number(say('exceptions')), number(say('open'))],
    SEVERITIES.map((severity) => {
      const { counts: all, exceptions } = findings;
      const open = all[severity] - exceptions[severity];
      return [
        text(language, `severity.${severity}`),
        number(all[severity]),
        number(exceptions[severity]),
        number(open),
      ];
    }),
  );
  const layers = table(
    [say('layer'), number(say('count')), number(say('stored')), number(say('shape'))],
    manifest.layers.map(({ name, count, sums, areaM2 }) => {
      const stored = sums['area_m2'];
      const ha = (m2: string): string => formatArea(language, hundredthsNumber(m2), 'ha');
      return [
        name[language],
        number(count),
        number(stored === undefined ? '' : ha(stored)),
        number(ha(areaM2)),
      ];
    }),
  );
  const shown = lines.slice(0, REPORTED);
  const list =
    lines.length === 0
      ? `<p>${escape(text(language, 'result.none'))}</p>`
      : table(
          [number(say('no')), say('severity'), say('finding'), say('status'), say('basis')],
          shown.map((line) => [
            number(line.number),
            line.severity,
            line.sentence,
            [line.status, line.reason, line.text, line.person, line.date]
              .filter((one) => one !== '')
              .join(' · '),
            line.citation === '' ? '' : `${line.citation} (${line.verified})`,
          ]),
        );
  const more = lines.length - shown.length;
  const unchecked =
    notChecked.length === 0
      ? `<p>${escape(say('all-checked'))}</p>`
      : `<ul>${notChecked.map((one) => `<li>${escape(one)}</li>`).join('\n')}</ul>`;
  return [
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escape(title)}</title><style>${STYLE}</style></head><body>`,
    `<div class="mark">${escape(text(language, `classification.${manifest.classification}`))}</div>`,
    `<h1>${escape(title)}</h1>`,
    manifest.fictional ? `<p>${escape(text(language, 'fictional'))}</p>` : '',
    `<dl>${facts.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>`,
    `<h2>${escape(say('layers'))}</h2>${layers}`,
    `<h2>${escape(say('counts'))}</h2>${counts}`,
    `<h2>${escape(say('not-checked'))}</h2>${unchecked}`,
    `<h2>${escape(say('list'))}</h2>${list}`,
    more > 0 ? `<p>${escape(say('more', { n: more }))}</p>` : '',
    `<p class="statement">${escape(text(language, 'statement.report', { date: manifest.asOf }))}</p>`,
    '</body></html>\n',
  ].join('\n');
}
