import { z } from 'zod';
import { fields, layerId, packed } from '../bridge/schemas.ts';
import { checkFields, missingField, requiredFailure } from '../change/check-value.ts';
import { computedFields } from '../change/computed-fields.ts';
import { fail, ok } from '../result.ts';
import { labelParams, layerNames, onActiveLayer, storedShape, writableLayer } from './common.ts';
import { defineCommand } from './define-command.ts';
import { fitReads, fitSchema, fitShape } from './fit-shape.ts';
import { alongNeighbours, boxesAtVertices } from './shared-nodes.ts';

/**
 * Makes a new feature. `geometry` is null for a layer without geometry; `fit` cuts it to what is there and fills gaps
 * (fit-shape.ts).
 */
export const createFeature = defineCommand({
  id: 'create-feature',
  label: 'command.create-feature',
  params: z.strictObject({ layer: layerId, geometry: packed.nullable(), fields, fit: fitSchema.optional() }),
  available: onActiveLayer,
  reads: ({ geometry }) => (geometry === null ? {} : { boxes: boxesAtVertices(geometry.xy) }),
  readsMore(snapshot, { layer, geometry, fit }) {
    if (geometry === null || fit === undefined) return {};
    const fitted = fitShape(snapshot, geometry, fit, layer, null);
    return {
      boxes: [...fitReads(geometry.box, fit, layer), ...(fitted.ok ? boxesAtVertices(fitted.value.xy) : [])],
    };
  },
  run(snapshot, { layer: id, geometry: drawn, fields: given, fit }) {
    const layer = writableLayer(snapshot, id);
    if (!layer.ok) return layer;
    const fitted = drawn === null || fit === undefined ? ok(drawn) : fitShape(snapshot, drawn, fit, id, null);
    if (!fitted.ok) return fitted;
    const raw = fitted.value;
    if (raw === null && layer.value.geometry !== null)
      return fail('command.no-geometry', layerNames(layer.value));
    const shape = raw === null ? ok(null) : storedShape(layer.value, raw);
    if (!shape.ok) return shape;
    const checked = checkFields(layer.value, given);
    if (!checked.ok) return checked;
    const missing = missingField(layer.value, checked.value);
    if (missing !== undefined) return requiredFailure(layer.value, missing);
    const values = { ...checked.value, ...computedFields(layer.value, checked.value, shape.value) };
    const at = { table: id, uid: snapshot.newUid() };
    const along =
      shape.value === null ? ok({ ops: [], nodes: [] }) : alongNeighbours(snapshot, shape.value, null, null);
    if (!along.ok) return along;
    const params = labelParams(layer.value, { fields: values });
    return ok({
      label: params.name === '' ? 'history.create-unnamed' : 'history.create-feature',
      params,
      ops: [{ at, kind: 'put', after: { fields: values, geometry: shape.value } }, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
