import type { Crs } from '../crs/catalogue.ts';
import { scaleText } from '../map/scale-text.ts';
import { text } from '../i18n/text.ts';
import type { Language } from '../i18n/languages.ts';
import { codeEntry } from '../model/code-list.ts';

/** What a sheet says of its blueprint. */
export interface SheetFacts {
  readonly name: string;
  readonly countyName: string;
  readonly countyCode: string;
  readonly baseYear: number | null;
  readonly planYear: number | null;
  /** Name of the version that the plan still is; empty while it is being edited. */
  readonly version: string;
  /** Name of the sheet; empty for one that is not kept. */
  readonly sheet: string;
  /** 密级标识: public, internal, secret. */
  readonly classification: string;
  readonly fictional: boolean;
  /** System that maps are drawn in. */
  readonly crs: Crs;
  /** `2026-11-22`. */
  readonly date: string;
}

/** What a page says of itself; of a single sheet and before its map is known, `null`. */
export interface PageFacts {
  /** Name of the page of an atlas; empty else. */
  readonly page: string;
  readonly number: number;
  readonly pages: number;
  readonly scale: number | null;
}

/** Every name that may stand in braces, in the order of the menu. */
export const PLACEHOLDERS = [
  'county',
  'code',
  'blueprint',
  'sheet',
  'version',
  'mark',
  'scale',
  'crs',
  'date',
  'base-year',
  'plan-year',
  'horizon',
  'page',
  'number',
  'pages',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** The word for the classification mark; invented data says so wherever the mark stands. */
export function markText({ classification, fictional }: SheetFacts, language: Language): string {
  const mark = codeEntry('classification_mark', classification)?.label[language] ?? classification;
  return fictional ? `${mark} · ${text(language, 'fictional')}` : mark;
}

/** `CGCS2000 · 高斯-克吕格投影 · 3度带第37带 · 中央经线111°`. */
export function crsText(crs: Crs, language: Language): string {
  if (crs.kind === 'geographic') return text(language, 'print.crs.geographic');
  return text(language, 'print.crs.zone', {
    width: crs.zoneWidth ?? 3,
    zone: crs.zone ?? Math.round(crs.centralMeridian / (crs.zoneWidth ?? 3)),
    meridian: crs.centralMeridian,
  });
}

function valuesOf(
  facts: SheetFacts,
  page: PageFacts,
  language: Language,
): Readonly<Record<Placeholder, string>> {
  return {
    county: facts.countyName,
    code: facts.countyCode,
    blueprint: facts.name,
    sheet: facts.sheet,
    version: facts.version,
    mark: markText(facts, language),
    scale: page.scale === null ? '' : scaleText(page.scale),
    crs: crsText(facts.crs, language),
    date: facts.date,
    'base-year': facts.baseYear === null ? '' : String(facts.baseYear),
    'plan-year': facts.planYear === null ? '' : String(facts.planYear),
    horizon: facts.planYear === null ? '' : text(language, 'print.horizon', { year: facts.planYear }),
    page: page.page,
    number: String(page.number),
    pages: String(page.pages),
  };
}

/** Fills the placeholders of a text; a word in braces that is none stays, so that its mistake is seen. */
export function filled(words: string, facts: SheetFacts, page: PageFacts, language: Language): string {
  const values: Readonly<Record<string, string>> = valuesOf(facts, page, language);
  return words.replace(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
