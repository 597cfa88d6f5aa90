import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import type { GeometryKind } from '../geometry/packed.ts';
import type { GeomType } from '../model/layer.ts';
import { layerOfRole } from '../model/layer-roles.ts';
import { OWN_GEOMETRIES, ownLayer, slug } from '../model/own-layer.ts';
import { fail, ok } from '../result.ts';
import { layerNames } from './common.ts';
import { defineCommand } from './define-command.ts';
import { bilingual, catalogueRef, onWritable, planId } from './layer-params.ts';

const dimension = (geometry: GeomType | null): GeometryKind | null =>
  geometry === null ? null : geometry === 'POINT' ? 'point' : geometry === 'LINESTRING' ? 'line' : 'polygon';

/** Whether a layer of this geometry can stand where rules expect the role. */
export const suitsRole = (geometry: GeomType | null, role: string): boolean => {
  const model = layerOfRole(role);
  return model !== undefined && !model.readOnly && dimension(model.geometry) === dimension(geometry);
};

/**
 * Adds a layer of the user's own: catalogue row and table. `like` names a layer whose fields it takes over. Its id is
 * made from the English name and never given twice.
 *
 * Failures: `command.role-unsuitable` (role), `command.unknown-layer`.
 */
export const createLayer = defineCommand({
  id: 'create-layer',
  label: 'command.create-layer',
  params: z.strictObject({
    name: bilingual,
    plan: planId,
    geometry: z.enum(OWN_GEOMETRIES).nullable(),
    /** True where its features must cover their range without gap or overlap. */
    coverage: z.boolean(),
    role: z.string().max(60).nullable(),
    like: layerId.nullable(),
  }),
  available: onWritable,
  reads: () => ({}),
  run(snapshot, { name, plan, geometry, coverage, role, like }) {
    if (role !== null && !suitsRole(geometry, role)) return fail('command.role-unsuitable', { role });
    const model = like === null ? null : snapshot.layer(like);
    if (model === undefined) return fail('command.unknown-layer', { layer: like ?? '' });
    const id = newLayerId(name.en, snapshot.newUid());
    const schema = ownLayer({
      id,
      name,
      plan,
      role,
      geometry,
      coverage: coverage && dimension(geometry) === 'polygon',
      like: model,
      newKey: () => snapshot.newUid(),
    });
    return ok({
      label: 'history.create-layer',
      params: layerNames(schema),
      ops: [{ at: catalogueRef(id), kind: 'put', after: { fields: { schema: JSON.stringify(schema) } } }],
    });
  },
});

/** The end of a fresh uid keeps a layer's id apart from all others, those that were deleted among them. */
const newLayerId = (english: string, uid: string): string =>
  `${slug(english) || 'layer'}_${uid.replaceAll('-', '').slice(-8)}`;
