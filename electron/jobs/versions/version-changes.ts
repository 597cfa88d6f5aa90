import { describeChange } from '../../../shared/analysis/versions/describe-change.ts';
import type { VersionChange, VersionChanges } from '../../../shared/analysis/versions/types.ts';
import { largestFirst } from '../../../shared/analysis/difference/largest.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { boxContainsXY } from '../../../shared/geometry/box.ts';
import { labelPoint } from '../../../shared/geometry/label-point.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { differing, readTownships, withStates, type Place, type VersionTools } from './two-states.ts';

/** The larger changed ground first; of equals by layer and feature, so that the order never depends on reading. */
const inOrder = (a: VersionChange, b: VersionChange): number =>
  b.areaM2 - a.areaM2 || (a.ref.table < b.ref.table ? -1 : a.ref.table > b.ref.table ? 1 : a.fid - b.fid);

/** The township that a shape lies in, by the point where its label would stand. */
const townshipFinder =
  (places: readonly Place[]) =>
  (geometry: Packed): string | null => {
    const at = labelPoint(geometry);
    if (at === undefined) return null;
    const inside = ({ geometry: ground }: Place): boolean =>
      ground !== null &&
      boxContainsXY(ground.box, at[0], at[1]) &&
      pointInPolygon(ground, at[0], at[1]) !== 'outside';
    return places.find(inside)?.code ?? null;
  };

/** What differs between two states, feature by feature, the largest changed ground first. */
export const versionChanges = (
  tools: VersionTools,
  asked: { readonly from: number | null; readonly to: number | null; readonly limit: number },
  call: CallContext,
): Promise<Result<VersionChanges>> =>
  withStates(tools, asked, 'compare.progress.changes', call, async (two) => {
    const places = await readTownships(two.after, two.pace);
    const townshipAt = townshipFinder(places);
    const listed = largestFirst<VersionChange>(asked.limit, inOrder);
    let total = 0;
    for await (const { schema, before, after, share } of differing(tools, two, () => true)) {
      const change = describeChange(schema, { before, after }, tools.overlay, townshipAt);
      two.tell(share);
      if (change === null) continue;
      total += 1;
      listed.add(change);
    }
    two.tell(1);
    return ok({
      from: two.from,
      to: two.to,
      changes: listed.done(),
      total,
      townships: places.map(({ code, name }) => ({ code, name })),
    });
  });
