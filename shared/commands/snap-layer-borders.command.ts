import { z } from 'zod';
import { box as boxSchema, layerId } from '../bridge/schemas.ts';
import { boxesIntersect } from '../geometry/box.ts';
import { borderSnaps, largestSnapM } from '../geometry/border-snaps.ts';
import { WORLD } from '../geometry/grid.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Reshaped } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail, ok } from '../result.ts';
import { writableLayer } from './common.ts';
import { defineCommand } from './define-command.ts';
import { keyOf, othersAbout, reshapeMany } from './reshape-many.ts';
import { refOf } from './shared-nodes.ts';

/** More features of the layers than this are not snapped in one step. */
export const SNAP_LIMIT = 20_000;

/**
 * Brings borders of the layers that nearly coincide onto each other (geometry/border-snaps.ts), within a box or
 * everywhere, up to 20,000 features. Borders of `reference`, and of layers that may not be written, stay. Features of
 * other unlocked layers follow where they share a vertex. Features that would become invalid are left, and counted.
 *
 * Label: `features` changed, `moved` vertices, `nodes` put in, `left`, `largestMm`. Failures `command.nothing-to-snap`,
 * `command.too-many-features` (params: limit, count), `command.layer-read-only`, `command.layer-locked`.
 */
export const snapLayerBorders = defineCommand({
  id: 'snap-layer-borders',
  label: 'command.snap-layer-borders',
  params: z.strictObject({
    layers: z.array(layerId).min(1).max(20),
    box: boxSchema.optional(),
    toleranceM: z.number().positive().max(10),
    reference: layerId.optional(),
  }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ layers, box = WORLD, reference }) => ({
    boxes: [
      { box, layers: 'unlocked' },
      { box, layers: reference === undefined ? layers : [...layers, reference] },
    ],
  }),
  run(snapshot, { layers, box = WORLD, toleranceM, reference }) {
    for (const id of layers) {
      const layer = id === reference ? undefined : writableLayer(snapshot, id);
      if (layer?.ok === false) return layer;
    }
    const named = new Set(reference === undefined ? layers : [...layers, reference]);
    const records: FeatureRecord[] = [];
    const shapes: Packed[] = [];
    for (const record of snapshot.near(box)) {
      if (!named.has(record.layer) || record.geometry === null || !boxesIntersect(record.geometry.box, box))
        continue;
      records.push(record);
      shapes.push(record.geometry);
    }
    if (records.length > SNAP_LIMIT) {
      return fail('command.too-many-features', { limit: SNAP_LIMIT, count: records.length });
    }
    const isFixed = (i: number): boolean =>
      records[i]!.layer === reference || snapshot.locked(records[i]!.layer);
    const snaps = borderSnaps(shapes, toleranceM, isFixed);
    if (snaps.changed.length === 0) return fail('command.nothing-to-snap');
    const changed: Reshaped<FeatureRecord>[] = snaps.changed.map(({ feature, geometry }) => ({
      key: records[feature]!,
      geometry,
    }));
    const keys = new Set(records.map((record) => keyOf(refOf(record))));
    let left = snaps.left.length;
    for (const { key, geometry } of othersAbout(snapshot, box, { keys })) {
      const moved = snaps.map.applied(geometry);
      if (moved === geometry) continue;
      if (isValid(moved)) changed.push({ key, geometry: moved });
      else left += 1;
    }
    const reshaped = reshapeMany(snapshot, { changed });
    if (!reshaped.ok) return reshaped;
    return ok({
      label: left === 0 ? 'history.snap-layer-borders' : 'history.snap-layer-borders-left',
      params: {
        features: changed.length,
        moved: snaps.moves.length,
        nodes: snaps.nodes.length,
        left,
        largestMm: Math.round(1000 * largestSnapM(snaps)),
      },
      ...reshaped.value,
    });
  },
});
