import { boxesIntersect } from './box.ts';
import { CrossingKernel } from './crossing-kernel.ts';
import { metresPerDegree } from './local-frame.ts';
import { KeptWalks } from './kept-walks.ts';
import { compareOperands } from './operand-order.ts';
import type { Overlay, Piece } from './overlay.ts';
import type { Packed } from './packed.ts';
import { piecesOf } from './pieces.ts';
import { fromSteps, STEP_DEGREES } from './grid.ts';

/** Common areas narrower than this on the average are measured ring by ring: their sum may be rounding. */
const NARROW_M = 1e-3;

/**
 * The overlay of this product: intersections by the crossing kernel, and everything that is none for it by
 * the overlay handed in. Which of them answers depends on the two geometries alone.
 */
export function createKernelOverlay(general: Overlay): Overlay {
  const kernel = new CrossingKernel();

  function piecesInCommon(a: Packed, b: Packed): Piece[] | undefined {
    const kept = new KeptWalks();
    if (!kernel.run(a, b, kept)) return undefined;
    const walks = kept.walks();
    return walks && piecesOf(walks, [kernel.originX, kernel.originY]);
  }

  function isNarrow(): boolean {
    const { lon, lat } = metresPerDegree(fromSteps(kernel.originY));
    const [longer, shorter] = lon > lat ? [lon, lat] : [lat, lon];
    const areaM2 = (kernel.planeTwice / 2) * lon * lat * STEP_DEGREES ** 2;
    return 2 * areaM2 <= NARROW_M * kernel.length * STEP_DEGREES * Math.max(shorter, 0.01 * longer);
  }

  function common(first: Packed, second: Packed): Piece[] {
    const swap = compareOperands(first, second) > 0;
    const [a, b] = swap ? [second, first] : [first, second];
    return piecesInCommon(a, b) ?? general.measure('intersection', a, b);
  }

  return {
    ...general,
    measure(op, a, b) {
      if (op !== 'intersection') return general.measure(op, a, b);
      if (a.kind !== 'polygon' || b.kind !== 'polygon' || !boxesIntersect(a.box, b.box)) return [];
      return common(a, b);
    },
    differenceMany(a, others) {
      // A parcel of a county, a field in its farmland: nothing is left, and that is soon seen.
      const isCovered = others.some(
        (other) => other.kind === 'polygon' && a.kind === 'polygon' && kernel.covers(other, a),
      );
      return isCovered ? [] : general.differenceMany(a, others);
    },
    intersectionAreaM2(first, second) {
      if (first.kind !== 'polygon' || second.kind !== 'polygon') return 0;
      if (!boxesIntersect(first.box, second.box)) return 0;
      const swap = compareOperands(first, second) > 0;
      const [a, b] = swap ? [second, first] : [first, second];
      if (!kernel.run(a, b)) return totalAreaM2(general.measure('intersection', a, b));
      if (kernel.length === 0) return 0;
      // Of a thin strip the survey formula may give a sum below zero; its rings are measured one by one.
      return isNarrow() ? totalAreaM2(common(a, b)) : kernel.areaM2;
    },
  };
}

/** The area of all pieces, m2. */
export function totalAreaM2(pieces: readonly Piece[]): number {
  let sum = 0;
  for (const { areaM2 } of pieces) sum += areaM2;
  return sum;
}
