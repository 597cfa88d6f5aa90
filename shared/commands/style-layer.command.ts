import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { layerStyle } from '../map/layer-style-schema.ts';
import { isStandard, styleFields } from '../model/layer-style.ts';
import { fail, ok } from '../result.ts';
import { layerNames } from './common.ts';
import { defineCommand } from './define-command.ts';
import { catalogued, catalogueRef, onWritable } from './layer-params.ts';

/**
 * Says how a layer is drawn; null for its standard symbol. Any layer may be styled: what is in it stays as it is.
 *
 * Failures: `command.unknown-layer`, `command.unknown-field`, `command.unchanged`.
 */
export const styleLayer = defineCommand({
  id: 'style-layer',
  label: 'command.style-layer',
  params: z.strictObject({ layer: layerId, style: layerStyle.nullable() }),
  available: onWritable,
  reads: ({ layer }) => ({ refs: [catalogueRef(layer)] }),
  run(snapshot, { layer: id, style: given }) {
    const found = catalogued(snapshot, id);
    if (!found.ok) return found;
    const { layer, style: before } = found.value;
    const style = given === null || isStandard(given) ? null : given;
    const unknown = styleFields(style).find((name) => !layer.fields.some((field) => field.name === name));
    if (unknown !== undefined) return fail('command.unknown-field', { layer: id, field: unknown });
    if (JSON.stringify(style) === JSON.stringify(before)) return fail('command.unchanged');
    return ok({
      label: style === null ? 'history.reset-style' : 'history.style-layer',
      params: layerNames(layer),
      ops: [
        {
          at: catalogueRef(id),
          kind: 'patch',
          after: { fields: { style: style === null ? null : JSON.stringify(style) } },
        },
      ],
    });
  },
});
