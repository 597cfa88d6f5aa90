import { ok } from '../result.ts';
import { layerNames } from './common.ts';
import { defineCommand } from './define-command.ts';
import { catalogueRef, layerOnly, onWritable, ownCatalogued } from './layer-params.ts';

/**
 * Takes a layer of the user's own out of the file, with its features; both come back by undo.
 *
 * Failures: `command.unknown-layer`, `command.layer-built-in`, `command.layer-locked`.
 */
export const deleteLayer = defineCommand({
  id: 'delete-layer',
  label: 'command.delete-layer',
  params: layerOnly,
  available: onWritable,
  reads: ({ layer }) => ({ refs: [catalogueRef(layer)] }),
  run(snapshot, { layer: id }) {
    const found = ownCatalogued(snapshot, id);
    if (!found.ok) return found;
    return ok({
      label: 'history.delete-layer',
      params: layerNames(found.value.layer),
      // The writer takes the features along: they may be more than a command can see.
      ops: [{ at: catalogueRef(id), kind: 'delete' }],
    });
  },
});
