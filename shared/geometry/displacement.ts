import { EdgesAbout } from './edges-about.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';
import { VertexIndex } from './vertex-index.ts';

/** How far a border has moved aside. */
export interface Displacement {
  /** Vertices of the new shape that the old one does not have. */
  readonly vertices: number;
  /** The largest distance of one of them from the old border, m; `reachM` where it is farther than that. */
  readonly largestM: number;
}

/** What changed between two shapes of a feature whose border moved by no more than `reachM` metres. */
export function displacementOf(before: Packed, after: Packed, reachM: number): Displacement {
  const known = new VertexIndex(before.xy.length / 2);
  for (let i = 0; i < before.xy.length; i += 2) known.add(before.xy[i]!, before.xy[i + 1]!);
  const edges = new EdgesAbout([before], () => before);
  const seen = new VertexIndex();
  let largestM = 0;
  for (let i = 0; i < after.xy.length; i += 2) {
    const [x, y] = [after.xy[i]!, after.xy[i + 1]!];
    if (known.find(x, y) >= 0) continue;
    seen.add(x, y);
    largestM = Math.max(largestM, distanceTo(before, edges, x, y, reachM));
  }
  return { vertices: seen.size, largestM };
}

function distanceTo(before: Packed, edges: EdgesAbout, x: number, y: number, reachM: number): number {
  const { lon, lat } = metresPerDegree(y);
  let least = reachM;
  for (let i = 0; i < before.xy.length; i += 2) {
    least = Math.min(least, Math.hypot((before.xy[i]! - x) * lon, (before.xy[i + 1]! - y) * lat));
  }
  // Asked no farther than the nearest vertex: an edge nearer than that passes between its ends.
  edges.near([x, y], least, (_feature, _edge, _foot, distanceM) => {
    least = Math.min(least, distanceM);
  });
  return least;
}
