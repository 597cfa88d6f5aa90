import { escapeXml } from './cell-text.ts';
import type { SheetOut, WorkbookOut } from './out-types.ts';

/* The parts of a workbook beside its sheets (ECMA-376 parts 1 and 2). Nothing in them depends on time or chance. */

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const sheetPart = (at: number): string => `xl/worksheets/sheet${at + 1}.xml`;

const SHEET_NAME = 31;
/** Characters that are not allowed in a sheet's name. */
const NO_NAME = /[[\]:*?/\\\u0000-\u001f]/g; // oxlint-disable-line no-control-regex

/** Names as the format allows them: no longer than 31 characters, each once whatever the case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const used = new Set<string>();
  return wanted.map((name, i) => {
    const plain =
      name
        .toWellFormed()
        .replace(NO_NAME, '_')
        .trim()
        .replace(/^'+|'+$/g, '_') || `Sheet${i + 1}`;
    // Excel keeps this name for itself.
    const base = plain.toLowerCase() === 'history' ? `${plain}_` : plain;
    let own = base.slice(0, SHEET_NAME).toWellFormed();
    for (let n = 2; used.has(own.toLowerCase()); n++) {
      own = `${base.slice(0, SHEET_NAME - 2 - String(n).length)}(${n})`.toWellFormed();
    }
    used.add(own.toLowerCase());
    return own;
  });
}

export const contentTypesXml = (sheets: readonly SheetOut[]): string =>
  `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${sheets
    .map((_, i) => `<Override PartName="/${sheetPart(i)}" ContentType="${TYPE}.worksheet+xml"/>`)
    .join(
      '',
    )}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`;

const relations = (all: readonly (readonly [type: string, target: string])[]): string =>
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export const rootRelationsXml = (): string =>
  relations([
    [`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    [`${OFFICE}/relationships/extended-properties`, 'docProps/app.xml'],
  ]);

export const workbookRelationsXml = (sheets: readonly SheetOut[]): string =>
  relations([
    ...sheets.map((_, i): [string, string] => [
      `${OFFICE}/relationships/worksheet`,
      sheetPart(i).slice('xl/'.length),
    ]),
    [`${OFFICE}/relationships/styles`, 'styles.xml'],
  ]);

export function workbookXml(sheets: readonly SheetOut[], names: readonly string[]): string {
  const listed = names.map(
    (name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const titles = sheets.flatMap(({ print }, i) => {
    if (print?.repeat === undefined) return [];
    const [from, to] = print.repeat;
    const sheet = escapeXml(names[i]!.replaceAll("'", "''"));
    return [
      `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${sheet}'!$${from}:$${to}</definedName>`,
    ];
  });
  return `${XML_HEAD}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews><sheets>${listed.join('')}</sheets>${titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`}</workbook>`;
}

export const corePropertiesXml = ({ title }: WorkbookOut): string =>
  `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title.toWellFormed())}</dc:title><dc:creator>Lantu</dc:creator></cp:coreProperties>`;

export const appPropertiesXml = (): string =>
  `${XML_HEAD}<Properties xmlns="${OFFICE}/extended-properties"><Application>Lantu</Application></Properties>`;
