import { fail, ok, type Result } from '../result.ts';
import { polygonAreaM2 } from './area.ts';
import { arrange } from './arrange.ts';
import { boxContainsXY, boxOfXY } from './box.ts';
import { packFlat, orientedRing } from './build-packed.ts';
import { partCount, partOf, ringCount, ringXY } from './counts.ts';
import { dissolve } from './faces.ts';
import { fromSteps, toSteps } from './grid.ts';
import { changeOf } from './noded-regions.ts';
import type { Packed } from './packed.ts';
import { pointInRing, stepsOf } from './predicates.ts';
import { eachStretch, loopless, waysAlong } from './reshape-ways.ts';
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
  /** One after the other: each is a stretch of what those before it left. */
  readonly redrawn: readonly Redrawn[];
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
  readonly redrawn: readonly Redrawn[];
  /** There was no other way, so that the shape may have left its ground. */
  readonly isOnly: boolean;
}

/** The ring redrawn; undefined where no ring is met twice, and `none` where it is not clear what is replaced. */
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
  const ways = waysAlong(ids, path, noded.nodes);
  if (ways === undefined) return undefined;
  if (smaller && ways.length < 2) return 'no-other';
  // The only way round may leave all of the old ground: what the stretches say one by one is nearer to what was drawn.
  const chosen =
    ways.length < 2
      ? (eachStretch(ids, path, noded.nodes) ?? ways[0])
      : ways.reduce((a, b) => (b.size > a.size !== smaller && b.size !== a.size ? b : a));
  if (chosen === undefined) return 'none';
  const { nodes } = noded;
  const places = (list: readonly number[]): At[] =>
    list.map((id) => [fromSteps(nodes.x(id)), fromSteps(nodes.y(id))]);
  const open = chosen.ring.flatMap((id) => [nodes.x(id), nodes.y(id)]);
  return {
    geometry: keepStarts(
      withRing(
        withNodesOf(geometry, noded.edges[0]!, nodes, (id) => met.has(id)),
        ring,
        open,
      ),
      [geometry],
    ),
    isOnly: ways.length === 1 && chosen === ways[0],
    redrawn: chosen.redrawn.map(([old, drawn]) => ({ old: places(old), drawn: places(drawn) })),
  };
}

/**
 * Redraws a part of the border of a polygon. The line starts and ends on one ring or crosses it; the stretch of the
 * ring between its first and last meeting with it is replaced by the line, and ends that stick out count for nothing.
 * Of the two rings that gives, the larger stays, the other one with `smaller`: a line through the inside cuts off the
 * smaller side, a line round the outside adds what it encloses, one that goes out and in several times does both. The
 * ring that is met most often is the one redrawn. Holes the new border leaves outside are gone; one that it crosses is
 * cut.
 *
 * A line that winds over what stays of the border as well (one or both rings would meet themselves) replaces it stretch
 * by stretch, from each meeting to the next, by the same rule. Where that gives one shape begun at its one end and
 * another begun at the other, nothing says which is meant, and it is refused.
 *
 * @param along polygons whose borders get their vertices on the line too, so that they can follow it
 *
 * Failures: `command.kind-mismatch`, `command.reshape-one-crossing`, `command.reshape-no-other`,
 * `command.reshape-winds`, `command.reshape-leaves` (nothing of the old ground would stay), `command.reshape-unchanged`.
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
  for (const [x, y] of step.redrawn.flatMap(({ old, drawn }) => [...old, ...drawn]))
    used.add(noded.nodes.find(toSteps(x), toSteps(y)));
  const put = (polygon: Packed, i: number): Packed =>
    withNodesOf(polygon, noded.edges[i]!, noded.nodes, (node) => used.has(node));
  const before = put(geometry, 0);
  const { gained, lost } = changeOf(before, after);
  if (gained.length === 0 && lost.length === 0) return fail('command.reshape-unchanged');
  const lostM2 = step.isOnly ? lost.reduce((sum, region) => sum + polygonAreaM2(region), 0) : 0;
  if (step.isOnly && lostM2 > polygonAreaM2(before) * (1 - 1e-9)) return fail('command.reshape-leaves');
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
