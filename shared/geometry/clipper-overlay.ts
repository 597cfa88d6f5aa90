import { boxesIntersect, EMPTY_BOX, intersectionBox, isEmptyBox, unionBox, unionBoxes } from './box.ts';
import { emptyPacked, packFlat } from './build-packed.ts';
import type { ClipperModule, ClipperPaths } from './clipper-module.ts';
import { faces } from './faces.ts';
import { STEPS_PER_DEGREE, toSteps } from './grid.ts';
import { localise } from './localise.ts';
import { compareOperands } from './operand-order.ts';
import type { BoolOp, Overlay, Piece } from './overlay.ts';
import type { Box, Packed } from './packed.ts';
import { partOf } from './counts.ts';
import { piecesOf } from './pieces.ts';

/** Clipper2 scales doubles by a power of two; 2 means 128 units to a grid step, 0.9 micrometre each. */
const PRECISION = 2;

/** Coordinates beyond this many steps are no place on Earth; they are pulled in so that nothing overflows. */
const FARTHEST_STEPS = 4000 * STEPS_PER_DEGREE;

type Origin = readonly [number, number];

/** Grid steps of the south-west corner: coordinates near zero keep their digits in the kernel. */
function originOf(window: Box): Origin {
  return isEmptyBox(window) ? [0, 0] : [clamp(toSteps(window[0])), clamp(toSteps(window[1]))];
}

function clamp(steps: number): number {
  // NaN, too, becomes a number here: the kernel must not be fed with it.
  return steps > -FARTHEST_STEPS ? (steps < FARTHEST_STEPS ? steps : FARTHEST_STEPS) : -FARTHEST_STEPS;
}

/**
 * The overlay of this product: Clipper2 as WebAssembly, fed with windows of the operands in local grid
 * steps. See overlay.ts for what it promises.
 */
export function createClipperOverlay(module: ClipperModule): Overlay {
  let triples = new Float64Array(3 << 10);

  function addRings(paths: ClipperPaths, packed: Packed, [x0, y0]: Origin): void {
    for (let ring = 0; ring + 1 < packed.rings.length; ring++) {
      const from = packed.rings[ring]!;
      const points = packed.rings[ring + 1]! - 1 - from;
      if (points < 3) continue;
      if (triples.length < 3 * points) triples = new Float64Array(6 * points);
      for (let i = 0; i < points; i++) {
        triples[3 * i] = clamp(toSteps(packed.xy[2 * (from + i)]!)) - x0;
        triples[3 * i + 1] = clamp(toSteps(packed.xy[2 * (from + i) + 1]!)) - y0;
        triples[3 * i + 2] = 0;
      }
      const path = new module.PathD();
      path.assign(triples.subarray(0, 3 * points));
      paths.push_back(path);
      path.delete();
    }
  }

  function load(packed: Packed, origin: Origin): ClipperPaths {
    const paths = new module.PathsD();
    addRings(paths, packed, origin);
    return paths;
  }

  /** Each polygon filled by itself, then all thrown together with equal turn: ready for a winding fill. */
  function loadFilled(polygons: readonly Packed[], origin: Origin): ClipperPaths {
    const all = new module.PathsD();
    for (const polygon of polygons) {
      const raw = load(polygon, origin);
      const filled = module.UnionSelfD(raw, module.FillRule.EvenOdd, PRECISION);
      for (let i = 0; i < filled.size(); i++) {
        const path = filled.get(i);
        all.push_back(path);
        path.delete();
      }
      filled.delete();
      raw.delete();
    }
    return all;
  }

  /** Closed walks in steps; frees the paths. */
  function take(paths: ClipperPaths, [x0, y0]: Origin): Float64Array[] {
    const walks: Float64Array[] = [];
    for (let i = 0; i < paths.size(); i++) {
      const path = paths.get(i);
      const view = path.view();
      const points = view.length / 3;
      const walk = new Float64Array(2 * points + 2);
      for (let j = 0; j < points; j++) {
        walk[2 * j] = view[3 * j]! + x0;
        walk[2 * j + 1] = view[3 * j + 1]! + y0;
      }
      walk[2 * points] = walk[0]!;
      walk[2 * points + 1] = walk[1]!;
      walks.push(walk);
      path.delete();
    }
    paths.delete();
    return walks;
  }

  function run(op: BoolOp, a: Packed, b: Packed, window: Box): Piece[] {
    const origin = originOf(window);
    const subjects = load(a, origin);
    const clips = load(b, origin);
    const kernel = {
      intersection: module.IntersectD,
      difference: module.DifferenceD,
      union: module.UnionD,
      xor: module.XorD,
    }[op];
    const result = kernel(subjects, clips, module.FillRule.EvenOdd, PRECISION);
    subjects.delete();
    clips.delete();
    return piecesOf(take(result, origin));
  }

  return {
    measure(op, first, second) {
      const swap = op !== 'difference' && compareOperands(first, second) > 0;
      const a = areal(swap ? second : first);
      const b = areal(swap ? first : second);
      if (op === 'intersection') {
        if (!boxesIntersect(a.box, b.box)) return [];
        const window = intersectionBox(a.box, b.box);
        const localA = localise(a, window);
        const localB = localise(b, window);
        return localA && localB ? run(op, localA, localB, window) : [];
      }
      if (op === 'difference') {
        return run(op, a, localise(b, a.box) ?? emptyPacked('polygon'), a.box);
      }
      return run(op, a, b, unionBox(a.box, b.box));
    },

    common(a, b) {
      return { parts: this.measure('intersection', a, b), local: false };
    },

    intersectionAreaM2(a, b) {
      return this.measure('intersection', a, b).reduce((sum, { areaM2 }) => sum + areaM2, 0);
    },

    filled(a) {
      return a.kind === 'polygon' ? run('union', a, emptyPacked('polygon'), a.box) : [];
    },

    differenceMany(subject, others) {
      const a = areal(subject);
      const near = others
        .filter((other) => other.kind === 'polygon' && boxesIntersect(other.box, a.box))
        .map((other) => localise(other, a.box))
        .filter((other) => other !== undefined)
        .sort(compareOperands);
      const origin = originOf(a.box);
      const subjects = loadFilled([a], origin);
      const clips = loadFilled(near, origin);
      const result = module.DifferenceD(subjects, clips, module.FillRule.NonZero, PRECISION);
      subjects.delete();
      clips.delete();
      return piecesOf(take(result, origin));
    },

    unionAll(polygons) {
      const areas = polygons.filter((p) => p.kind === 'polygon').sort(compareOperands);
      if (areas.length === 0) return emptyPacked('polygon');
      const origin = originOf(unionBoxes(areas.map((p) => p.box)));
      const paths = loadFilled(areas, origin);
      const result = module.UnionSelfD(paths, module.FillRule.NonZero, PRECISION);
      paths.delete();
      const pieces = piecesOf(take(result, origin));
      return packFlat(
        'polygon',
        pieces.map(({ geometry }) => partOf(geometry, 0)),
      );
    },

    faces,
  };
}

/** Points and lines cover no area. */
function areal(packed: Packed): Packed {
  return packed.kind === 'polygon' ? packed : { ...emptyPacked('polygon'), box: EMPTY_BOX };
}
