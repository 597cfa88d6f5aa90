import { z } from 'zod';
import { fields as fieldsSchema, finite, layerId, packed, text, uid } from '../bridge/schemas.ts';
import { checkFields, missingField } from '../change/check-value.ts';
import { isBusinessKey } from '../change/copy-fields.ts';
import type { Op } from '../change/change.ts';
import { transformedPacked } from '../geometry/affine.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { Fields, FieldValue } from '../model/record.ts';
import { convertValue } from '../paste/convert-value.ts';
import { type MappingItem, pasteableFields, type SourceField } from '../paste/suggest-mapping.ts';
import { fail, ok, type Result } from '../result.ts';
import { layerNames, onActiveLayer, writableLayer } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { type Fit, fitReads, fitSchema, fitShapes } from './fit-shape.ts';
import { putFeature, storableParts } from './put-features.ts';
import { reshapeMany } from './reshape-many.ts';
import { position, type Position } from './vertex-params.ts';
import { boxesAboutAll } from './vertex-places.ts';

const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

const mappingSchema: z.ZodType<MappingItem> = z.union([
  z.strictObject({ to: fieldName, from: fieldName }),
  z.strictObject({ to: fieldName, value: z.union([text, finite, z.null()]) }),
]);

interface PasteParams {
  readonly into: string;
  readonly features: readonly { readonly geometry: Packed }[];
  readonly by?: Position | undefined;
  readonly fit?: Fit | undefined;
}

/** Where the shapes go, before they are fitted. */
const placed = ({ features, by }: PasteParams): Packed[] =>
  features.map(({ geometry }) =>
    by === undefined ? geometry : transformedPacked(geometry, { kind: 'move', by }),
  );

/** The shapes as they are pasted: empty where what is there leaves nothing of one. */
function fitted(snapshot: Snapshot, params: PasteParams): Packed[] {
  const shapes = placed(params);
  const { fit, into } = params;
  if (fit === undefined) return shapes;
  const raw = shapes.map((geometry) => ({ geometry, layer: into }));
  return fitShapes(snapshot, raw, fit, { apart: true });
}

interface Filled {
  readonly fields: Fields;
  /** Values that the layer's fields cannot hold. */
  readonly lost: number;
}

/** A mapping against the layer: every target exists and may be pasted into. */
function targetsOf(
  layer: LayerSchema,
  mapping: readonly MappingItem[],
  features: number,
): Result<Map<string, Field>> {
  const known = new Map(pasteableFields(layer).map((field) => [field.name, field]));
  const targets = new Map<string, Field>();
  for (const item of mapping) {
    const field = layer.fields.find(({ name }) => name === item.to);
    if (field === undefined || targets.has(item.to)) {
      return fail('command.unknown-field', { layer: layer.id, field: item.to });
    }
    const isKey = isBusinessKey(field) && field.computed === undefined && field.system !== true;
    // What names one feature may be given to one.
    const isGiven = isKey && 'value' in item && (features === 1 || item.value === null);
    if (isKey && !isGiven) {
      return fail('command.paste-key', { fieldZh: field.label['zh-CN'], fieldEn: field.label.en });
    }
    if (!isGiven && !known.has(item.to)) {
      return fail('command.computed-field', { layer: layer.id, field: item.to });
    }
    targets.set(item.to, field);
  }
  return ok(targets);
}

function fill(
  mapping: readonly MappingItem[],
  targets: ReadonlyMap<string, Field>,
  source: ReadonlyMap<string, SourceField>,
  values: Fields,
): Filled {
  const fields: Record<string, FieldValue> = {};
  let lost = 0;
  for (const item of mapping) {
    if ('value' in item) {
      fields[item.to] = item.value;
      continue;
    }
    const given = Object.hasOwn(values, item.from) ? values[item.from]! : null;
    const made = convertValue(source.get(item.from), targets.get(item.to)!, given);
    fields[item.to] = made.value;
    if (made.lost) lost += 1;
  }
  return { fields, lost };
}

/** Names of required fields that a feature lacks; what names one feature alone is left for a person to fill in later. */
function lacking(layer: LayerSchema, fields: Fields): Field[] {
  const open = { ...layer, fields: layer.fields.filter((field) => !isBusinessKey(field)) };
  const found: Field[] = [];
  let filled: Fields = fields;
  for (let field = missingField(open, filled); field !== undefined; field = missingField(open, filled)) {
    found.push(field);
    filled = { ...filled, [field.name]: 0 };
  }
  return found;
}

