import { z } from 'zod';
import { layerId, recordRef } from '../bridge/schemas.ts';
import { boxesIntersect } from '../geometry/box.ts';
import { cut, type Cut } from '../geometry/cut.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { readsRound } from './neighbour-records.ts';
import { boxesAtVertices } from './shared-nodes.ts';

/** What a feature is cut by: named features, or all of some layers that lie about it. */
export const cutters = {
  by: z.array(recordRef).max(10_000),
  byLayers: z.array(layerId).max(20),
};
export interface Cutters {
  readonly by: readonly RecordRef[];
  readonly byLayers: readonly string[];
}

/** Shapes of the features to cut by, wherever they are: control lines are read, never written. */
export function shapesOf(snapshot: Snapshot, about: Packed, { by, byLayers }: Cutters): Result<Packed[]> {
  const shapes: Packed[] = [];
  for (const ref of by) {
    const geometry = snapshot.feature(ref)?.geometry;
    if (geometry === undefined || geometry === null) return fail('command.gone-other');
    shapes.push(geometry);
  }
  for (const { layer, geometry } of snapshot.near(about.box)) {
    if (byLayers.includes(layer) && geometry !== null && boxesIntersect(geometry.box, about.box)) {
      shapes.push(geometry);
    }
  }
  // A feature that no feature of the layers comes near lies outside of them altogether.
  return shapes.length === 0 && byLayers.length === 0 ? fail('command.gone-other') : ok(shapes);
}

/** A feature cut by others; failures `command.gone-other`. */
export function cutFeature(geometry: Packed, snapshot: Snapshot, cutting: Cutters): Result<Cut> {
  const others = shapesOf(snapshot, geometry, cutting);
  return others.ok ? ok(cut(geometry, others.value)) : others;
}

/** What a cut needs besides: features of the cutting layers about it, and the unlocked ones at its new vertices. */
export function readsAtCut(snapshot: Snapshot, ref: RecordRef, cutting: Cutters): ReadPlan {
  const geometry = snapshot.feature(ref)?.geometry ?? null;
  if (geometry === null) return {};
  const round =
    cutting.byLayers.length === 0 ? [] : (readsRound(snapshot, ref, cutting.byLayers).boxes ?? []);
  const made = cutFeature(geometry, snapshot, cutting);
  return { boxes: [...round, ...(made.ok ? boxesAtVertices(made.value.inside.xy) : [])] };
}
