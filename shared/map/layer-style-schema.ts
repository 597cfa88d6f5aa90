import { z } from 'zod';
import { finite } from '../bridge/schemas.ts';
import {
  BREAK_METHODS,
  DASH_KINDS,
  MOST_CLASSES,
  PATTERN_KINDS,
  type DashKind,
  type LayerStyle,
} from '../model/layer-style.ts';

const color = z.string().regex(/^#[0-9a-f]{6}$/);
const field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const value = z.union([z.string().max(300), finite]);
const scaleRange = z.strictObject({
  min: z.number().positive().nullable(),
  max: z.number().positive().nullable(),
});

const styleClass = z.strictObject({
  values: z.array(value).min(1).max(1_000),
  color,
  label: z.string().max(100).nullable(),
});

const renderer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('standard') }),
  z.strictObject({ kind: z.literal('single'), color }),
  z.strictObject({
    kind: z.literal('categorised'),
    field,
    classes: z.array(styleClass).max(MOST_CLASSES),
    other: color.nullable(),
  }),
  z
    .strictObject({
      kind: z.literal('graduated'),
      field,
      method: z.enum(BREAK_METHODS),
      ramp: z.string().max(40),
      breaks: z.array(finite).min(2).max(33),
      colors: z.array(color).min(1).max(32),
    })
    .refine(({ breaks, colors }) => breaks.length === colors.length + 1)
    .refine(({ breaks }) => breaks.every((one, i) => i === 0 || breaks[i - 1]! <= one)),
]);

/** The schema of `LayerStyle`. */
export const layerStyle: z.ZodType<LayerStyle> = z.strictObject({
  renderer,
  fillOpacity: z.number().min(0).max(1).nullable(),
  outline: z
    .strictObject({
      color,
      width: z.number().min(0).max(12),
      dash: z.enum(DASH_KINDS as [DashKind, ...DashKind[]]),
    })
    .nullable(),
  pattern: z
    .strictObject({ kind: z.enum(['none', ...PATTERN_KINDS]), color, pitch: z.number().min(4).max(24) })
    .nullable(),
  labels: z
    .strictObject({
      fields: z.array(field).max(2),
      size: z.number().min(8).max(32),
      halo: z.number().min(0).max(4),
      scale: scaleRange,
    })
    .nullable(),
  scale: scaleRange.nullable(),
});
/** A style as it is kept in the file; null for none, and for one that cannot be read. */
export function parseStyle(text: string | null | undefined): LayerStyle | null {
  if (text === null || text === undefined || text === '') return null;
  try {
    const parsed = layerStyle.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
