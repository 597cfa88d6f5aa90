import { z } from 'zod';
import { boxOfXY } from '../geometry/box.ts';
import { junctionsAmong, withoutPoints } from '../geometry/shared-moves.ts';
import type { Reshaped, Sharer } from '../geometry/shared-edge.ts';
import { VertexIndex } from '../geometry/vertex-index.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, onSelection } from './common.ts';
import { defineCommand } from './define-command.ts';
import { asCommandFailure, othersAbout, reshapeMany, withFollowers } from './reshape-many.ts';
import { boxesAtPositions, placesIn, vertexPlaces } from './vertex-places.ts';

/**
 * Takes the vertices at positions away from all the features, layer by layer: in a layer in which several borders
 * meet at a position it stays. For the layers of the subjects that is told as `kept`.
 */
function sharedDeletion(
  subjects: readonly Sharer<FeatureRecord>[],
  others: readonly Sharer<FeatureRecord>[],
  positions: VertexIndex,
): Result<{ readonly changed: Reshaped<FeatureRecord>[]; readonly kept: number }> {
  const own = new Set(subjects.map(({ key }) => key.layer));
  const layers = new Map<string, Sharer<FeatureRecord>[]>();
  for (const one of [...subjects, ...others]) {
    // Subjects of several layers are judged together: they are to stay together.
    const group = own.has(one.key.layer) ? '' : one.key.layer;
    layers.set(group, [...(layers.get(group) ?? []), one]);
  }
  const changed: Reshaped<FeatureRecord>[] = [];
  let kept = 0;
  const ownJunctions = junctionsAmong(
    (layers.get('') ?? []).map(({ geometry }) => geometry),
    positions,
  );
  for (const [group, features] of layers) {
    const junctions =
      group === ''
        ? ownJunctions
        : junctionsAmong(
            [...features, ...(layers.get('') ?? [])].map(({ geometry }) => geometry),
            positions,
          );
    if (group === '') kept = junctions.size;
    for (const { key, geometry } of features) {
      const less = withoutPoints(geometry, (x, y) => {
        const id = positions.find(x, y);
        return id >= 0 && !junctions.has(id) && !ownJunctions.has(id);
      });
      if (!less.ok) return less;
      if (less.value !== geometry) changed.push({ key, geometry: less.value });
    }
  }
  return ok({ changed, kept });
}

/**
 * Takes several vertices away, of one or several features; with `shared` from every unlocked feature whose border
 * runs through them too. A vertex where several borders of the layer meet stays (label: `kept`); refused as
 * `command.junction` when all do.
 */
export const deleteVerticesCommand = defineCommand({
  id: 'delete-vertices',
  label: 'command.delete-vertices',
  params: z.strictObject({ places: vertexPlaces, shared: z.boolean() }),
  available: onSelection,
  reads: ({ places, shared }) => ({
    refs: places.map(({ ref }) => ref),
    boxes: shared ? boxesAtPositions(places.map(({ at }) => at)) : [],
  }),
  run(snapshot, { places: given, shared }) {
    const found = placesIn(snapshot, given);
    if (!found.ok) return found;
    const { subjects, places } = found.value;
    const changed: Reshaped<FeatureRecord>[] = [];
    let kept = 0;
    if (shared) {
      const positions = new VertexIndex(given.length);
      for (const { at } of given) positions.add(at[0], at[1]);
      const others = othersAbout(snapshot, boxOfXY(given.flatMap(({ at }) => at)), subjects);
      const made = asCommandFailure(sharedDeletion(subjects.records, others, positions));
      if (!made.ok) return made;
      changed.push(...made.value.changed);
      kept = made.value.kept;
      if (changed.length === 0) return fail('command.junction');
    } else {
      for (const { key, geometry } of subjects.records) {
        const points = new Set(
          places.filter((place) => place.key === key).map(({ ring, index }) => geometry.rings[ring]! + index),
        );
        const less = asCommandFailure(withoutPoints(geometry, (_x, _y, point) => points.has(point)));
        if (!less.ok) return less;
        changed.push({ key, geometry: less.value });
      }
    }
    const reshaped = reshapeMany(snapshot, { changed });
    if (!reshaped.ok) return reshaped;
    const first = subjects.records[0]!.key;
    const own = new Set(subjects.records.map(({ key }) => key));
    const followers = changed.filter(({ key }) => !own.has(key)).length;
    const label = kept > 0 ? 'history.delete-vertices-kept' : 'history.delete-vertices';
    const count = given.length - kept;
    const named = { ...labelParams(snapshot.layer(first.layer)!, first), count, kept };
    return ok({ ...withFollowers(label, named, followers), ...reshaped.value });
  },
});
