import { packFlat } from './build-packed.ts';
import { partCount, ringCount } from './counts.ts';
import { fromSteps, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';
import { edgeKey, expandEdge, snapRound } from './snap-round.ts';
import { VertexIndex } from './vertex-index.ts';

/** A vertex that the arrangement put on an edge of an input. */
export interface NodedVertex {
  /** Index of the input. */
  readonly input: number;
  /** Ring (or line) of the input, counted over all its parts. */
  readonly ring: number;
  /** The vertex comes after this point of the original ring, counted from 0. */
  readonly after: number;
  /** Canonical position. */
  readonly x: number;
  readonly y: number;
}

/**
 * Polygons and lines with common nodes: wherever edges of the inputs meet, all of them have the very
 * same vertex there, and no two edges cross. What is cut, merged or stored is taken from it.
 */
export interface Arrangement {
  /** The inputs with the inserted vertices, on the grid; same structure and order of rings. */
  readonly noded: readonly Packed[];
  /** What was inserted, in order of input, ring and way along the ring. */
  readonly inserted: readonly NodedVertex[];
  /** The nodes in grid steps. */
  readonly nodes: VertexIndex;
  /** For each input its rings as lists of nodes, closed like the rings. */
  readonly walks: readonly (readonly (readonly number[])[])[];
}

/**
 * Nodes the inputs (polygons, lines, points) against each other and themselves: crossings are computed
 * once for an undirected pair of edges, exactly, rounded to the grid and put into every input that uses
 * the edge; vertices within half a step of an edge are put into it. Repeated until rounding has made no
 * new meeting. Depends on the order of the inputs only in the numbering. Inputs must be finite.
 */
export function arrange(inputs: readonly Packed[]): Arrangement {
  const nodes = new VertexIndex(inputs.reduce((sum, input) => sum + input.xy.length / 2, 0));
  const raw = inputs.map((input) => rawWalks(input, nodes));
  const edges = new Map<number, readonly [number, number]>();
  for (const { ids } of raw.flat()) {
    for (let i = 1; i < ids.length; i++) {
      const u = ids[i - 1]!;
      const v = ids[i]!;
      if (u !== v) edges.set(edgeKey(u, v), [u, v]);
    }
  }
  const splits = snapRound(nodes, [...edges.values()]);
  const inserted: NodedVertex[] = [];
  const walks = raw.map((rings, input) =>
    rings.map(({ ids }, ring) => {
      const walk = ids.slice(0, 1);
      for (let i = 1; i < ids.length; i++) {
        if (ids[i] === ids[i - 1]) continue;
        const start = walk.length;
        expandEdge(splits, ids[i - 1]!, ids[i]!, walk);
        for (let k = start; k < walk.length - 1; k++) {
          const x = fromSteps(nodes.x(walk[k]!));
          const y = fromSteps(nodes.y(walk[k]!));
          inserted.push({ input, ring, after: i - 1, x, y });
        }
      }
      return walk;
    }),
  );
  const noded = inputs.map((input, i) => rebuilt(input, walks[i]!, nodes));
  return { noded, inserted, nodes, walks };
}

function rawWalks(input: Packed, nodes: VertexIndex): { ids: number[] }[] {
  const rings: { ids: number[] }[] = [];
  for (let ring = 0; ring < ringCount(input); ring++) {
    const ids: number[] = [];
    for (let i = input.rings[ring]!; i < input.rings[ring + 1]!; i++) {
      ids.push(nodes.add(toSteps(input.xy[2 * i]!), toSteps(input.xy[2 * i + 1]!)));
    }
    rings.push({ ids });
  }
  return rings;
}

function rebuilt(input: Packed, walks: readonly (readonly number[])[], nodes: VertexIndex): Packed {
  const parts: Float64Array[][] = [];
  for (let part = 0; part < partCount(input); part++) {
    const rings: Float64Array[] = [];
    for (let ring = input.parts[part]!; ring < input.parts[part + 1]!; ring++) {
      rings.push(walkXY(walks[ring]!, nodes));
    }
    parts.push(rings);
  }
  return packFlat(input.kind, parts);
}

function walkXY(walk: readonly number[], nodes: VertexIndex): Float64Array {
  const xy = new Float64Array(2 * walk.length);
  walk.forEach((id, i) => {
    xy[2 * i] = fromSteps(nodes.x(id));
    xy[2 * i + 1] = fromSteps(nodes.y(id));
  });
  return xy;
}
