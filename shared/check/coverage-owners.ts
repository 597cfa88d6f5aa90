import { boxOfEdges, edgeCount, edgeMeets, pickEdges } from '../geometry/coverage-chain.ts';
import type { Cluster } from '../geometry/coverage-cluster.ts';
import { forEachHalfEdge, type TakeEdge } from '../geometry/coverage-edges.ts';
import type { Loop } from '../geometry/coverage-loops.ts';
import { fromSteps, STEP_DEGREES } from '../geometry/grid.ts';
import { metresPerDegree } from '../geometry/measure.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import { roomyInDegrees } from './coverage-parts.ts';

/** Whose edge it is that borders on uncovered ground. */
export interface Owner {
  readonly layer: string;
  readonly fid: number;
  readonly uid: string;
  readonly fields: Fields;
  /** A county, whose ground it is; else a feature of the coverage. */
  readonly county: boolean;
}

/** How long each owner borders on something, in whole micrometres, so that the order of adding never matters. */
export type Borders = Map<string, { readonly owner: Owner; length: number }>;

const nameOf = (ax: number, ay: number, bx: number, by: number): string => `${ax} ${ay} ${bx} ${by}`;

const edgeName = (edges: Float64Array, i: number): string =>
  nameOf(edges[4 * i]!, edges[4 * i + 1]!, edges[4 * i + 2]!, edges[4 * i + 3]!);

const before = (a: Owner, b: Owner): boolean => (a.uid === b.uid ? a.fid < b.fid : a.uid < b.uid);

/** Steps by which a cut may lie off the edge that it cuts. */
const OFF = 1;

/** Where the owners of a piece of boundary are looked for. */
const around = (px: number, py: number, qx: number, qy: number): Box => [
  Math.min(px, qx) - OFF,
  Math.min(py, qy) - OFF,
  Math.max(px, qx) + OFF,
  Math.max(py, qy) + OFF,
];

const FEWEST_MARKS = 1 << 10;
const MOST_MARKS = 1 << 20;
/** Marks for one edge, so that few others fall on a mark. */
const MARKS_AN_EDGE = 16;
const markOf = (x: number, y: number): number => (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77)) >>> 8;

/** A feature whose edge it is, and a county whose edge it is: seldom both. */
interface Owned {
  feature?: Owner;
  county?: Owner;
}

function addOwner(owned: Owned, owner: Owner): void {
  const side = owner.county ? 'county' : 'feature';
  const known = owned[side];
  if (known === undefined || before(owner, known)) owned[side] = owner;
}

/** Who owns the edges of a chain, as far as that has been asked. Of several owners the first by uid counts. */
export class EdgeOwners {
  private readonly owners = new Map<string, Owned>();

  forget(edges: Float64Array): void {
    for (let i = 0; i < edgeCount(edges); i++) this.owners.delete(edgeName(edges, i));
  }

  /** Those of the edges of a cluster that bound a loop of its own and whose owner is not known. */
  unknown(loop: Loop, cluster: Cluster): Float64Array {
    const { ring } = loop;
    const { edges } = cluster;
    const boxes: Box[] = [];
    for (let i = 0; i + 3 < ring.length; i += 2) {
      boxes.push(around(ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!));
    }
    const places = cluster.placesMeeting(boxes).filter((i) => !this.owners.has(edgeName(edges, i)));
    return pickEdges(edges, places);
  }

  /** Takes note of owners of some edges of the chain: give it every feature that may own one of them. */
  learn(edges: Float64Array): (owner: Owner, geometry: Packed, sound: boolean) => void {
    // Most edges of a feature are not wanted: a mark for the first end tells so without making a name.
    let size = FEWEST_MARKS;
    while (size < MARKS_AN_EDGE * edgeCount(edges) && size < MOST_MARKS) size *= 2;
    const marks = new Uint8Array(size);
    const wanted = new Set<string>();
    for (let i = 0; i < edgeCount(edges); i++) {
      marks[markOf(edges[4 * i]!, edges[4 * i + 1]!) & (size - 1)] = 1;
      wanted.add(edgeName(edges, i));
    }
    const within = roomyInDegrees(boxOfEdges(edges));
    return (owner, geometry, sound) => {
      const take: TakeEdge = (ax, ay, bx, by) => {
        // The county's ground lies on the other side of its edges than what a feature covers.
        const [x0, y0, x1, y1] = owner.county ? [bx, by, ax, ay] : [ax, ay, bx, by];
        if (marks[markOf(x0, y0) & (size - 1)] === 0) return;
        const name = nameOf(x0, y0, x1, y1);
        if (!wanted.has(name)) return;
        const owned = this.owners.get(name) ?? {};
        addOwner(owned, owner);
        this.owners.set(name, owned);
      };
      forEachHalfEdge(geometry, sound, take, within);
    };
  }

  /** Adds what the owners of a cluster's edges have in common with a loop that it gave. */
  addBorders(loop: Loop, cluster: Cluster, borders: Borders): void {
    const { ring } = loop;
    const { lon, lat } = metresPerDegree(fromSteps(ring[1]!));
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [px, py, qx, qy] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
      // Uncovered ground lies to the right of the chain and to the left of its own boundary.
      const owned = this.owners.get(nameOf(qx, qy, px, py)) ?? this.ownedAlong(cluster, qx, qy, px, py);
      const dx = (qx - px) * STEP_DEGREES * lon;
      const dy = (qy - py) * STEP_DEGREES * lat;
      const length = Math.round(Math.sqrt(dx * dx + dy * dy) * 1e6);
      for (const owner of [owned.feature, owned.county]) {
        if (owner === undefined) continue;
        const name = `${owner.county} ${owner.fid}`;
        const known = borders.get(name);
        if (known === undefined) borders.set(name, { owner, length });
        else known.length += length;
      }
    }
  }

  /** The owners of an edge along which a piece of boundary from p to q runs, where it was cut by others. */
  private ownedAlong(cluster: Cluster, px: number, py: number, qx: number, qy: number): Owned {
    const { edges } = cluster;
    const found: Owned = {};
    cluster.forEachMeeting(around(px, py, qx, qy), (i) => {
      if (!runsAlong(edges, i, px, py, qx, qy)) return false;
      const { feature, county } = this.owners.get(edgeName(edges, i)) ?? {};
      if (feature !== undefined) addOwner(found, feature);
      if (county !== undefined) addOwner(found, county);
      return false;
    });
    return found;
  }
}

/** Whether a piece of boundary lies on an edge and goes its way. */
function runsAlong(edges: Float64Array, i: number, px: number, py: number, qx: number, qy: number): boolean {
  if (!edgeMeets(edges, i, [px - OFF, py - OFF, px + OFF, py + OFF])) return false;
  const ax = edges[4 * i]!;
  const ay = edges[4 * i + 1]!;
  const dx = edges[4 * i + 2]! - ax;
  const dy = edges[4 * i + 3]! - ay;
  if ((qx - px) * dx + (qy - py) * dy <= 0) return false;
  const length = Math.sqrt(dx * dx + dy * dy);
  const off = (x: number, y: number): boolean => {
    const along = ((x - ax) * dx + (y - ay) * dy) / length;
    return Math.abs((x - ax) * dy - (y - ay) * dx) <= OFF * length && along >= -OFF && along <= length + OFF;
  };
  return off(px, py) && off(qx, qy);
}
