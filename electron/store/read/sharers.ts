import type { EdgeSharer, SnapPlace } from '../../../shared/bridge/snap-contract.ts';
import { stepEdge } from '../../../shared/geometry/edge-points.ts';
import { STEP_DEGREES, toSteps } from '../../../shared/geometry/grid.ts';
import { byPlace } from '../../../shared/snap/order.ts';
import { aroundPlace, reachBox, surroundings } from '../../../shared/snap/surroundings.ts';
import type { At } from '../../../shared/snap/types.ts';
import type { ParsedFeatures } from './parsed.ts';
import type { Reader } from './reader-types.ts';
import { shortTitle } from './title.ts';

/** Answers `sharers`: the features that have exactly this vertex or edge, in order of layer, uid, ring and index. */
export function sharersOf(
  reader: Reader,
  parsed: ParsedFeatures,
  layers: readonly string[],
  [at, end]: readonly [At] | readonly [At, At],
): EdgeSharer[] {
  return reader.within(() => {
    const box = reachBox(at, STEP_DEGREES);
    const features = [...new Set(layers)].flatMap((layer) => parsed.near(reader, layer, box));
    const { vertices, edges } = surroundings(aroundPlace(at, STEP_DEGREES), features, [], Infinity)!;
    const [x, y] = [toSteps(at[0]), toSteps(at[1])];
    const wanted = end === undefined ? null : stepEdge(x, y, toSteps(end[0]), toSteps(end[1]));
    const places: readonly SnapPlace[] =
      (wanted === null
        ? vertices.find((vertex) => vertex.x === x && vertex.y === y)
        : edges.find(
            (edge) =>
              edge.ax === wanted.ax &&
              edge.ay === wanted.ay &&
              edge.bx === wanted.bx &&
              edge.by === wanted.by,
          )
      )?.on ?? [];
    const locked = reader.lockedLayers();
    return [...places].sort(byPlace).map((place) => ({
      ...place,
      title: shortTitle(reader, place.ref.table, place.fid, place.ref.uid),
      locked: locked.has(place.ref.table),
      readOnly: reader.schema(place.ref.table)?.readOnly ?? false,
    }));
  });
}
