import { fail, ok, type Result } from '../result.ts';
import { arrange } from './arrange.ts';
import { boxContainsXY, boxOfXY } from './box.ts';
import { packFlat, orientedRing, turnOfRing } from './build-packed.ts';
import { partCount, partOf, ringCount, ringXY } from './counts.ts';
import { dissolve } from './faces.ts';
import { fromSteps, toSteps } from './grid.ts';
import { changeOf } from './noded-regions.ts';
import type { Packed } from './packed.ts';
import { pointInRing, stepsOf } from './predicates.ts';
import { keepStarts } from './ring-start.ts';
import { insertAllOnEdges } from './shared-edge.ts';
import { nodeSketch, type SketchNodes, withNodesOf } from './sketch-nodes.ts';
import { isValid } from './validity.ts';

type At = readonly [number, number];

/** A stretch of border and what is drawn in its place, both from the same place to the same. */
export interface Redrawn {
  readonly old: readonly At[];
  readonly drawn: readonly At[];
}

export interface Reshape {
  readonly geometry: Packed;
  /** Connected regions. Their borders have the vertices of the new shape and of the old one with those of the line. */
  readonly gained: readonly Packed[];
  readonly lost: readonly Packed[];
  readonly redrawn: Redrawn;
  /** The old shape with the vertices it has in common with the line. */
  readonly before: Packed;
  /** The polygons along it, with the vertices they have in common with the line. */
  readonly along: readonly Packed[];
}

interface Hit {
  /** Place in the path. */
  readonly at: number;
  readonly node: number;
}

/** Meetings of the path with a ring, in the order of the path. */
function hitsOf(polygon: Packed, ring: number, { paths, edges }: SketchNodes): Hit[] {
  const on = new Set<number>();
  for (let i = polygon.rings[ring]!; i + 1 < polygon.rings[ring + 1]!; i++)
    for (const id of edges[0]!.get(i) ?? []) on.add(id);
  return paths[0]!.flatMap((node, at) => (on.has(node) ? [{ at, node }] : []));
}

/** The path without the loops it makes: what is drawn over itself counts once. */
function loopless(path: readonly number[]): number[] {
  const out: number[] = [];
  for (const node of path) {
    const known = out.indexOf(node);
    if (known >= 0) out.length = known + 1;
    else out.push(node);
  }
  return out;
}

interface Candidate {
  /** Flat steps, closed. */
  readonly ring: number[];
  readonly redrawn: readonly [number[], number[]];
  readonly size: number;
}

/** The ring with one stretch between the ends of the path replaced by it; undefined where that meets itself. */
function candidate(
  kept: readonly number[],
  dropped: readonly number[],
  path: readonly number[],
  nodes: SketchNodes['nodes'],
): Candidate | undefined {
  const own = new Set(kept);
  if (path.slice(1, -1).some((node) => own.has(node))) return undefined;
  const ids = [...kept, ...path.slice(1)];
  const ring = ids.flatMap((id) => [nodes.x(id), nodes.y(id)]);
  const size = Math.abs(turnOfRing(ring));
  return size === 0 || ids.length < 4 ? undefined : { ring, redrawn: [[...dropped], [...path]], size };
}

/** All vertices of a ring as nodes, with the meetings put in; open. */
function ringNodes(polygon: Packed, ring: number, noded: SketchNodes, hits: ReadonlySet<number>): number[] {
  const ids: number[] = [];
  const steps = stepsOf({ ...polygon, xy: ringXY(polygon, ring) });
  const from = polygon.rings[ring]!;
  for (let i = 0; i + 3 < steps.length; i += 2) {
    ids.push(noded.nodes.add(steps[i]!, steps[i + 1]!));
    const chain = noded.edges[0]!.get(from + i / 2);
    for (const id of chain?.slice(1, -1) ?? []) if (hits.has(id)) ids.push(id);
  }
  return ids;
}

