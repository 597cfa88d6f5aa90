import type { ClipperModule } from './clipper-module.ts';
import { boxOfEdges } from './coverage-chain.ts';
import { walksOf } from './coverage-walks.ts';

/** As in clipper-overlay.ts: 128 units to a grid step. */
const PRECISION = 2;
/** Steps between a chain and a frame around it. */
const MARGIN = 16;

/**
 * Where a chain winds often enough: the boundary of all points round which it winds `least` times or more when
 * `sign` is 1, or `least` times or more the other way when it is -1, the region on the left. Where `least` is below 1
 * the region reaches to infinity, and its boundary is that of the holes in it.
 *
 * @param edges a chain, ascending (coverage-chain.ts)
 * @returns closed flat rings in fractions of a step by a power of two, the first point standing again at the end
 */
export type CoverageFill = (edges: Float64Array, sign: 1 | -1, least: number) => Float64Array[];

/** The fill by Clipper2, in coordinates near zero. */
export function createCoverageFill(module: ClipperModule): CoverageFill {
  /** Boundary of what the chain, turned about for -1, winds round at least `least` times, `least` above 0. */
  function bounded(edges: Float64Array, sign: 1 | -1, least: number): Float64Array[] {
    const [x0, y0, x1, y1] = boxOfEdges(edges);
    const paths = new module.PathsD();
    const add = (points: readonly number[], turned: boolean): void => {
      const count = points.length / 2;
      const triples = new Float64Array(3 * count);
      for (let i = 0; i < count; i++) {
        const from = turned ? count - 1 - i : i;
        triples[3 * i] = points[2 * from]! - x0;
        triples[3 * i + 1] = points[2 * from + 1]! - y0;
      }
      const path = new module.PathD();
      path.assign(triples);
      paths.push_back(path);
      path.delete();
    };
    for (const walk of walksOf(edges)) add(walk, sign < 0);
    const [w, s, e, n] = [x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN];
    // A frame walked clockwise takes one away from every winding.
    for (let k = 1; k < least; k++) add([w, s, w, n, e, n, e, s], false);
    const filled = module.UnionSelfD(paths, module.FillRule.Positive, PRECISION);
    paths.delete();
    const rings: Float64Array[] = [];
    for (let i = 0; i < filled.size(); i++) {
      const path = filled.get(i);
      const view = path.view();
      const count = view.length / 3;
      const ring = new Float64Array(2 * count + 2);
      for (let j = 0; j <= count; j++) {
        ring[2 * j] = view[3 * (j % count)]! + x0;
        ring[2 * j + 1] = view[3 * (j % count) + 1]! + y0;
      }
      rings.push(ring);
      path.delete();
    }
    filled.delete();
    return rings;
  }

  return (edges, sign, least) => {
    if (edges.length === 0) return [];
    if (least >= 1) return bounded(edges, sign, least);
    const around = sign === 1 ? -1 : 1;
    return bounded(edges, around, 1 - least).map(turnedRing);
  };
}

/** The ring walked the other way. */
function turnedRing(ring: Float64Array): Float64Array {
  const out = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    out[i] = ring[ring.length - 2 - i]!;
    out[i + 1] = ring[ring.length - 1 - i]!;
  }
  return out;
}
