import type { SnapAnswer, SnapHit, SnapQuery } from '../../../shared/bridge/snap-contract.ts';
import { edgeGuides } from '../../../shared/snap/guides.ts';
import { snapHits } from '../../../shared/snap/snap-hits.ts';
import { aroundPlace, reachBox, surroundings, type Surroundings } from '../../../shared/snap/surroundings.ts';
import type { At, Guide, OwnPart } from '../../../shared/snap/types.ts';
import type { NearFeatures } from './near-features.ts';
import type { Reader } from './reader-types.ts';

/**
 * More features or edges than this are not looked at: from far away a pixel holds whole villages. The reach is then
 * halved until the work fits, so that the nearest are found, all of them, and the answer says how far was looked.
 */
const MOST_FEATURES = 36;
const MOST_EDGES = 400;
/** At a continued vertex only the edges that end there count. */
const AT_ANCHOR = 1e-9;

interface Nearby extends Surroundings {
  readonly tolerance: number;
}

/** Answers `snap`. */
export function snapAt(reader: Reader, near: NearFeatures, query: SnapQuery): SnapAnswer {
  const layers = [...new Set(query.layers)];
  const left = new Set(query.exclude.map((ref) => `${ref.table}/${ref.uid}`));
  return reader.within(() => {
    const look = (at: At, widest: number, own: readonly OwnPart[]): Nearby => {
      for (let tolerance = widest; ; tolerance /= 2) {
        const all = near.around(reader, layers, reachBox(at, tolerance), MOST_FEATURES);
        const features = all?.filter(({ layer, uid }) => left.size === 0 || !left.has(`${layer}/${uid}`));
        const around = features && surroundings(aroundPlace(at, tolerance), features, own, MOST_EDGES);
        if (around) return { ...around, tolerance };
        // So many in one step of the grid cannot be: the file would be beyond use.
        if (tolerance < AT_ANCHOR) return { vertices: [], edges: [], tolerance };
      }
    };
    const nearby = look(query.at, query.tolerance, query.own ?? []);
    const continued = (query.anchors ?? []).flatMap((anchor): Guide[] =>
      edgeGuides(anchor, look(anchor, AT_ANCHOR, []).edges),
    );
    const { kinds, drawn } = query;
    const around = aroundPlace(query.at, nearby.tolerance);
    const titled = (hit: SnapHit): SnapHit => {
      const first = hit.on[0];
      if (first === undefined) return hit;
      return { ...hit, title: near.title(reader, first.ref.table, first.fid, first.ref.uid) };
    };
    return {
      hits: snapHits({ around, kinds, drawn, continued }, nearby).map(titled),
      cutTo: nearby.tolerance < query.tolerance ? nearby.tolerance : null,
    };
  });
}
