import { meterAt } from './area-meters.ts';
import { boxContains, boxOfXY } from './box.ts';
import { packFlat, turnOfRing } from './build-packed.ts';
import { pointCount, ringXY } from './counts.ts';
import { compareLoops, loopTurn } from './loops.ts';
import { averageWidthM } from './measure.ts';
import type { Piece } from './overlay.ts';
import type { Box, Packed } from './packed.ts';
import { ChainArea, patchLoops, sameInside, type PatchedRing } from './patch-loops.ts';
import { pointInRing } from './predicates.ts';
import { cutAtWindow, matchCuts, type WindowCuts } from './window-cuts.ts';

/** Parts narrower than this are rounding of measuring, as for every overlay (overlay.ts). */
const NOISE_WIDTH_M = 1e-6;
/** No degree is longer than this, metres. */
const DEGREE_M = 112_000;

interface Shell {
  readonly rings: PatchedRing[];
  readonly turn: () => number;
  readonly box: () => Box;
}

/**
 * The pieces of an overlay after its operands changed within a window, from the pieces before: what lies outside the
 * window stays, vertex for vertex, and what lies inside it is taken from `local`, the pieces of an overlay that is
 * right in the window and may be anything outside. Both must be the same along the window's border. Costs what
 * copying the pieces that reach into the window costs, however many vertices they have.
 *
 * Rings and pieces come as from the overlay itself; areas agree with it but for rounding.
 *
 * @param window its sides run between the lines of the grid, so that no stored vertex lies on them
 * @returns undefined where it cannot be done for sure: then the whole has to be overlaid. The very pieces given
 * where nothing has changed.
 */
export function patchPieces(
  before: readonly Piece[],
  window: Box,
  local: readonly Piece[],
): readonly Piece[] | undefined {
  const old = cutAtWindow(before, window);
  const now = cutAtWindow(local, window);
  if (old === undefined || now === undefined) return undefined;
  const match = matchCuts(old, now);
  if (match === undefined) return undefined;
  if (sameInside(old, now, match)) return before;
  const area = new ChainArea(window);
  const joined = patchLoops(old, now, local, match, area);
  if (joined === undefined) return undefined;
  const affected = affectedPieces(before, window, old, now);
  const rings = [...joined];
  for (const [piece, ring] of now.within) {
    const xy = ringXY(local[piece]!.geometry, ring).slice();
    rings.push({ xy, sources: [], inside: area.ofRing(xy) });
  }
  for (const piece of affected) {
    const { geometry } = before[piece]!;
    const changed = new Set<number>();
    for (const one of old.rings) if (one.piece === piece) changed.add(one.ring);
    for (const [of, ring] of old.within) if (of === piece) changed.add(ring);
    for (let ring = 0; ring + 1 < geometry.rings.length; ring++) {
      if (!changed.has(ring)) rings.push({ xy: ringXY(geometry, ring), sources: [piece], inside: 0 });
    }
  }
  const shells = nested(rings);
  if (shells === undefined) return undefined;
  const pieces = before.filter((_, piece) => !affected.has(piece));
  const lost = areaInside(old, before, area);
  const uses = new Map<number, number>();
  const sourcesOf = shells.map(({ rings: own }) => new Set(own.flatMap(({ sources }) => sources)));
  for (const sources of sourcesOf) for (const one of sources) uses.set(one, (uses.get(one) ?? 0) + 1);
  shells.forEach(({ rings: own }, i) => {
    const [source, ...others] = sourcesOf[i]!;
    const gained = own.reduce((sum, { inside }) => sum + inside, 0);
    // One piece before, one piece after: only what lies in the window is measured.
    const isSame = source !== undefined && others.length === 0 && uses.get(source) === 1;
    const areaM2 = isSame ? before[source]!.areaM2 + gained - (lost.get(source) ?? 0) : NaN;
    const piece = pieceOf(own, areaM2);
    if (piece !== undefined) pieces.push(piece);
  });
  return pieces.sort((a, b) => compareLoops(ringXY(a.geometry, 0), ringXY(b.geometry, 0)));
}

