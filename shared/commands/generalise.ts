import type { Draft } from '../change/change.ts';
import { unionBoxes } from '../geometry/box.ts';
import { vertexCount } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Sharer } from '../geometry/shared-edge.ts';
import type { SharedOptions } from '../geometry/simplify-shared.ts';
import { VertexIndex } from '../geometry/vertex-index.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams } from './common.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { othersAbout, reshapeMany, subjectsOf, withFollowers } from './reshape-many.ts';
import { boxesAboutAll } from './vertex-places.ts';

/** The unlocked features about those to be changed, which may share their borders. */
export const readsSharers = (snapshot: Snapshot, refs: readonly RecordRef[]): ReadPlan => ({
  boxes: boxesAboutAll(
    refs.flatMap((ref) => {
      const geometry = snapshot.feature(ref)?.geometry ?? null;
      return geometry === null ? [] : [geometry];
    }),
  ),
});

/** Those of the features that have a vertex in common with one of the subjects. */
function sharing(
  subjects: readonly Sharer<FeatureRecord>[],
  others: readonly Sharer<FeatureRecord>[],
): Sharer<FeatureRecord>[] {
  const vertices = new VertexIndex(subjects.reduce((sum, { geometry }) => sum + geometry.xy.length / 2, 0));
  for (const { geometry } of subjects) {
    for (let i = 0; i < geometry.xy.length; i += 2) vertices.add(geometry.xy[i]!, geometry.xy[i + 1]!);
  }
  return others.filter(({ geometry: { xy } }) => {
    for (let i = 0; i < xy.length; i += 2) if (vertices.find(xy[i]!, xy[i + 1]!) >= 0) return true;
    return false;
  });
}

/**
 * The draft of a command that changes the borders of features by a function of all of them together: the subjects, and
 * with `shared` the unlocked features that run along them, which change there alone. The label says how many
 * vertices there were `before` and are `after`. Points are refused as `command.no-border`.
 */
export function generalise(
  snapshot: Snapshot,
  refs: readonly RecordRef[],
  shared: boolean,
  label: string,
  change: (features: readonly Packed[], options: SharedOptions) => Packed[],
): Result<Draft> {
  const found = subjectsOf(snapshot, refs);
  if (!found.ok) return found;
  const subjects = found.value.records;
  if (subjects.some(({ geometry }) => geometry.kind === 'point')) return fail('command.no-border');
  const window = unionBoxes(subjects.map(({ geometry }) => geometry.box));
  const others = shared
    ? sharing(
        subjects,
        othersAbout(snapshot, window, found.value).filter(({ geometry }) => geometry.kind !== 'point'),
      )
    : [];
  const all = [...subjects, ...others];
  const layers = [...new Set(all.map(({ key }) => key.layer))];
  const shapes = change(
    all.map(({ geometry }) => geometry),
    {
      movable: (feature) => feature < subjects.length,
      layerOf: (feature) => layers.indexOf(all[feature]!.key.layer),
    },
  );
  const changed = all.flatMap(({ key, geometry }, i) =>
    shapes[i] === geometry ? [] : [{ key, geometry: shapes[i]! }],
  );
  if (changed.length === 0) return fail('command.unchanged');
  const reshaped = reshapeMany(snapshot, { changed });
  if (!reshaped.ok) return reshaped;
  const counted = (list: readonly Packed[]): number =>
    list.slice(0, subjects.length).reduce((sum, geometry) => sum + vertexCount(geometry), 0);
  const first = subjects[0]!.key;
  const params = {
    ...labelParams(snapshot.layer(first.layer)!, first),
    count: subjects.length,
    before: counted(all.map(({ geometry }) => geometry)),
    after: counted(shapes),
  };
  const own = new Set(subjects.map(({ key }) => key));
  const followers = changed.filter(({ key }) => !own.has(key)).length;
  return ok({ ...withFollowers(label, params, followers), ...reshaped.value });
}
