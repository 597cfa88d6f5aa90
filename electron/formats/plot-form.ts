import { figureOf } from './plot-figures.ts';

/** What the line of a plot says, as written; empty where it says nothing. */
export interface PlotForm {
  /** First field of a line of four: the number of the plot or of its points, which the whole file decides. */
  readonly first: string | null;
  readonly count: string;
  readonly area: string;
  readonly number: string;
  readonly name: string;
  /** 记录图形属性: 点, 线 or 面. */
  readonly graphic: string;
  /** 地块类型, which only lines of four have. */
  readonly kind: string;
  readonly sheet: string;
  readonly use: string;
  readonly classCode: string;
  /** Fields beyond the eighth. */
  readonly more: readonly string[];
}

const GRAPHIC: readonly string[] = ['点', '线', '面'];
const isGraphic = (text: string | undefined): boolean => GRAPHIC.includes(text ?? '');
const isWhole = (text: string | undefined): boolean => /^\d{1,9}$/.test((text ?? '').normalize('NFKC'));
const isAreaText = (text: string | undefined): boolean => areaOf(text ?? '') !== null;

/** Longest spelling of an area. */
const MAX_AREA = 40;

const PER_HECTARE: readonly (readonly [RegExp, number])[] = [
  [/^(?:公顷|ha|hm2|hm²)?$/i, 1],
  [/^(?:平方米|㎡|m2|m²)$/i, 10_000],
  [/^亩$/, 15],
];

/** An area as written, in hectares, which are meant where no unit stands behind the figure; null for anything else. */
export function areaOf(text: string): number | null {
  if (text.length > MAX_AREA) return null;
  const [, figure = '', unit = ''] = /^([^\p{L}㎡]*?)\s*([\p{L}㎡].*)?$/u.exec(text.trim()) ?? [];
  const value = figureOf(figure);
  const per = PER_HECTARE.find(([name]) => name.test(unit))?.[1];
  return value === null || per === undefined ? null : value / per;
}

const hasUnit = (text: string): boolean => /\p{L}|㎡/u.test(text) && isAreaText(text);

/** Lines of the web export begin with the area, `0.7655公顷`: the number of points is left out. */
const lacksCount = (fields: readonly string[]): boolean =>
  !isGraphic(fields[4]) && (isGraphic(fields[3]) || hasUnit(fields[0] ?? ''));

/** Of a plot without a line of its own. */
export const NOTHING: PlotForm = {
  first: null,
  count: '',
  area: '',
  number: '',
  name: '',
  graphic: '',
  kind: '',
  sheet: '',
  use: '',
  classCode: '',
  more: [],
};

/**
 * The fields of a plot line by their meaning.
 * Eight: points, area, number, name, graphic attribute, sheet, use, class code. Four or fewer: points or number, name,
 * type, use; where the third is 点, 线 or 面, the type is the fourth.
 */
export function formOf(fields: readonly string[]): PlotForm {
  if (fields.length <= 4) {
    const [first = '', name = '', third = '', fourth = ''] = fields;
    return isGraphic(third)
      ? { ...NOTHING, first, name, graphic: third, kind: fourth }
      : { ...NOTHING, first, name, kind: third, use: fourth };
  }
  const [count = '', area = '', number = '', name = '', graphic = '', sheet = '', use = '', classCode = ''] =
    lacksCount(fields) ? ['', ...fields] : fields;
  const more = fields.slice(lacksCount(fields) ? 7 : 8);
  return { ...NOTHING, count, area, number, name, graphic, sheet, use, classCode, more };
}

/** Whether fields can be a plot line: a number of points (or none) and an area (or none) at their places. */
function isSound(fields: readonly string[]): boolean {
  if (fields.length < 4) return false;
  if (fields.length === 4) return true;
  const { count, area } = formOf(fields);
  return (count === '' || isWhole(count)) && (area === '' || isAreaText(area));
}

const split = (text: string, separator: RegExp | string): string[] =>
  text.split(separator).map((field) => field.trim());

/**
 * A plot line without its `@` cut into fields. A full-width comma is a separator only where commas alone give no
 * sound line: names may hold it.
 */
export function plotFields(text: string): string[] {
  const plain = split(text, ',');
  if (isSound(plain) || !text.includes('，')) return plain;
  const both = split(text, /[,，]/);
  return isSound(both) || plain.length === 1 ? both : plain;
}
