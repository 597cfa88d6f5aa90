import { boxOfEdges, edgeCount, edgeMeets, indexOfEdges, pickEdges } from '../geometry/coverage-chain.ts';
import { forEachHalfEdge } from '../geometry/coverage-edges.ts';
import type { Cluster } from '../geometry/coverage-field.ts';
import type { Loop } from '../geometry/coverage-loops.ts';
import { fromSteps, STEP_DEGREES } from '../geometry/grid.ts';
import { metresPerDegree } from '../geometry/measure.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import type Flatbush from 'flatbush';

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

const MARKS = 1 << 20;
const markOf = (x: number, y: number): number =>
  ((Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77)) >>> 8) & (MARKS - 1);

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
  private readonly indexes = new WeakMap<Cluster, Flatbush>();

  forget(edges: Float64Array): void {
    for (let i = 0; i < edgeCount(edges); i++) this.owners.delete(edgeName(edges, i));
  }

  /** Those of the edges whose owner is not known. */
  unknown(edges: Float64Array): Float64Array {
    const places: number[] = [];
    for (let i = 0; i < edgeCount(edges); i++) if (!this.owners.has(edgeName(edges, i))) places.push(i);
    return pickEdges(edges, places);
  }

  /** Takes note of owners of some edges of the chain: give it every feature that may own one of them. */
  learn(edges: Float64Array): (owner: Owner, geometry: Packed, sound: boolean) => void {
    // Most edges of a feature are not wanted: a mark for the first end tells so without making a name.
    const marks = new Uint8Array(MARKS);
    const wanted = new Set<string>();
    for (let i = 0; i < edgeCount(edges); i++) {
      marks[markOf(edges[4 * i]!, edges[4 * i + 1]!)] = 1;
      wanted.add(edgeName(edges, i));
    }
    return (owner, geometry, sound) => {
      forEachHalfEdge(geometry, sound, (ax, ay, bx, by) => {
        // The county's ground lies on the other side of its edges than what a feature covers.
        const [x0, y0, x1, y1] = owner.county ? [bx, by, ax, ay] : [ax, ay, bx, by];
        if (marks[markOf(x0, y0)] === 0) return;
        const name = nameOf(x0, y0, x1, y1);
        if (!wanted.has(name)) return;
        const owned = this.owners.get(name) ?? {};
        addOwner(owned, owner);
        this.owners.set(name, owned);
      });
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
    const index = this.indexes.get(cluster) ?? indexOfEdges(edges);
    this.indexes.set(cluster, index);
    const found: Owned = {};
    const [x0, y0, x1, y1] = boxOfEdges(Float64Array.of(px, py, qx, qy));
    index.search(x0 - OFF, y0 - OFF, x1 + OFF, y1 + OFF, (i) => {
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
