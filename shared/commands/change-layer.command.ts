import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { layerNames } from './common.ts';
import { suitsRole } from './create-layer.command.ts';
import { defineCommand } from './define-command.ts';
import { bilingual, catalogueRef, onWritable, ownCatalogued, planId } from './layer-params.ts';

/**
 * Renames a layer of the user's own, or gives it another plan, role or coverage. What is left out stays.
 *
 * Failures: `command.unknown-layer`, `command.layer-built-in`, `command.layer-locked`, `command.role-unsuitable`,
 * `command.unchanged`.
 */
export const changeLayer = defineCommand({
  id: 'change-layer',
  label: 'command.change-layer',
  params: z.strictObject({
    layer: layerId,
    name: bilingual.optional(),
    plan: planId.optional(),
    role: z.string().max(60).nullable().optional(),
    coverage: z.boolean().optional(),
  }),
  available: onWritable,
  reads: ({ layer }) => ({ refs: [catalogueRef(layer)] }),
  run(snapshot, { layer: id, name, plan, role, coverage }) {
    const found = ownCatalogued(snapshot, id);
    if (!found.ok) return found;
    const { layer } = found.value;
    if (role !== undefined && role !== null && !suitsRole(layer.geometry, role))
      return fail('command.role-unsuitable', { role });
    const polygons = layer.geometry?.endsWith('POLYGON') === true;
    const schema = {
      ...layer,
      name: name ?? layer.name,
      plan: plan ?? layer.plan,
      role: role === undefined ? layer.role : role,
      coverage: (coverage ?? layer.coverage) && polygons,
    };
    const text = JSON.stringify(schema);
    if (text === JSON.stringify(layer)) return fail('command.unchanged');
    const renamed = name !== undefined && name['zh-CN'] !== layer.name['zh-CN'];
    return ok({
      label: renamed ? 'history.rename-layer' : 'history.change-layer',
      params: { ...layerNames(layer), nameZh: schema.name['zh-CN'], nameEn: schema.name.en },
      ops: [{ at: catalogueRef(id), kind: 'patch', after: { fields: { schema: text } } }],
    });
  },
});