/** The pieces whose rings may become others. */
function affectedPieces(
  before: readonly Piece[],
  window: Box,
  old: WindowCuts,
  now: WindowCuts,
): Set<number> {
  const affected = new Set<number>();
  for (const { piece } of old.rings) affected.add(piece);
  for (const [piece] of old.within) affected.add(piece);
  if (old.at.length === 0 && old.within.length + now.within.length > 0) {
    // The window's border lies in one piece, or in none.
    before.forEach(({ geometry }, piece) => {
      if (!boxContains(geometry.box, window)) return;
      let isIn = false;
      for (let ring = 0; ring + 1 < geometry.rings.length; ring++) {
        const from = geometry.rings[ring]!;
        if (pointInRing(geometry.xy, window[0], window[1], from, geometry.rings[ring + 1]!) === 'inside') {
          isIn = !isIn;
        }
      }
      if (isIn) affected.add(piece);
    });
  }
  return affected;
}

/** What the parts of pieces in the window have been adding to their areas. */
function areaInside(cuts: WindowCuts, pieces: readonly Piece[], area: ChainArea): Map<number, number> {
  const sums = new Map<number, number>();
  const add = (piece: number, areaM2: number): void => void sums.set(piece, (sums.get(piece) ?? 0) + areaM2);
  for (let cut = 0; cut < cuts.at.length; cut++) {
    if (cuts.enters[cut]!) add(cuts.rings[cuts.ring[cut]!]!.piece, area.ofCut(cuts, cut));
  }
  for (const [piece, ring] of cuts.within) {
    const { xy, rings } = pieces[piece]!.geometry;
    add(piece, area.ofRing(xy, rings[ring]!, rings[ring + 1]! - 1));
  }
  return sums;
}

/** Shells with their holes; undefined when a hole is in none. */
function nested(rings: readonly PatchedRing[]): Shell[] | undefined {
  const shells: Shell[] = [];
  const holes: PatchedRing[] = [];
  for (const ring of rings) {
    const turn = loopTurn(ring.xy);
    if (turn < 0) holes.push(ring);
    else if (turn > 0) {
      shells.push({
        rings: [ring],
        turn: once(() => Math.abs(turnOfRing(ring.xy))),
        box: once(() => boxOfXY(ring.xy)),
      });
    }
  }
  for (const hole of holes) {
    const owner = shells.length === 1 ? shells[0] : ownerOf(hole.xy, shells);
    if (owner === undefined) return undefined;
    owner.rings.push(hole);
  }
  return shells;
}

/** The smallest shell around a hole. */
function ownerOf(hole: Float64Array, shells: readonly Shell[]): Shell | undefined {
  const box = boxOfXY(hole);
  const around = shells.filter((shell) => boxContains(shell.box(), box));
  if (around.length > 1) around.sort((a, b) => a.turn() - b.turn());
  return around.find((shell) => isAround(shell.rings[0]!.xy, hole));
}

/** Whether a hole that does not cross the shell lies in it; in doubt by the first vertex that is not on it. */
function isAround(shell: Float64Array, hole: Float64Array): boolean {
  for (let i = 0; i + 3 < hole.length; i += 2) {
    const location = pointInRing(shell, hole[i]!, hole[i + 1]!);
    if (location !== 'boundary') return location === 'inside';
  }
  return false;
}

function pieceOf(rings: PatchedRing[], knownM2: number): Piece | undefined {
  const [shell, ...holes] = rings.map(({ xy }) => xy);
  holes.sort(compareLoops);
  const geometry = holes.length === 0 ? ofRing(shell!) : packFlat('polygon', [[shell!, ...holes]]);
  if (isNoise(geometry, knownM2)) return undefined;
  if (!Number.isNaN(knownM2)) return { geometry, areaM2: knownM2 };
  const { ringAreaM2 } = meterAt(geometry.box);
  const areaM2 = holes.reduce((sum, hole) => sum - Math.abs(ringAreaM2(hole)), Math.abs(ringAreaM2(shell!)));
  return { geometry, areaM2 };
}

/** A polygon of one ring, which is not copied. */
const ofRing = (xy: Float64Array): Packed => ({
  kind: 'polygon',
  xy,
  rings: Int32Array.of(0, xy.length / 2),
  parts: Int32Array.of(0, 1),
  box: boxOfXY(xy),
});

/** Whether a piece is too narrow to be one; a border is no longer than its edges times the diagonal of its box. */
function isNoise(geometry: Packed, knownM2: number): boolean {
  const [west, south, east, north] = geometry.box;
  const longestM = pointCount(geometry) * (east - west + north - south) * DEGREE_M;
  return !(knownM2 > longestM * NOISE_WIDTH_M) && averageWidthM(geometry) <= NOISE_WIDTH_M;
}

function once<T extends object | number>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