/** A polygon with one ring replaced, whatever else it now meets. */
function withRing(polygon: Packed, ring: number, open: readonly number[]): Packed {
  const flat = open.map(fromSteps);
  const parts = Array.from({ length: partCount(polygon) }, (_, part) => {
    const rings: ArrayLike<number>[] = [...partOf(polygon, part)];
    const at = ring - polygon.parts[part]!;
    if (at < 0 || at >= rings.length) return rings;
    rings[at] = orientedRing(flat, at === 0);
    if (at > 0) return rings;
    // Holes that the new border leaves outside are gone.
    const shell = Float64Array.from(open);
    return rings.filter((hole, i) => i === 0 || !isOutside(shell, hole));
  });
  const plain = packFlat('polygon', parts);
  if (isValid(plain)) return plain;
  // The line crossed a hole or another part: what is within shells and not within their holes.
  const inputs: Packed[] = [];
  const roles: { readonly part: number; readonly shell: boolean }[] = [];
  parts.forEach((rings, part) =>
    rings.forEach((one, i) => {
      inputs.push(packFlat('polygon', [[orientedRing(one, true)]]));
      roles.push({ part, shell: i === 0 });
    }),
  );
  return dissolve(arrange(inputs), (inside) =>
    parts.some(
      (_, part) =>
        roles.some((role, i) => role.part === part && role.shell && inside(i)) &&
        !roles.some((role, i) => role.part === part && !role.shell && inside(i)),
    ),
  );
}

/** Whether a hole lies outside a shell altogether: neither has a vertex within the other. */
function isOutside(shell: Float64Array, hole: ArrayLike<number>): boolean {
  const steps = Float64Array.from(hole, toSteps);
  for (let i = 0; i < steps.length; i += 2)
    if (pointInRing(shell, steps[i]!, steps[i + 1]!) === 'inside') return false;
  const box = boxOfXY(steps);
  for (let i = 0; i < shell.length; i += 2) {
    const [x, y] = [shell[i]!, shell[i + 1]!];
    if (boxContainsXY(box, x, y) && pointInRing(steps, x, y) === 'inside') return false;
  }
  return true;
}

interface Step {
  readonly geometry: Packed;
  readonly redrawn: Redrawn;
}

/** One stretch replaced; undefined where no ring is met twice, and `none` where every way meets itself. */
function once(
  geometry: Packed,
  noded: SketchNodes,
  smaller: boolean,
): Step | undefined | 'none' | 'no-other' {
  let ring = -1;
  let hits: Hit[] = [];
  for (let r = 0; r < ringCount(geometry); r++) {
    const own = hitsOf(geometry, r, noded);
    if (new Set(own.map(({ node }) => node)).size < 2) continue;
    if (ring < 0 || own.length > hits.length || (own.length === hits.length && own[0]!.at < hits[0]!.at))
      [ring, hits] = [r, own];
  }
  if (ring < 0) return undefined;
  const path = loopless(noded.paths[0]!.slice(hits[0]!.at, hits.at(-1)!.at + 1));
  const met = new Set(path);
  const ids = ringNodes(geometry, ring, noded, met);
  const [i, j] = [ids.indexOf(path[0]!), ids.indexOf(path.at(-1)!)];
  if (i < 0 || j < 0 || i === j) return undefined;
  const between = (from: number, to: number): number[] =>
    from <= to ? ids.slice(from, to + 1) : [...ids.slice(from), ...ids.slice(0, to + 1)];
  const back = path.toReversed();
  const ways = [
    candidate(between(j, i), between(i, j), path, noded.nodes),
    candidate(between(i, j), between(j, i), back, noded.nodes),
  ].filter((way) => way !== undefined);
  if (ways.length === 0) return 'none';
  if (smaller && ways.length < 2) return 'no-other';
  const chosen = ways.reduce((a, b) => (b.size > a.size !== smaller && b.size !== a.size ? b : a));
  const places = (list: readonly number[]): At[] =>
    list.map((id) => [fromSteps(noded.nodes.x(id)), fromSteps(noded.nodes.y(id))]);
  return {
    geometry: keepStarts(withRing(geometry, ring, chosen.ring), [geometry]),
    redrawn: { old: places(chosen.redrawn[0]), drawn: places(chosen.redrawn[1]) },
  };
}

