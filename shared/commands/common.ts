import type { LabelParams } from '../change/change.ts';
import { computedFields } from '../change/computed-fields.ts';
import { partCount } from '../geometry/counts.ts';
import { normalisePacked } from '../geometry/normalise.ts';
import type { GeometryKind, Packed } from '../geometry/packed.ts';
import { problemsOf } from '../geometry/validity.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, Fields, RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { CommandContext, Reason, Snapshot } from './define-command.ts';

/** Names a layer in the labels of both languages. */
export const layerNames = (layer: LayerSchema): { layerZh: string; layerEn: string } => ({
  layerZh: layer.name['zh-CN'],
  layerEn: layer.name.en,
});

/** The name of a feature in a label: its `name`, else its number. */
export function labelParams(
  layer: LayerSchema,
  record: { readonly fields: Fields; readonly fid?: number },
): LabelParams {
  const name = record.fields['name'];
  const number = record.fid === undefined ? '' : `#${record.fid}`;
  return { ...layerNames(layer), name: typeof name === 'string' && name !== '' ? name : number };
}

/** A layer that may be written. Failures `command.unknown-layer`, `command.layer-read-only`, `command.layer-locked`. */
export function writableLayer(snapshot: Snapshot, id: string): Result<LayerSchema> {
  const layer = snapshot.layer(id);
  if (layer === undefined) return fail('command.unknown-layer', { layer: id });
  if (layer.readOnly) return fail('command.layer-read-only', layerNames(layer));
  return snapshot.locked(id) ? fail('command.layer-locked', layerNames(layer)) : ok(layer);
}

/** A feature that may be written, with its layer. Failures of `writableLayer`, and `command.gone`. */
export function writableFeature(
  snapshot: Snapshot,
  ref: RecordRef,
): Result<{ readonly layer: LayerSchema; readonly record: FeatureRecord }> {
  const layer = writableLayer(snapshot, ref.table);
  if (!layer.ok) return layer;
  const record = snapshot.feature(ref);
  return record === undefined
    ? fail('command.gone', layerNames(layer.value))
    : ok({ layer: layer.value, record });
}

/** The same, for what edits the shape. Failure `command.no-geometry` besides. */
export function writableShape(
  snapshot: Snapshot,
  ref: RecordRef,
): Result<{ readonly layer: LayerSchema; readonly record: FeatureRecord; readonly geometry: Packed }> {
  const found = writableFeature(snapshot, ref);
  if (!found.ok) return found;
  const { geometry } = found.value.record;
  return geometry === null
    ? fail('command.no-geometry', layerNames(found.value.layer))
    : ok({ ...found.value, geometry });
}

const KIND: Readonly<Record<string, GeometryKind>> = {
  POINT: 'point',
  LINESTRING: 'line',
  POLYGON: 'polygon',
  MULTIPOLYGON: 'polygon',
};

/**
 * A geometry in the form its layer stores: on the grid, rings closed and turned. Failures `command.wrong-kind`,
 * `command.single-part`, and `command.shape.<problem>` (params: lon, lat of the first fault, count).
 */
export function storedShape(layer: LayerSchema, raw: Packed): Result<Packed> {
  if (layer.geometry === null || KIND[layer.geometry] !== raw.kind)
    return fail('command.wrong-kind', layerNames(layer));
  const geometry = normalisePacked(raw);
  if (!layer.geometry.startsWith('MULTI') && partCount(geometry) > 1)
    return fail('command.single-part', layerNames(layer));
  const problems = problemsOf(geometry);
  const first = problems[0];
  if (first === undefined) return ok(geometry);
  return fail(`command.shape.${first.kind}`, {
    lon: Number.isFinite(first.x) ? first.x : 0,
    lat: Number.isFinite(first.y) ? first.y : 0,
    count: problems.length,
  });
}

/** The fields that follow from new values, of those that really change. */
export const followingFields = (layer: LayerSchema, record: FeatureRecord, fields: Fields): Fields =>
  onlyNew(
    record,
    computedFields(layer, { ...record.fields, ...fields }, record.geometry, Object.keys(fields)),
  );

/** The fields that follow from a new shape, of those that really change. */
export const shapeFields = (layer: LayerSchema, record: FeatureRecord, geometry: Packed): Fields =>
  onlyNew(record, computedFields(layer, record.fields, geometry, ['geometry']));

const onlyNew = (record: FeatureRecord, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => (record.fields[name] ?? null) !== value),
  );

const reason = (key: string): Reason => ({ key });

/** For commands that act on selected features. */
export function onSelection(context: CommandContext): true | Reason {
  if (context.readOnly) return reason('command.reason.read-only');
  if (context.selection.length === 0) return reason('command.reason.no-selection');
  const locked = context.selection.every((ref) => context.locked.includes(ref.table));
  return locked ? reason('command.reason.locked') : true;
}

/** For commands that act on exactly one selected feature. */
export function onOneSelected(context: CommandContext): true | Reason {
  const usable = onSelection(context);
  if (usable !== true) return usable;
  return context.selection.length === 1 ? true : reason('command.reason.one-only');
}

/** For commands that add to the active layer. */
export function onActiveLayer(context: CommandContext): true | Reason {
  if (context.readOnly) return reason('command.reason.read-only');
  if (context.activeLayer === null) return reason('command.reason.no-layer');
  return context.locked.includes(context.activeLayer) ? reason('command.reason.locked') : true;
}
