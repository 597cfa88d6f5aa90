import { EdgesAbout } from './edges-about.ts';
import { metresPerDegree } from './local-frame.ts';
import { canonical } from './grid.ts';
import { SortedPositions, withGivenNodes } from './nodes-along.ts';
import type { Packed } from './packed.ts';
import { PositionMap } from './position-map.ts';
import { isValid } from './validity.ts';
import { VertexIndex } from './vertex-index.ts';

/** A vertex that goes onto another vertex or, where that may not change, onto an edge. Canonical degrees. */
export interface SnapMove {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly distanceM: number;
}

/** A vertex of one feature put into an edge of another that runs past it. */
export interface SnapNode {
  readonly at: readonly [number, number];
  /** How far the edge goes aside for it, m. */
  readonly distanceM: number;
}

export interface BorderSnaps {
  readonly moves: readonly SnapMove[];
  readonly nodes: readonly SnapNode[];
  /** Numbers of the features that change, with their new shapes: valid. */
  readonly changed: readonly { readonly feature: number; readonly geometry: Packed }[];
  /** Numbers of features that are left as they are because snapping would make them invalid, or they are. */
  readonly left: readonly number[];
  /** Where the vertices of everybody who has them go. */
  readonly map: PositionMap;
}

/** Rounds of leaving features that would become invalid; after them whoever is invalid leaves everything about it. */
const MAX_ROUNDS = 12;

/**
 * Borders that nearly coincide made to coincide, once: a vertex within the tolerance of a vertex of another feature
 * goes there (fixed vertices, then those of most features, then west before east are gone to); then a vertex within
 * the tolerance of an edge of another feature is put into that edge, or goes onto it where the edge is fixed. A vertex
 * that several features have goes for all of them. No vertex moves farther than the tolerance, and none twice. The same
 * features give the same result, in whatever order they come.
 *
 * @param features on the grid; points are passed over
 * @param isFixed features that are not written: they are only gone to
 */
export function borderSnaps(
  features: readonly Packed[],
  toleranceM: number,
  isFixed: (feature: number) => boolean = () => false,
): BorderSnaps {
  const frozen = new Set<number>();
  const left = new Set<number>();
  features.forEach((feature, i) => {
    if (isFixed(i)) frozen.add(i);
    else if (feature.kind !== 'point' && !isValid(feature)) {
      frozen.add(i);
      left.add(i);
    }
  });
  for (let round = 0; ; round++) {
    const plan = planOf(features, toleranceM, frozen);
    const broken = plan.changed.filter(({ geometry }) => !isValid(geometry));
    if (broken.length === 0) return { ...plan, left: [...left].sort((a, b) => a - b) };
    for (const { feature } of round < MAX_ROUNDS ? broken : plan.changed) {
      frozen.add(feature);
      left.add(feature);
    }
  }
}

type Plan = Omit<BorderSnaps, 'left'>;

/** Distinct vertices with the features that have them. */
class Vertices {
  readonly index = new VertexIndex(1024);
  readonly owners: number[][] = [];
  readonly fixed: boolean[] = [];

  constructor(features: readonly Packed[], frozen: ReadonlySet<number>) {
    features.forEach(({ kind, xy }, feature) => {
      if (kind === 'point') return;
      for (let i = 0; i < xy.length; i += 2) {
        const id = this.index.add(xy[i]!, xy[i + 1]!);
        const owners = (this.owners[id] ??= []);
        if (owners.at(-1) !== feature && !owners.includes(feature)) owners.push(feature);
        this.fixed[id] = this.fixed[id] === true || frozen.has(feature);
      }
    });
  }

  at(id: number): readonly [number, number] {
    return [this.index.x(id), this.index.y(id)];
  }

  /** In the order in which they are gone to. */
  inOrder(): number[] {
    const { index, fixed, owners } = this;
    return Array.from({ length: index.size }, (_, id) => id).sort(
      (a, b) =>
        Number(fixed[b]) - Number(fixed[a]) ||
        owners[b]!.length - owners[a]!.length ||
        index.x(a) - index.x(b) ||
        index.y(a) - index.y(b),
    );
  }
}

const distanceBetween = (a: readonly [number, number], b: readonly [number, number]): number => {
  const { lon, lat } = metresPerDegree(a[1]);
  return Math.hypot((a[0] - b[0]) * lon, (a[1] - b[1]) * lat);
};