/**
 * Redraws a part of the border of a polygon. The line starts and ends on one ring or crosses it; the stretch of the
 * ring between its first and last meeting with it is replaced by the line, and ends that stick out count for nothing.
 * Of the two rings that gives, the larger stays, the other one with `smaller`: a line through the inside cuts off the
 * smaller side, a line round the outside adds what it encloses, one that goes out and in several times does both. The
 * ring that is met most often is the one redrawn. Where a way would meet itself only the other one is taken; a line that
 * winds about the border so that both would is refused. Holes the new border leaves outside are gone; one that it
 * crosses is cut.
 *
 * @param along polygons whose borders get their vertices on the line too, so that they can follow it
 *
 * Failures: `command.kind-mismatch`, `command.reshape-one-crossing`, `command.reshape-no-other`,
 * `command.reshape-winds`, `command.reshape-unchanged`.
 */
export function reshapeBorder(
  geometry: Packed,
  line: readonly At[],
  smaller = false,
  along: readonly Packed[] = [],
): Result<Reshape> {
  if (geometry.kind !== 'polygon') return fail('command.kind-mismatch');
  const noded = nodeSketch([geometry, ...along], [line.flat()]);
  const step = once(geometry, noded, smaller);
  if (step === undefined) return fail('command.reshape-one-crossing');
  if (step === 'no-other') return fail('command.reshape-no-other');
  if (step === 'none') return fail('command.reshape-winds');
  const after = step.geometry;
  // The old shape, and those along it, with the vertices that the new one has on their edges.
  const used = new Set<number>();
  for (const [x, y] of [...step.redrawn.old, ...step.redrawn.drawn])
    used.add(noded.nodes.find(toSteps(x), toSteps(y)));
  const put = (polygon: Packed, i: number): Packed =>
    withNodesOf(polygon, noded.edges[i]!, noded.nodes, (node) => used.has(node));
  const before = put(geometry, 0);
  const { gained, lost } = changeOf(before, after);
  if (gained.length === 0 && lost.length === 0) return fail('command.reshape-unchanged');
  return ok({
    geometry: after,
    gained,
    lost,
    redrawn: step.redrawn,
    before,
    along: along.map((one, i) => put(one, i + 1)),
  });
}

/** Replaces a stretch of border in another polygon that has exactly the same, in either direction. */
export function followRedrawn(polygon: Packed, { old, drawn }: Redrawn): Packed | undefined {
  const noded = insertAllOnEdges(polygon, old).geometry;
  for (let ring = 0; ring < ringCount(noded); ring++) {
    const flat = ringXY(noded, ring);
    const n = flat.length / 2 - 1;
    const isAt = (i: number, at: At): boolean => {
      const k = 2 * (((i % n) + n) % n);
      return flat[k] === at[0] && flat[k + 1] === at[1];
    };
    if (old.length > n) continue;
    for (const [from, to] of [
      [old, drawn],
      [old.toReversed(), drawn.toReversed()],
    ] as const) {
      let start = 0;
      while (start < n && !from.every((at, k) => isAt(start + k, at))) start++;
      if (start === n) continue;
      const open: number[] = to.flat();
      for (let k = from.length; k < n; k++) {
        const i = 2 * ((start + k) % n);
        open.push(flat[i]!, flat[i + 1]!);
      }
      const parts = Array.from({ length: partCount(noded) }, (_, part) =>
        partOf(noded, part).map((own, i) =>
          noded.parts[part]! + i === ring ? orientedRing(Float64Array.from(open), i === 0) : own,
        ),
      );
      return keepStarts(packFlat('polygon', parts), [polygon]);
    }
  }
  return undefined;
}
