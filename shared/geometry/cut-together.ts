import { boxesIntersect, expandBox, unionBoxes } from './box.ts';
import { concatPacked, emptyPacked, packFlat } from './build-packed.ts';
import { partCount, partOf, ringCount, ringXY } from './counts.ts';
import type { Cut } from './cut.ts';
import { packSteps } from './faces.ts';
import { STEP_DEGREES, toSteps } from './grid.ts';
import { innerPoint } from './inner-point.ts';
import { averageWidthM } from './measure.ts';
import type { NestedRings } from './nest.ts';
import { joinNoded } from './noded-regions.ts';
import type { Box, Packed } from './packed.ts';
import { stepsOf } from './predicates.ts';
import { keepStarts } from './ring-start.ts';
import { cutAlong, type SketchCut } from './sketch-cut.ts';
import { isInside } from './sketch-inner.ts';
import { nodeSketch, type SketchNodes } from './sketch-nodes.ts';

/** Parts narrower than two grid steps (0.2 mm) are what rounding leaves over: they stay with the other side. */
const LEFTOVER_WIDTH_M = 2e-4;

/** Each polygon cut, with the ends of cuts through the others on the borders they share. */
export function cutAllAlong(polygons: readonly Packed[], noded: SketchNodes): (SketchCut | undefined)[] {
  const alone = polygons.map((polygon, i) => cutAlong(polygon, i, noded));
  if (polygons.length === 1) return alone;
  const all = new Set(alone.flatMap((made) => made?.endNodes ?? []));
  return alone.map((made, i) => {
    if (made === undefined) return made;
    const own = new Set(made.endNodes);
    const more = [...noded.edges[i]!.values()].some((ids) => ids.some((id) => all.has(id) && !own.has(id)));
    return more ? cutAlong(polygons[i]!, i, noded, all) : made;
  });
}

/** The stretches of a region's border that come near a window, as lines. */
function stretchesNear(region: Packed, window: Box): number[][] {
  const lines: number[][] = [];
  for (let ring = 0; ring < ringCount(region); ring++) {
    const xy = ringXY(region, ring);
    let line: number[] | undefined;
    for (let i = 0; i + 3 < xy.length; i += 2) {
      const [ax, ay, bx, by] = [xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!];
      const box: Box = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
      if (!boxesIntersect(box, window)) {
        line = undefined;
        continue;
      }
      if (line === undefined) {
        line = [ax, ay];
        lines.push(line);
      }
      line.push(bx, by);
    }
  }
  return lines;
}

/**
 * Polygons within and without the union of regions, all noded together: the two sides of each tile it along its noded
 * border, and where two polygons share a border that a region crosses they get the very same vertices. Vertices of the
 * regions are followed one by one. Leftovers of rounding stay with the other side.
 */
export function cutByRegions(polygons: readonly Packed[], regions: readonly Packed[]): Cut[] {
  const window = expandBox(unionBoxes(polygons.map(({ box }) => box)), 4 * STEP_DEGREES);
  const near = regions.filter((region) => region.kind === 'polygon' && boxesIntersect(region.box, window));
  const noded = nodeSketch(
    polygons,
    near.flatMap((region) => stretchesNear(region, window)),
    false,
  );
  const tests = near.map((region) => ({ region, steps: stepsOf(region) }));
  const isTaken = (rings: NestedRings): boolean => {
    const [x, y] = innerPoint(rings);
    return tests.some(({ region, steps }) => isInside(region, steps, x, y));
  };
  const cuts = cutAllAlong(polygons, noded);
  return polygons.map((polygon, i) => {
    const made = cuts[i];
    const whole = made?.untouched ?? Array.from({ length: partCount(polygon) }, (_, part) => part);
    const sides: { readonly inside: Packed[]; readonly outside: Packed[] } = { inside: [], outside: [] };
    for (const rings of made?.faces ?? []) {
      const piece = packSteps([rings]);
      const taken = isTaken(rings) !== averageWidthM(piece) <= LEFTOVER_WIDTH_M;
      sides[taken ? 'inside' : 'outside'].push(piece);
    }
    const parts: { readonly inside: Packed[]; readonly outside: Packed[] } = { inside: [], outside: [] };
    for (const part of whole) {
      const rings = partOf(polygon, part);
      const piece = packFlat('polygon', [rings]);
      parts[isTaken(rings.map((ring) => ring.map(toSteps))) ? 'inside' : 'outside'].push(piece);
    }
    const side = (which: 'inside' | 'outside'): Packed => {
      const joined = sides[which].length === 0 ? emptyPacked('polygon') : joinNoded(sides[which]);
      const all = concatPacked('polygon', [joined, ...parts[which]]);
      return all.xy.length === polygon.xy.length && made === undefined
        ? polygon
        : keepStarts(all, [polygon], made?.ends);
    };
    return { inside: side('inside'), outside: side('outside') };
  });
}
