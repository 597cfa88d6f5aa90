import { cut, type Cut } from '../geometry/cut.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { boxesAtVertices } from './shared-nodes.ts';

/** Shapes of the features to cut by, wherever they are: control lines are read, never written. */
export function shapesOf(snapshot: Snapshot, refs: readonly RecordRef[]): Result<Packed[]> {
  const shapes: Packed[] = [];
  for (const ref of refs) {
    const geometry = snapshot.feature(ref)?.geometry;
    if (geometry === undefined || geometry === null) return fail('command.gone-other');
    shapes.push(geometry);
  }
  return ok(shapes);
}

/** A feature cut by others; failures `command.gone-other`. */
export function cutFeature(geometry: Packed, snapshot: Snapshot, by: readonly RecordRef[]): Result<Cut> {
  const others = shapesOf(snapshot, by);
  return others.ok ? ok(cut(geometry, others.value)) : others;
}

/** What a cut needs besides: the unlocked features at its new vertices. */
export function readsAtCut(snapshot: Snapshot, ref: RecordRef, by: readonly RecordRef[]): ReadPlan {
  const geometry = snapshot.feature(ref)?.geometry ?? null;
  if (geometry === null) return {};
  const made = cutFeature(geometry, snapshot, by);
  return made.ok ? { boxes: boxesAtVertices(made.value.inside.xy) } : {};
}
