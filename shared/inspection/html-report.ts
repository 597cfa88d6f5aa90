import { html, type Markup } from '../html/html.ts';
import { text } from '../i18n/text.ts';
import type { Citation } from '../rules/rule.ts';
import { checkData } from './model.ts';
import { isTold } from './score.ts';
import { PRINT_STYLE } from './print-style.ts';
import {
  checkText,
  defectText,
  exceptionText,
  layerText,
  madeText,
  placeText,
  pointsText,
  scoreText,
  uncheckedText,
  type InspectionWords,
} from './words.ts';
import { DEFECT_CLASSES, SCORED_CLASSES } from './types.ts';
import type { Defect, DefectClass, InspectionReport, LayerScore, Score } from './types.ts';

type Say = (key: string, params?: Record<string, string | number>) => string;

/** A page for printing and for keeping: one file, no script, nothing that is fetched. */
export function inspectionHtml(report: InspectionReport, words: InspectionWords): string {
  const say: Say = (key, params) => text(words.language, key, params);
  const { blueprint, model } = report;
  const title = `${blueprint.name} ${say('inspection.title')}`;
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${PRINT_STYLE}
        </style>
      </head>
      <body>
        <header>
          <p class="mark">
            ${say('inspection.mark', { mark: say(`classification.${blueprint.classification}`) })}${blueprint.fictional ? html` · ${say('inspection.fictional')}` : null}
          </p>
          <h1>${title}</h1>
          <p class="cap">
            ${say('inspection.caption', {
              ruleset: report.ruleset.version,
              model: `${model.title[words.language]} ${model.version}`,
              time: madeText(report),
            })}
          </p>
        </header>
        <section class="top">
          <p class="score">
            <b>${scoreText(words.language, report.total.score)}</b> ${say('inspection.score')}
          </p>
          ${classTable(report.total, report, say)}
        </section>
        <p class="cap">
          ${say('inspection.score-note', { base: model.score.base, per: model.score.perRecords })}
        </p>
        <p class="cap">${basis(say, model.score.citation)}<br />${basis(say, model.weights.citation)}</p>
        <h2>${say('inspection.layers')}</h2>
        ${layerTable(report.layers.filter(isTold), words, say)}
        <h2>${say('inspection.checks')}</h2>
        ${checkTable(report, words, say)}
        <h2>${say('inspection.unchecked')}</h2>
        ${uncheckedTable(report, words, say)}
        <h2>${say('inspection.defects')}</h2>
        ${defectTable(report, words, say)}
        <footer><p>${say('statement.report', { date: madeText(report).slice(0, 10) })}</p></footer>
      </body>
    </html> `.text;
}

const basis = (say: Say, { text: said, verified }: { readonly text: string; readonly verified: string }) =>
  say('inspection.basis', { verified: say(`verified.${verified}`), text: said });

const citationText = (say: Say, citation: Citation | undefined): string =>
  citation === undefined ? '' : `${citation.text} · ${say(`verified.${citation.verified}`)}`;

const head = (say: Say, ...keys: readonly string[]): Markup =>
  html`<thead>
    <tr>
      ${keys.map((key) => html`<th>${say(`inspection.head.${key}`)}</th>`)}
    </tr>
  </thead>`;

function classTable(total: Score, { model }: InspectionReport, say: Say): Markup {
  const row = (of: DefectClass): Markup => {
    const scored = SCORED_CLASSES.find((one) => one === of);
    return html`<tr>
      <th>${say(`inspection.class.${of}`)} ${say(`inspection.class-note.${of}`)}</th>
      <td class="n">${scored === undefined ? '—' : model.weights[scored]}</td>
      <td class="n">${total.counts[of]}</td>
      <td class="n">${scored === undefined ? '—' : pointsText(total.points[scored])}</td>
    </tr>`;
  };
  return html`<table>
    ${head(say, 'class', 'weight', 'count', 'points')}
    <tbody>
      ${DEFECT_CLASSES.map(row)}
    </tbody>
  </table>`;
}

function layerTable(layers: readonly LayerScore[], words: InspectionWords, say: Say): Markup {
  const row = (one: LayerScore): Markup =>
    html`<tr>
      <th>${layerText(words, one.layer)}</th>
      <td class="n">${one.records}</td>
      ${DEFECT_CLASSES.map((of) => html`<td class="n">${one.counts[of]}</td>`)}
      <td class="n">${one.excepted}</td>
      <td class="n">${scoreText(words.language, one.score)}</td>
    </tr>`;
  return html`<table>
    <thead>
      <tr>
        <th>${say('inspection.head.layer')}</th>
        <th>${say('inspection.head.records')}</th>
        ${DEFECT_CLASSES.map((of) => html`<th>${say(`inspection.class.${of}`)}</th>`)}
        <th>${say('inspection.head.excepted')}</th>
        <th>${say('inspection.score')}</th>
      </tr>
    </thead>
    <tbody>
      ${layers.map(row)}
    </tbody>
  </table>`;
}

function checkTable({ checks, model }: InspectionReport, words: InspectionWords, say: Say): Markup {
  return html`<table>
    ${head(say, 'check', 'class', 'state', 'count', 'excepted', 'basis')}
    <tbody>
      ${checks.map(
        ({ check, class: of, looked, found, excepted }) =>
          html`<tr>
            <th>${checkText(words, model, check)}</th>
            <td class="k">${say(`inspection.class.${of}`)}</td>
            <td class="k ${looked}">${say(`inspection.looked.${looked}`)}</td>
            <td class="n">${looked === 'none' ? '—' : found}</td>
            <td class="n">${excepted}</td>
            <td class="cap">${citationText(say, checkData(model, check)?.citation)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function uncheckedTable({ unchecked, model }: InspectionReport, words: InspectionWords, say: Say): Markup {
  return html`<table>
    ${head(say, 'check', 'why')}
    <tbody>
      ${unchecked.map(
        (one) =>
          html`<tr>
            <th>${checkText(words, model, one.check)}</th>
            <td>${uncheckedText(words, one)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function defectTable(report: InspectionReport, words: InspectionWords, say: Say): Markup {
  const { defects, checks, model } = report;
  const more = checks.reduce((sum, { found, excepted, listed }) => sum + found + excepted - listed, 0);
  if (defects.length === 0) return html`<p>${say('inspection.nothing')}</p>`;
  const row = (defect: Defect, i: number): Markup =>
    html`<tr>
      <td class="n">${i + 1}</td>
      <td class="k">${say(`inspection.class.${defect.class}`)}</td>
      <td>${checkText(words, model, defect.check)}</td>
      <td>${defectText(words, defect)}${exceptionLine(words, defect)}</td>
      <td class="n place">${placeText(defect)}</td>
    </tr>`;
  return html`<table>
      ${head(say, 'number', 'class', 'check', 'defect', 'place')}
      <tbody>
        ${defects.map(row)}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="cap">${say('inspection.not-listed', { n: more })}</p>` : null}`;
}

function exceptionLine({ language }: InspectionWords, defect: Defect): Markup | null {
  const said = exceptionText(language, defect);
  return said === '' ? null : html`<br /><span class="cap">${said}</span>`;
}
