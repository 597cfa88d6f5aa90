import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import type { BilingualText, Field, LayerSchema } from '../model/layer.ts';
import { OWN_PLANS, OWN_TYPES, POLICIES } from '../model/own-layer.ts';
import type { LayerStyle } from '../model/layer-style.ts';
import type { RecordRef } from '../model/record.ts';
import { parseStyle } from '../map/layer-style-schema.ts';
import { fail, ok, type Result } from '../result.ts';
import { layerNames } from './common.ts';
import type { CommandContext, Reason, Snapshot } from './define-command.ts';

/** What the commands on layers, fields and styles share. */

const MOST_NAME = 60;
const nameText = z.string().trim().max(MOST_NAME);
/** A name in both languages; where one is left empty the other stands for it. */
export const bilingual: z.ZodType<BilingualText> = z
  .strictObject({ 'zh-CN': nameText, en: nameText })
  .refine((name) => name['zh-CN'] !== '' || name.en !== '')
  .transform((name) => ({ 'zh-CN': name['zh-CN'] || name.en, en: name.en || name['zh-CN'] }));

export const planId = z.enum(OWN_PLANS as [(typeof OWN_PLANS)[number], ...(typeof OWN_PLANS)[number][]]);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
export const fieldName = name;

/** What a user says of a field; `name` null makes one from the label. */
export const fieldSpec = z.strictObject({
  name: name.nullable(),
  label: bilingual,
  type: z.enum(OWN_TYPES),
  /** Characters of a text, digits of a whole number; null without limit. */
  length: z.number().int().min(1).max(4_000).nullable(),
  unit: z.string().trim().max(20).nullable(),
  required: z.boolean(),
  /** Code list of a field of type `code`. */
  domain: z.string().max(60).nullable(),
  split: z.enum(POLICIES),
  merge: z.enum(POLICIES),
});
export type FieldSpec = z.infer<typeof fieldSpec>;
export const layerOnly = z.strictObject({ layer: layerId });

export const catalogueRef = (layer: string): RecordRef => ({ table: 'lantu_layer', uid: layer });

/** Catalogue commands need a file that can be written and nothing else. */
export const onWritable = (context: CommandContext): true | Reason =>
  context.readOnly ? { key: 'command.reason.read-only' } : true;

/** A layer of the catalogue with its style. Failure `command.unknown-layer`. */
export function catalogued(
  snapshot: Snapshot,
  id: string,
): Result<{ readonly layer: LayerSchema; readonly style: LayerStyle | null }> {
  const layer = snapshot.layer(id);
  const record = snapshot.feature(catalogueRef(id));
  if (layer === undefined || record === undefined) return fail('command.unknown-layer', { layer: id });
  const text = record.fields.style;
  return ok({ layer, style: typeof text === 'string' ? parseStyle(text) : null });
}

/** A layer of the user's own. Failures `command.unknown-layer`, `command.layer-built-in`, `command.layer-locked`. */
export function ownCatalogued(snapshot: Snapshot, id: string): ReturnType<typeof catalogued> {
  const found = catalogued(snapshot, id);
  if (!found.ok) return found;
  if (found.value.layer.builtIn) return fail('command.layer-built-in', layerNames(found.value.layer));
  return snapshot.locked(id) ? fail('command.layer-locked', layerNames(found.value.layer)) : found;
}

/** Names a field in the labels of both languages. */
export const fieldNames = (layer: LayerSchema, field: Field) => ({
  ...layerNames(layer),
  fieldZh: field.label['zh-CN'],
  fieldEn: field.label.en,
});
