import { html, Markup } from '../html/html.ts';
import { text, TEXTS } from '../i18n/text.ts';
import { SCRIPT_HASH, STYLE_HASH } from './page-hashes.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { NoticeEntry, NoticePage, PageLabel, PageMap, PagePin, PageShape } from './types.ts';

type Say = (key: string, params?: Record<string, string | number>) => string;

/** Half the width of a pin, page units. */
export const PIN_RADIUS = 150;

/** Words that the script of the page says; their keys without the prefix. */
const SCRIPT_WORDS = ['whole', 'remove', 'count', 'file'] as const;

/** Nothing but this page's own script and style runs, and nothing is fetched, sent or embedded. */
const POLICY = [
  "default-src 'none'",
  `script-src '${SCRIPT_HASH}'`,
  `style-src '${STYLE_HASH}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** JSON that may stand in a script element: nothing in it can end that element or begin markup. */
const dataBlock = (value: unknown): Markup =>
  new Markup(
    JSON.stringify(value)
      .replaceAll('<', '\\u003c')
      .replaceAll('>', '\\u003e')
      .replaceAll('&', '\\u0026')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  );

/**
 * The public page: one file that works in any browser without a network. It has the list, the map as a picture or as
 * drawn shapes without reference to the ground, and a form whose opinions are saved as a file.
 */
export function noticeHtml(page: NoticePage): string {
  const { language } = page;
  const say: Say = (key, params) => text(language, `notice.page.${key}`, params);
  const data = {
    id: page.id,
    title: page.title,
    words: Object.fromEntries(SCRIPT_WORDS.map((key) => [key, TEXTS[language][`notice.page.${key}`]])),
    entries: page.entries.map(({ number, name, kind }) => ({ number, name, kind })),
  };
  const head = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>${page.title}</title>`;
  const body = html`${heading(page, say)}
    <main>${mapSection(page.map, say)} ${formSection(page, say)} ${listSection(page.entries, say)}</main>
    <footer>
      <p>${say('statement')}</p>
      <p>${say('offline')}</p>
    </footer>`;
  // Script and style stand exactly as their hashes were made of.
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head>${head.text}<style>${PAGE_STYLE}</style></head>`,
    `<body>${body.text}`,
    `<script type="application/json" id="data">${dataBlock(data).text}</script>`,
    `<script>${PAGE_SCRIPT}</script>`,
    '</body></html>',
    '',
  ].join('\n');
}

function heading({ county, title, from, until, contact, intro, fictional }: NoticePage, say: Say): Markup {
  return html`<header>
    <p class="cap">${county} ${fictional ? html`<span class="tag">${say('fictional')}</span>` : null}</p>
    <h1>${title}</h1>
    ${from === '' && until === '' ? null : html`<p>${say('period', { from: from === '' ? '…' : from, until: until === '' ? '…' : until })}</p>`}
    ${intro === '' ? null : html`<p>${intro}</p>`}
    ${contact === '' ? null : html`<p>${say('send', { contact })}</p>`}
  </header>`;
}

function mapSection(map: PageMap, say: Say): Markup | null {
  if (map.kind === 'none') return null;
  const { width, height } = map.frame;
  const drawn =
    map.kind === 'picture'
      ? html`<image href="${map.image}" x="0" y="0" width="${width}" height="${height}"></image>`
      : html`${map.shapes.map(shapeMarkup)}${map.labels.map(labelMarkup)}`;
  return html`<section class="map">
    <svg id="map" viewBox="0 0 ${width} ${height}" role="group" aria-label="${say('map')}">
      ${drawn}${map.pins.map(pinMarkup)}
    </svg>
    <div class="tools">
      <button type="button" id="nearer" aria-label="${say('nearer')}">+</button>
      <button type="button" id="farther" aria-label="${say('farther')}">−</button>
      <button type="button" id="all" aria-label="${say('all')}">⤢</button>
    </div>
    <p class="cap">${map.kind === 'picture' ? say('sketch') : say('reviewed', { number: map.review })}</p>
  </section>`;
}

const shapeMarkup = ({ number, path, fill, stroke }: PageShape): Markup =>
  number === null
    ? html`<path class="ground" d="${path}"></path>`
    : html`<path
        class="shape"
        data-number="${number}"
        d="${path}"
        fill="${fill}"
        stroke="${stroke}"
        fill-rule="evenodd"
      ></path>`;

const labelMarkup = ({ text: said, at: [x, y] }: PageLabel): Markup =>
  html`<text class="place" x="${x}" y="${y}">${said}</text>`;

const pinMarkup = ({ number, at: [x, y] }: PagePin): Markup =>
  html`<g
    class="pin"
    data-number="${number}"
    data-at="${x} ${y}"
    transform="translate(${x} ${y})"
    tabindex="0"
    role="button"
    ><circle r="${PIN_RADIUS - 20}"></circle><text y="54">${number}</text></g
  >`;

function listSection(entries: readonly NoticeEntry[], say: Say): Markup {
  const row = ({ number, layerName, name, kind, areaHa, more }: NoticeEntry): Markup =>
    html`<tr data-number="${number}" tabindex="0">
      <td class="n">${number}</td>
      <td>${name === '' ? '—' : name}</td>
      <td>${layerName}</td>
      <td>${kind}</td>
      <td class="n">${areaHa === '' ? '—' : areaHa}</td>
      <td>${more.map(({ label, value }) => `${label}${say('colon')}${value}`).join(say('semicolon'))}</td>
    </tr>`;
  return html`<section class="wide">
    <h2>${say('list')}</h2>
    <label>${say('search')}<input id="filter" type="search" autocomplete="off" /></label>
    <div class="list">
      <table>
        <thead>
          <tr>
            <th class="n">${say('number')}</th>
            <th>${say('name')}</th>
            <th>${say('layer')}</th>
            <th>${say('kind')}</th>
            <th class="n">${say('area')}</th>
            <th>${say('more')}</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function formSection({ entries, map }: NoticePage, say: Say): Markup {
  return html`<section class="${map.kind === 'none' ? 'wide' : ''}">
    <h2>${say('opinion')}</h2>
    <p class="cap">${say('how')}</p>
    <form id="form" autocomplete="off">
      <label
        >${say('about')}
        <select id="number">
          <option value="">${say('whole')}</option>
          ${entries.map(
            ({ number, name, kind }) =>
              html`<option value="${number}">${number} · ${name === '' ? kind : name}</option>`,
          )}
        </select></label
      >
      <p id="about"></p>
      <label
        >${say('text')}<textarea id="text" maxlength="4000" aria-describedby="missing"></textarea>
        <span id="missing" class="warn" hidden>${say('missing')}</span></label
      >
      <div class="two">
        <label>${say('person')}<input id="name" maxlength="100" /></label>
        <label>${say('contact')}<input id="contact" maxlength="200" /></label>
      </div>
      <p class="cap">${say('privacy')}</p>
      <button type="submit">${say('add')}</button>
    </form>
    <ul id="written"></ul>
    <p class="cap" id="count"></p>
    <button type="button" id="save" class="main" disabled>${say('save')}</button>
    <p class="cap" id="saved" hidden>${say('saved')}</p>
  </section>`;
}
