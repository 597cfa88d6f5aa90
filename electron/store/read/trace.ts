import type { TraceAnswer, TraceQuery } from '../../../shared/bridge/snap-contract.ts';
import { ringXY, ringCount } from '../../../shared/geometry/counts.ts';
import { fromSteps, STEP_DEGREES, toSteps } from '../../../shared/geometry/grid.ts';
import { pathMetres, ringWays } from '../../../shared/geometry/ring-ways.ts';
import {
  shortestPath,
  type EdgeEnds,
  type TracedPath,
  type TraceEnd,
} from '../../../shared/geometry/trace-path.ts';
import { runsThrough } from '../../../shared/geometry/edge-points.ts';
import { byPlace } from '../../../shared/snap/order.ts';
import { aroundPlace, reachBox, surroundings } from '../../../shared/snap/surroundings.ts';
import type { At } from '../../../shared/snap/types.ts';
import type { BorderNet } from './border-net.ts';
import type { ParsedFeature, ParsedFeatures } from './parsed.ts';
import type { Reader } from './reader-types.ts';

/** Features that one answer may read anew: some tenths of a second. */
const MOST_READ = 12_000;
/** An edge counts as through a place when it passes within half a step of it; this box holds all of them. */
const HALF_STEP = 2 * STEP_DEGREES;

type Missing = NonNullable<TraceAnswer['missing']>;
const missing = (why: Missing): TraceAnswer => ({ xy: new Float64Array(0), metres: 0, missing: why });
type Step = readonly [number, number];
const stepsOf = ([lon, lat]: At): Step => [toSteps(lon), toSteps(lat)];

/**
 * Answers `trace`: yields while it searches, so that the caller can stop it. All reads must see the state that `net`
 * was made for.
 */
export function* trace(
  reader: Reader,
  parsed: ParsedFeatures,
  net: BorderNet,
  query: TraceQuery,
): Generator<void, TraceAnswer> {
  const layers = [...new Set(query.layers)];
  const left = new Set(query.exclude.map((ref) => `${ref.table}/${ref.uid}`));
  const near = (at: At): ParsedFeature[] =>
    layers
      .flatMap((layer) => parsed.near(reader, layer, reachBox(at, HALF_STEP)))
      .filter((feature) => !left.has(`${feature.layer}/${feature.uid}`));

  let read = 0;
  const meet = (x: number, y: number): boolean => {
    read += net.meet(x, y);
    return read <= MOST_READ;
  };
  const stops = [query.from, ...query.through, query.to];
  const ends = stops.map((at) => traceEnd(at, near(at)));
  const found: TracedPath[] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const [from, to] = [ends[i]!, ends[i + 1]!];
    if (from === null || to === null) return missing('off-border');
    const leg = yield* shortestPath(net.graph, from, to, meet);
    if (leg === 'spent') return missing('too-far');
    if (leg === null) return missing('apart');
    found.push(leg);
  }
  if (query.prefer === 'longer' && query.through.length === 0) {
    const other = otherWay(near(query.from), found[0]!.path);
    if (other !== null) return answer([other]);
  }
  return answer(found.map((leg) => leg.path));
}

/** A place as an end of a way; null when no border runs through it. */
function traceEnd(at: At, features: readonly ParsedFeature[]): TraceEnd | null {
  const [x, y] = stepsOf(at);
  const around = aroundPlace(at, HALF_STEP);
  const { vertices, edges } = surroundings(around, features, [], Infinity)!;
  const isVertex = vertices.some((vertex) => vertex.x === x && vertex.y === y);
  const through = edges
    .filter(({ ax, ay, bx, by }) => runsThrough(x, y, ax, ay, bx, by))
    .filter(({ ax, ay, bx, by }) => !(ax === x && ay === y) && !(bx === x && by === y))
    .map(({ ax, ay, bx, by }): EdgeEnds => [ax, ay, bx, by]);
  return isVertex || through.length > 0 ? { at: [x, y], edges: through } : null;
}

const same = (a: readonly Step[], b: readonly Step[]): boolean =>
  a.length === b.length && a.every(([x, y], i) => x === b[i]![0] && y === b[i]![1]);

/**
 * The other way round the ring that a way belongs to: of several rings the first by layer, uid and ring. Where the
 * shortest way leaves every ring, the longer way round the first ring that has both ends; null when none has.
 */
function otherWay(features: readonly ParsedFeature[], shortest: readonly Step[]): readonly Step[] | null {
  const [from, to] = [shortest[0]!, shortest.at(-1)!];
  const rings = features
    .filter(({ geometry }) => geometry.kind === 'polygon')
    .flatMap(({ layer, uid, fid, geometry }) =>
      Array.from({ length: ringCount(geometry) }, (_u, ring) => ({
        place: { ref: { table: layer, uid }, fid, ring, index: 0 },
        ways: ringWays(ringXY(geometry, ring).map(toSteps), from, to),
      })),
    )
    .sort((a, b) => byPlace(a.place, b.place));
  let longer: readonly Step[] | null = null;
  for (const { ways } of rings) {
    if (ways === null) continue;
    const [along, against] = ways;
    if (same(along, shortest)) return against;
    if (same(against, shortest)) return along;
    longer ??= pathMetres(along) >= pathMetres(against) ? along : against;
  }
  return longer;
}

/** Legs in a row, the place where two meet once. */
function answer(legs: readonly (readonly Step[])[]): TraceAnswer {
  const path = legs.flatMap((leg, i) => (i === 0 ? leg : leg.slice(1)));
  const xy = new Float64Array(2 * path.length);
  path.forEach(([x, y], i) => {
    xy[2 * i] = fromSteps(x);
    xy[2 * i + 1] = fromSteps(y);
  });
  return { xy, metres: pathMetres(path), missing: null };
}
