import { boxesIntersect, expandBox, intersectionBox } from './box.ts';
import { packFlat } from './build-packed.ts';
import { arrange } from './arrange.ts';
import { CrossingKernel } from './crossing-kernel.ts';
import { fromSteps, STEP_DEGREES, toSteps } from './grid.ts';
import { KeptWalks } from './kept-walks.ts';
import { metresPerDegree } from './local-frame.ts';
import { localise } from './localise.ts';
import { compareOperands } from './operand-order.ts';
import type { BoolOp, Overlay, Piece } from './overlay.ts';
import type { Box, Packed } from './packed.ts';
import { piecesOfLoops } from './pieces.ts';

/** Common areas narrower than this on the average are measured ring by ring: their sum may be rounding. */
const NARROW_M = 1e-3;
/** Parts of a step to which crossings are rounded where the kernel cannot tell them apart: 2 micrometres. */
const FINE = 64;
/** Steps from the origin up to which fine steps are whole numbers with room to spare. */
const FINE_REACH = 2 ** 40;
const FRAME_DEGREES = 1e-5;

/**
 * The overlay of this product: the crossing kernel. Where it gives up, the two polygons are first given common
 * nodes on a grid 64 times finer than the stored one, after which nothing is left to be unsure of; what not even
 * that can do (coordinates that are no places) goes to the overlay handed in. Which way a pair goes depends on
 * the two geometries alone.
 */
export function createKernelOverlay(general: Overlay): Overlay {
  const kernel = new CrossingKernel();
  const kept = new KeptWalks();

  function pieces(op: BoolOp, a: Packed, b: Packed): Piece[] | undefined {
    kept.begin();
    if (!kernel.run(a, b, kept, op)) return undefined;
    const loops = kept.loops();
    return loops && piecesOfLoops(loops, [kernel.originX, kernel.originY]);
  }

  function nodedPieces(op: BoolOp, first: Packed, second: Packed): Piece[] | undefined {
    let [a, b]: [Packed | undefined, Packed | undefined] = [first, second];
    const window = intersectionBox(a.box, b.box);
    if (op === 'intersection') [a, b] = [localise(a, window), localise(b, window)];
    else if (op === 'difference') b = localise(b, a.box);
    if (a === undefined || b === undefined) return undefined;
    const [x0, y0] = [toSteps(window[0]), toSteps(window[1])];
    if (!isFinely(a, x0, y0) || !isFinely(b, x0, y0)) return undefined;
    const [nodedA, nodedB] = arrange([finer(a, x0, y0), finer(b, x0, y0)]).noded;
    kept.begin();
    if (!kernel.run(nodedA!, nodedB!, kept, op)) return undefined;
    const { originX, originY } = kernel;
    const loops = kept
      .loops()
      ?.map((loop) => loop.map((fine, i) => (fine + (i % 2 === 0 ? originX : originY)) / FINE));
    return loops && piecesOfLoops(loops, [x0, y0]);
  }

  function isNarrow(): boolean {
    const { lon, lat } = metresPerDegree(fromSteps(kernel.originY));
    const areaM2 = (kernel.planeTwice / 2) * lon * lat * STEP_DEGREES ** 2;
    return 2 * areaM2 <= NARROW_M * kernel.length * STEP_DEGREES * Math.max(lon, lat);
  }

  function measure(op: BoolOp, a: Packed, b: Packed): Piece[] {
    return pieces(op, a, b) ?? nodedPieces(op, a, b) ?? general.measure(op, a, b);
  }

  return {
    ...general,
    measure(op, first, second) {
      if (first.kind !== 'polygon' || second.kind !== 'polygon') return general.measure(op, first, second);
      if (op === 'intersection' && !boxesIntersect(first.box, second.box)) return [];
      const swap = op !== 'difference' && compareOperands(first, second) > 0;
      return swap ? measure(op, second, first) : measure(op, first, second);
    },
    filled(a) {
      if (a.kind !== 'polygon' || a.xy.length === 0) return [];
      // Most polygons are one ring that meets itself nowhere: it is its own border.
      const ring = kernel.simpleRing(a);
      if (ring !== undefined) return piecesOfLoops([ring], [kernel.originX, kernel.originY]);
      return measure('intersection', frameAround(a.box), a);
    },
    differenceMany(a, others) {
      if (a.kind !== 'polygon') return general.differenceMany(a, others);
      const near = others.filter((other) => other.kind === 'polygon' && boxesIntersect(other.box, a.box));
      // A parcel of a county, a field in its farmland: nothing is left, and that is soon seen.
      if (near.some((other) => kernel.covers(other, a))) return [];
      return near.length === 1 ? measure('difference', a, near[0]!) : general.differenceMany(a, near);
    },
    common(a, b) {
      if (a.kind !== 'polygon' || b.kind !== 'polygon' || !boxesIntersect(a.box, b.box)) {
        return { parts: [], local: true };
      }
      const parts = pieces('intersection', a, b);
      return parts ? { parts, local: true } : { parts: this.measure('intersection', a, b), local: false };
    },
    intersectionAreaM2(first, second) {
      if (first.kind !== 'polygon' || second.kind !== 'polygon') return 0;
      if (!boxesIntersect(first.box, second.box)) return 0;
      const swap = compareOperands(first, second) > 0;
      const [a, b] = swap ? [second, first] : [first, second];
      if (!kernel.run(a, b)) return totalAreaM2(measure('intersection', a, b));
      if (kernel.length === 0) return 0;
      // Of a thin strip the survey formula may give a sum below zero; its rings are measured one by one.
      return isNarrow() ? totalAreaM2(measure('intersection', a, b)) : kernel.areaM2;
    },
  };
}

/** A rectangle that no edge within the box touches. */
function frameAround(box: Box): Packed {
  const [x0, y0, x1, y1] = expandBox(box, FRAME_DEGREES);
  return packFlat('polygon', [[[x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]]]);
}

/** The area of all pieces, m2. */
export function totalAreaM2(pieces: readonly Piece[]): number {
  let sum = 0;
  for (const { areaM2 } of pieces) sum += areaM2;
  return sum;
}

/** Whether fine steps from an origin stay whole numbers. */
function isFinely({ xy }: Packed, x0: number, y0: number): boolean {
  for (let i = 0; i < xy.length; i += 2) {
    if (!(Math.abs(toSteps(xy[i]!) - x0) < FINE_REACH && Math.abs(toSteps(xy[i + 1]!) - y0) < FINE_REACH)) {
      return false;
    }
  }
  return true;
}

/** The polygon in a frame in which a grid step is FINE steps, from an origin. */
function finer(packed: Packed, x0: number, y0: number): Packed {
  const xy = packed.xy.map((v, i) => fromSteps((toSteps(v) - (i % 2 === 0 ? x0 : y0)) * FINE));
  const corner = (v: number, i: number): number => fromSteps((toSteps(v) - (i % 2 === 0 ? x0 : y0)) * FINE);
  const [a, b, c, d] = packed.box;
  return { ...packed, xy, box: [corner(a, 0), corner(b, 1), corner(c, 0), corner(d, 1)] };
}
