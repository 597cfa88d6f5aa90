import { classColor } from '../map/class-colors.ts';
import type { FillSymbol } from '../map/symbol.ts';
import { styledSymbol } from '../map/styled-symbol.ts';
import type { LayerStyle } from '../model/layer-style.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';

/** Where a symbol names no colour of its own. */
const PLAIN = '#5b6470';

function fillColor(fill: FillSymbol | undefined, fields: Fields): string | null {
  if (fill === undefined) return null;
  if (fill.kind === 'plain') return fill.color.light;
  if (fill.kind === 'steps') return fill.colors.at(-1) ?? null;
  const code = String(fields[fill.field] ?? '');
  if (fill.kind === 'classes') {
    return fill.classes.find(({ values }) => values.some((one) => String(one) === code))?.color ?? fill.other;
  }
  if (typeof fill.colors === 'string') return classColor(fill.colors, code);
  return fill.colors[code.slice(0, fill.prefix ?? code.length)]?.light ?? null;
}

/** Fields that decide the colour of a feature. */
export const colorFields = (schema: LayerSchema, style: LayerStyle | null): readonly string[] => {
  const { fill } = styledSymbol({ schema, style });
  return fill === undefined || fill.kind === 'plain' ? [] : [fill.field];
};

/** The colours a feature has in the public page: those of the map on its light ground. */
export function shapeColors(
  schema: LayerSchema,
  style: LayerStyle | null,
  fields: Fields,
): { readonly fill: string; readonly stroke: string } {
  const symbol = styledSymbol({ schema, style });
  const line = symbol.strokes.at(-1)?.color.light ?? null;
  const fill = fillColor(symbol.fill, fields);
  return { fill: fill ?? line ?? PLAIN, stroke: line ?? fill ?? PLAIN };
}