function planOf(features: readonly Packed[], toleranceM: number, frozen: ReadonlySet<number>): Plan {
  const vertices = new Vertices(features, frozen);
  const map = new PositionMap();
  const moves: SnapMove[] = [];
  const place = vertexToVertex(vertices, toleranceM, (id, to, distanceM) => {
    const from = vertices.at(id);
    const target = vertices.at(to);
    map.put(...from, ...target);
    moves.push({ from, to: target, distanceM });
  });
  const edges = new EdgesAbout(features, (feature) => map.applied(features[feature]!));
  const nodes: SnapNode[] = [];
  const into = new Map<number, Map<string, { edge: number; at: readonly [number, number] }>>();
  vertices.inOrder().forEach((id) => {
    // A vertex that has gone is now the one it went to.
    if (place[id] !== id) return;
    const at = vertices.at(id);
    const mine = place.owners[id]!;
    let nearest: { readonly foot: readonly [number, number]; readonly distanceM: number } | undefined;
    let widest = -1;
    edges.near(at, toleranceM, (feature, edge, foot, distanceM) => {
      if (mine.has(feature)) return;
      if (!frozen.has(feature)) {
        const list = into.get(feature) ?? new Map<string, { edge: number; at: readonly [number, number] }>();
        list.set(`${edge} ${at[0]} ${at[1]}`, { edge, at });
        into.set(feature, list);
        widest = Math.max(widest, distanceM);
      } else if (nearest === undefined || distanceM < nearest.distanceM) nearest = { foot, distanceM };
    });
    const isStill = vertices.fixed[id] === true || place.gone.has(id);
    if (nearest !== undefined && !isStill && widest < 0) {
      const foot = [canonical(nearest.foot[0]), canonical(nearest.foot[1])] as const;
      if (foot[0] === at[0] && foot[1] === at[1]) return;
      map.put(...at, ...foot);
      moves.push({ from: at, to: foot, distanceM: distanceBetween(at, foot) });
    } else if (widest >= 0) nodes.push({ at, distanceM: widest });
  });
  const changed = features.flatMap((feature, i) => {
    if (frozen.has(i) || feature.kind === 'point') return [];
    const list = [...(into.get(i)?.values() ?? [])];
    const moved = withGivenNodes(map.applied(feature), list);
    return moved === feature ? [] : [{ feature: i, geometry: moved }];
  });
  return { moves, nodes, changed, map };
}

/** Where each vertex is after vertices have gone to vertices, and which features have one there. */
interface Places extends Array<number> {
  owners: Set<number>[];
  /** Vertices that others have gone to. */
  gone: Set<number>;
}

function vertexToVertex(
  vertices: Vertices,
  toleranceM: number,
  go: (id: number, to: number, distanceM: number) => void,
): Places {
  const { index } = vertices;
  const flat = new Float64Array(2 * index.size);
  for (let id = 0; id < index.size; id++) flat.set(vertices.at(id), 2 * id);
  const sorted = new SortedPositions(flat);
  const places = Object.assign(
    Array.from({ length: index.size }, (_, id) => id),
    { owners: vertices.owners.map((list) => new Set(list)), gone: new Set<number>() },
  );
  const anchors = new Uint8Array(index.size);
  for (const anchor of vertices.inOrder()) {
    if (places[anchor] !== anchor) continue;
    anchors[anchor] = 1;
    const [x, y] = vertices.at(anchor);
    const { lon, lat } = metresPerDegree(y);
    const [dx, dy] = [toleranceM / lon, toleranceM / lat];
    const found: { readonly id: number; readonly distanceM: number }[] = [];
    sorted.within([x - dx, y - dy, x + dx, y + dy], (px, py) => {
      const id = index.find(px, py);
      if (id === anchor || anchors[id] === 1 || places[id] !== id || vertices.fixed[id] === true) return;
      const distanceM = distanceBetween([x, y], [px, py]);
      if (distanceM <= toleranceM) found.push({ id, distanceM });
    });
    found.sort(
      (a, b) => a.distanceM - b.distanceM || index.x(a.id) - index.x(b.id) || index.y(a.id) - index.y(b.id),
    );
    const own = places.owners[anchor]!;
    for (const { id, distanceM } of found) {
      // Two vertices of one feature stay two.
      if (vertices.owners[id]!.some((feature) => own.has(feature))) continue;
      for (const feature of vertices.owners[id]!) own.add(feature);
      places[id] = anchor;
      places.gone.add(anchor);
      go(id, anchor, distanceM);
    }
  }
  return places;
}

/** The largest displacement of snaps, m. */
export const largestSnapM = ({ moves, nodes }: Pick<BorderSnaps, 'moves' | 'nodes'>): number =>
  [...moves, ...nodes].reduce((most, { distanceM }) => Math.max(most, distanceM), 0);