const sourceFields = (snapshot: Snapshot, layer: string): ReadonlyMap<string, SourceField> =>
  new Map((snapshot.layer(layer)?.fields ?? []).map((field) => [field.name, field]));

/**
 * Puts copies of features into a layer, their fields by a mapping (paste/suggest-mapping.ts). A shape of several parts
 * becomes several features in a layer of single parts. Values that a field cannot hold (not in its code list, no number)
 * become null and are counted (`lost`); numbers and identifiers are never copied. New features say what they come
 * from where that is a layer of this file. With `fit` they are cut to what is there and to one another (fit-shape.ts);
 * those of which nothing is left are counted (`covered`).
 *
 * Failures: `command.wrong-kind`, `command.fit-nothing-left`, `command.paste-required` (params: fieldsZh, fieldsEn, count), `command.paste-key`,
 * those of fields and of shapes.
 */
export const pasteFeatures = defineCommand({
  id: 'paste-features',
  label: 'command.paste-features',
  params: z.strictObject({
    into: layerId,
    features: z
      .array(z.strictObject({ geometry: packed, fields: fieldsSchema, layer: layerId, uid }))
      .min(1)
      .max(10_000),
    mapping: z.array(mappingSchema).max(500),
    by: position.optional(),
    fit: fitSchema.optional(),
  }),
  available: onActiveLayer,
  reads: (params) => ({ boxes: boxesAboutAll(placed(params)) }),
  readsMore(snapshot, params) {
    const { fit, into } = params;
    if (fit === undefined) return {};
    const left = fitted(snapshot, params).filter((shape) => !isEmptyPacked(shape));
    return {
      boxes: [...placed(params).flatMap(({ box }) => fitReads(box, fit, into)), ...boxesAboutAll(left)],
    };
  },
  run(snapshot, params) {
    const { into, features, mapping } = params;
    const layer = writableLayer(snapshot, into);
    if (!layer.ok) return layer;
    const targets = targetsOf(layer.value, mapping, features.length);
    if (!targets.ok) return targets;
    const sources = new Map<string, ReadonlyMap<string, SourceField>>();
    const hasOrigin = layer.value.fields.some(({ name }) => name === 'derived_from');
    const ops: Op[] = [];
    const made: Packed[] = [];
    const missing = new Map<string, Field>();
    let incomplete = 0;
    let lost = 0;
    let covered = 0;
    const shapes = fitted(snapshot, params);
    for (const [i, feature] of features.entries()) {
      const source = sources.get(feature.layer) ?? sourceFields(snapshot, feature.layer);
      sources.set(feature.layer, source);
      const filled = fill(mapping, targets.value, source, feature.fields);
      lost += filled.lost;
      const lacks = lacking(layer.value, filled.fields);
      for (const field of lacks) missing.set(field.name, field);
      if (lacks.length > 0) {
        incomplete += 1;
        continue;
      }
      const checked = checkFields(layer.value, filled.fields);
      if (!checked.ok) return checked;
      const origin: Fields =
        hasOrigin && snapshot.layer(feature.layer) !== undefined ? { derived_from: feature.uid } : {};
      const shape = shapes[i]!;
      if (isEmptyPacked(shape) && !isEmptyPacked(feature.geometry)) {
        covered += 1;
        continue;
      }
      for (const part of storableParts(layer.value, shape)) {
        const put = putFeature(snapshot, layer.value, part, { ...checked.value, ...origin });
        if (!put.ok) return put;
        ops.push(put.value.op);
        made.push(put.value.shape);
      }
    }
    if (missing.size > 0) {
      const named = [...missing.values()];
      return fail('command.paste-required', {
        fieldsZh: named.map(({ label }) => label['zh-CN']).join('、'),
        fieldsEn: named.map(({ label }) => label.en).join(', '),
        count: incomplete,
      });
    }
    if (covered === features.length) return fail('command.fit-nothing-left');
    const along = reshapeMany(snapshot, { changed: [], made });
    if (!along.ok) return along;
    return ok({
      label: `history.paste-features${lost === 0 ? '' : '-lost'}${covered === 0 ? '' : '-covered'}`,
      params: { ...layerNames(layer.value), count: ops.length, lost, covered },
      ops: [...ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
