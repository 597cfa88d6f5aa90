import { z } from 'zod';
import { fields as fieldsSchema, layerId, MAX_VERTICES, uid } from '../bridge/schemas.ts';
import { fromGeoJson, toGeoJson } from '../geometry/geojson.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, Fields } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { readOutside } from './outside-text.ts';
import type { SourceField, SourceSchema } from './suggest-mapping.ts';

/** The mark of the form: another version is another form. */
export const CLIPBOARD_FORMAT = 'lantu-features/1';
export const MAX_PASTED = 10_000;
/** Longer texts are not looked at, characters. */
export const MAX_CLIPBOARD = 200_000_000;

/** One feature on the clipboard. */
export interface ClipboardFeature {
  readonly geometry: Packed;
  readonly fields: Fields;
  /** Layer it comes from; `outside` for text of other programs. */
  readonly layer: string;
  readonly uid: string;
}

export interface Clipboard {
  readonly schema: SourceSchema;
  readonly features: readonly ClipboardFeature[];
}

const short = z.string().max(200);
const fieldType = z.enum(['text', 'int', 'real', 'date', 'datetime', 'code', 'blob', 'json', 'bool']);
const sourceField = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  label: z.object({ 'zh-CN': short, en: short }),
  type: fieldType,
  aliases: z.array(short).max(100),
  standardName: short.optional(),
  domain: short.optional(),
});

const clipboardForm = z.object({
  format: z.literal(CLIPBOARD_FORMAT),
  layer: layerId,
  fields: z.array(sourceField).max(500),
  features: z
    .array(z.object({ uid, fields: fieldsSchema, geometry: z.unknown() }))
    .min(1)
    .max(MAX_PASTED),
});

/** Features of one layer as text, with what is known of their fields. Features without a shape are left out. */
export function toClipboard(records: readonly FeatureRecord[], schema: LayerSchema): string {
  const fields = schema.fields
    .filter(({ system, name }) => system !== true && name !== 'uid')
    .map(({ name, label, type, aliases, standardName, domain }) => ({
      name,
      label,
      type,
      aliases,
      standardName,
      domain,
    }));
  const known = new Set(fields.map(({ name }) => name));
  const features = records.flatMap(({ uid: id, fields: values, geometry }) =>
    geometry === null
      ? []
      : [
          {
            uid: id,
            fields: Object.fromEntries(Object.entries(values).filter(([name]) => known.has(name))),
            geometry: toGeoJson(geometry),
          },
        ],
  );
  return JSON.stringify({ format: CLIPBOARD_FORMAT, layer: schema.id, fields, features });
}

/**
 * Features from a text on the clipboard: our own form, GeoJSON, or WKT geometries (outside-text.ts), whoever wrote it.
 *
 * Failures: `paste.nothing` for a text that is none of these, `paste.too-much` (params: limit), `paste.version` (params:
 * format) for our form in another version, `paste.broken` (params: where), and those of `readOutside`.
 */
export function fromClipboard(text: string): Result<Clipboard> {
  if (text.length > MAX_CLIPBOARD) return fail('paste.too-much', { limit: MAX_PASTED });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return readOutside(text);
  }
  const format = typeof raw === 'object' && raw !== null && 'format' in raw ? raw.format : undefined;
  if (typeof format !== 'string' || !format.startsWith('lantu-features/')) return readOutside(raw);
  if (format !== CLIPBOARD_FORMAT) return fail('paste.version', { format: format.slice(0, 40) });
  const parsed = clipboardForm.safeParse(raw);
  if (!parsed.success) {
    const isMany = parsed.error.issues.some(({ code }) => code === 'too_big');
    return isMany
      ? fail('paste.too-much', { limit: MAX_PASTED })
      : fail('paste.broken', { where: parsed.error.issues[0]?.path.join('.').slice(0, 80) ?? '' });
  }
  const { layer, fields, features } = parsed.data;
  const out: ClipboardFeature[] = [];
  let vertices = 0;
  for (const [i, one] of features.entries()) {
    const geometry = fromGeoJson(one.geometry);
    if (!geometry.ok) return fail('paste.broken', { where: `features.${i}.geometry` });
    vertices += geometry.value.xy.length / 2;
    if (vertices > MAX_VERTICES) return fail('paste.too-much', { limit: MAX_PASTED });
    if (!geometry.value.xy.every(Number.isFinite) || geometry.value.xy.length === 0) {
      return fail('paste.broken', { where: `features.${i}.geometry` });
    }
    out.push({ geometry: geometry.value, fields: one.fields, layer, uid: one.uid });
  }
  return ok({ schema: { fields: fields as SourceField[] }, features: out });
}
