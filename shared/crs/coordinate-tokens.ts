import { fail, ok, type Result } from '../result.ts';

/** Which axis or hemisphere a figure is said to be of. `LON`, `LAT`: longitude, latitude, sign as written. */
export type AxisLabel = 'N' | 'S' | 'E' | 'W' | 'LON' | 'LAT' | 'X' | 'Y';

/** A number as written, with the sign of degrees, minutes or seconds behind it. */
export interface Figure {
  readonly text: string;
  readonly unit: '°' | "'" | '"' | null;
}

/** One coordinate as written: up to three figures and a label. */
export interface WrittenValue {
  readonly figures: readonly Figure[];
  readonly label: AxisLabel | null;
}

/** Words for axes and hemispheres, longer ones first, and what they stand for. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/东经|東經/g, ' E '],
  [/西经|西經/g, ' W '],
  [/北纬|北緯/g, ' N '],
  [/南纬|南緯/g, ' S '],
  [/大?地?经度|經度|LONGITUDE|LONG|LON|LNG/g, ' L '],
  [/大?地?纬度|緯度|LATITUDE|LAT/g, ' B '],
  [/纵坐标|北坐标|NORTHING/g, ' X '],
  [/横坐标|东坐标|EASTING/g, ' Y '],
  [/北/g, ' N '],
  [/东|東/g, ' E '],
  [/南/g, ' S '],
  [/西/g, ' W '],
  [/千米|公里/g, ' KM '],
  [/坐标|米|公尺/g, ' '],
];

/**
 * Text in one spelling: half-width figures, letters and punctuation, `°'"` for degrees, minutes and seconds however
 * they are written, upper case, a letter for each word that names an axis.
 */
export function plainText(text: string): string {
  let plain = text
    .replace(/[º˚]|(?<![经纬經緯])度/g, '°')
    .replace(/[′’‘´`ʹ＇]|分/g, "'")
    .replace(/[″“”ʺ＂]|秒|''/g, '"')
    .replace(/(\d)。(\d)/g, '$1.$2')
    .replace(/[、；;。]/g, ',')
    .replace(/[−–—]/g, '-')
    .normalize('NFKC')
    .toUpperCase();
  for (const [word, letter] of WORDS) plain = plain.replace(word, letter);
  return plain;
}

const LABELS: Readonly<Record<string, AxisLabel>> = {
  N: 'N',
  S: 'S',
  E: 'E',
  W: 'W',
  B: 'LAT',
  L: 'LON',
  X: 'X',
  Y: 'Y',
};

type Item =
  | { readonly kind: 'figure'; readonly figure: Figure; readonly joined: boolean }
  | { readonly kind: 'label'; readonly label: AxisLabel }
  | { readonly kind: 'break' };

const TOKEN =
  /((?<![\d.°'"])[+-])?(\d+(?:\.\d*)?|\.\d+)|([°'"])|([NSEWBLXY])(?![A-Z])|([,\t\n\r]+)|([:=-])|(M(?![A-Z])|[()])|(\s+)|(.)/gsu;

function itemsOf(plain: string): Result<Item[]> {
  const items: Item[] = [];
  let joins = false;
  for (const [whole, sign, digits, unit, letter, stop, joint, , space, strange] of plain.matchAll(TOKEN)) {
    if (strange !== undefined) return fail('coordinate.character', { char: strange });
    if (space !== undefined) continue;
    const last = items.at(-1);
    if (digits !== undefined) {
      const text = `${sign ?? ''}${digits}`;
      items.push({ kind: 'figure', figure: { text, unit: null }, joined: joins });
    } else if (unit !== undefined) {
      if (last?.kind !== 'figure' || last.figure.unit !== null)
        return fail('coordinate.symbols', { text: whole });
      items[items.length - 1] = { ...last, figure: { ...last.figure, unit: unit as Figure['unit'] } };
    } else if (letter !== undefined) {
      items.push({ kind: 'label', label: LABELS[letter]! });
    } else if (stop !== undefined && items.length > 0) {
      items.push({ kind: 'break' });
    }
    joins = joint !== undefined && last?.kind === 'figure';
  }
  return ok(items);
}

/** Values that end at each break and begin, or end, with their letter. */
function byLabelsAndBreaks(items: readonly Item[]): WrittenValue[] {
  const leading = items.find(({ kind }) => kind !== 'break')?.kind === 'label';
  const values: WrittenValue[] = [];
  let figures: Figure[] = [];
  let label: AxisLabel | null = null;
  const end = (): void => {
    if (figures.length > 0 || label !== null) values.push({ figures, label });
    figures = [];
    label = null;
  };
  for (const item of items) {
    if (item.kind === 'figure') figures.push(item.figure);
    else if (item.kind === 'break') {
      if (figures.length > 0) end();
    } else if (leading) {
      end();
      label = item.label;
    } else {
      // A comma between a figure and its letter has ended the value already.
      const last = values.at(-1);
      label = item.label;
      if (figures.length === 0 && last?.label === null) values[values.length - 1] = { ...last, label };
      else end();
      label = null;
    }
  }
  end();
  return values;
}

/** Values without letters or commas: a figure of degrees, or one not joined to the last, begins the next. */
function bySymbols(figures: readonly (Item & { kind: 'figure' })[]): WrittenValue[] {
  const begins = figures.some(({ figure }) => figure.unit === '°')
    ? ({ figure }: Item & { kind: 'figure' }) => figure.unit === '°'
    : figures.some(({ joined }) => joined)
      ? ({ joined }: Item & { kind: 'figure' }) => !joined
      : null;
  if (begins === null) return evenly(figures.map(({ figure }) => figure));
  const values: Figure[][] = [];
  for (const item of figures) {
    if (begins(item) || values.length === 0) values.push([]);
    values.at(-1)!.push(item.figure);
  }
  return values.map((own) => ({ figures: own, label: null }));
}

/** Bare figures: two, or two of degrees and minutes, or two of degrees, minutes and seconds. */
function evenly(figures: readonly Figure[]): WrittenValue[] {
  const each = [2, 4, 6].includes(figures.length) ? figures.length / 2 : figures.length;
  const values: WrittenValue[] = [];
  for (let i = 0; i < figures.length; i += each) {
    values.push({ figures: figures.slice(i, i + each), label: null });
  }
  return values;
}

/**
 * The coordinates in a text, as they are written. Failures `coordinate.character` for what belongs to none,
 * `coordinate.symbols` for signs of degrees, minutes, seconds out of place.
 */
export function writtenValues(text: string): Result<readonly WrittenValue[]> {
  const items = itemsOf(plainText(text));
  if (!items.ok) return items;
  const labelled = items.value.some(({ kind }) => kind === 'label');
  const figures = items.value.filter((item) => item.kind === 'figure');
  const inner = items.value.slice(0, items.value.findLastIndex(({ kind }) => kind === 'figure') + 1);
  if (!labelled && !inner.some(({ kind }) => kind === 'break')) return ok(bySymbols(figures));
  const values = byLabelsAndBreaks(items.value);
  const bare = !labelled && values.length > 2 && values.every((value) => value.figures.length === 1);
  return ok(
    bare && figures.every(({ figure }) => figure.unit === null)
      ? evenly(figures.map(({ figure }) => figure))
      : values,
  );
}
