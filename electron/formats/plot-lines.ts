import { looksLikePoint, readPointLine, type PointLine } from './plot-figures.ts';
import { plotFields } from './plot-form.ts';

/** A line of a boundary-point file by its part in the grammar. */
export type PlotLine =
  /** `[地块坐标]` */
  | { readonly kind: 'block'; readonly name: string }
  /** `带号=37` of the block before it. */
  | { readonly kind: 'key'; readonly block: string; readonly key: string; readonly value: string }
  /** The line that opens a plot. */
  | { readonly kind: 'plot'; readonly fields: readonly string[] }
  | { readonly kind: 'point'; readonly point: PointLine }
  /** Meant as a point, with figures that fit no range. */
  | { readonly kind: 'misfit'; readonly fields: readonly string[]; readonly text: string }
  /** Anything else. */
  | { readonly kind: 'stray'; readonly text: string };

/** Reads line after line; what a line can be depends on those before it. */
export interface PlotGrammar {
  /** Null for an empty line. */
  read(text: string): PlotLine | null;
}

/** The block whose lines are plots and points. */
export const COORDINATES = '地块坐标';

const BRACKETS = '[［【';
const BLOCK = /^[[［【]([^[\]［］【】]*)[\]］】]$/;
const KEY = /^([^=＝,，]*[^=＝,，\s])\s*[=＝](.*)$/s;
/** Separators that a plot line has at least where it stands under no heading. */
const FEWEST = 3;

/** The part of a line before the `@` that ends a plot line; null where nothing but blanks and commas follows none. */
function beforeMark(text: string): string | null {
  const at = text.endsWith('＠') ? text.length - 1 : text.lastIndexOf('@');
  return at >= 0 && /^[\s,，]*$/.test(text.slice(at + 1)) ? text.slice(0, at) : null;
}

/** Without the one comma that stands before the `@`. */
const withoutLast = (text: string): string => text.trimEnd().replace(/[,，]$/, '');

/** The fields of a line of a point. */
function fieldsOf(text: string): string[] {
  const fields = text.includes('，') ? text.split(/[,，]/) : text.split(',');
  for (let i = 0; i < fields.length; i++) fields[i] = fields[i]!.trim();
  return fields;
}

const separators = (text: string): number => text.match(/[,，]/g)?.length ?? 0;

/** The grammar of one file, at its beginning. */
export function createPlotGrammar(): PlotGrammar {
  let block = '';
  let inCoordinates = false;
  let isOpen = false;

  const plot = (text: string): PlotLine => {
    isOpen = true;
    return { kind: 'plot', fields: plotFields(text) };
  };
  const key = (text: string): PlotLine | null => {
    const [, name, value] = KEY.exec(text) ?? [];
    return name === undefined ? null : { kind: 'key', block, key: name.trim(), value: (value ?? '').trim() };
  };

  return {
    read: (raw) => {
      const text = raw.trim();
      if (text === '') return null;
      const heading = BRACKETS.includes(text[0]!) ? BLOCK.exec(text)?.[1] : undefined;
      if (heading !== undefined) {
        block = heading.trim();
        inCoordinates = block.replaceAll(/\s/g, '') === COORDINATES;
        isOpen = false;
        return { kind: 'block', name: block };
      }
      // Under a heading of keys `KEY=value` comes first: a value may hold an @.
      const pair = inCoordinates || isOpen ? null : key(text);
      if (pair !== null) return pair;
      const marked = beforeMark(text);
      if (marked !== null && (inCoordinates || isOpen || separators(marked) >= FEWEST))
        return plot(withoutLast(marked));
      if (inCoordinates || isOpen) {
        const fields = fieldsOf(text);
        const point = readPointLine(fields);
        if (point !== null) return { kind: 'point', point };
        if (text.includes('@')) return plot(text);
        if (looksLikePoint(fields)) return { kind: 'misfit', fields, text };
      }
      return (isOpen ? null : key(text)) ?? { kind: 'stray', text };
    },
  };
}
