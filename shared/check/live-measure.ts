import { boxesIntersect, expandBox, unionBox } from '../geometry/box.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { pointCount } from '../geometry/counts.ts';
import { fromSteps, toSteps } from '../geometry/grid.ts';
import { localise } from '../geometry/localise.ts';
import type { Piece } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { patchPieces } from '../geometry/patch-pieces.ts';
import type { Measurer } from './measure-pair.ts';

/** Where a sketch has changed, move by move. */
export class SketchTrail {
  private readonly boxes: Box[] = [];

  /** Names the sketch as it is now. */
  get mark(): number {
    return this.boxes.length;
  }

  add(changed: Box): void {
    this.boxes.push(changed);
  }

  /** The box in which the sketch differs from what it was at a mark; null when it does not. */
  since(mark: number): Box | null {
    let all: Box | null = null;
    for (let i = mark; i < this.boxes.length; i++) {
      all = all === null ? this.boxes[i]! : unionBox(all, this.boxes[i]!);
    }
    return all;
  }
}

/** What was measured of a sketch, and when. */
interface Measured {
  mark: number;
  pieces: readonly Piece[];
}

/** A change of more than this part of the sketch, along either axis, is measured with the whole of it. */
const LARGE_PART = 0.5;
/** Points up to which a whole sketch is as soon measured as its part. */
const FEW = 24;
/** How far windows reach beyond the change, grid steps; half a step more, so that they run between grid lines. */
const MARGINS = [2.5, 11.5];
/** A counterpart of more points than this is asked through its tree. */
const LARGE = 100;

const windowAround = ([west, south, east, north]: Box, margin: number): Box => [
  fromSteps(toSteps(west) - margin),
  fromSteps(toSteps(south) - margin),
  fromSteps(toSteps(east) + margin),
  fromSteps(toSteps(north) + margin),
];

const boxPolygon = ([x0, y0, x1, y1]: Box): Packed =>
  packFlat('polygon', [[[x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]]]);

/** The measuring of one sketch, to be used with its geometry as it is now as the subject. */
export interface SketchMeasurer {
  /** For one binding: what a rule looks at together is measured with the counterparts of one binding. */
  of(binding: string): Measurer;
}

/**
 * Measures a sketch move by move: what was measured before stays outside the box in which the sketch has changed
 * since, and is measured anew inside it alone. Answers are those of the whole sketch, whatever moves led to it: the
 * vertices outside are the very same, only areas are added up in another order.
 */
export function createSketchMeasurer(measurer: Measurer, trail: SketchTrail): SketchMeasurer {
  const { overlay } = measurer;
  const pairs = new WeakMap<Packed, Measured>();
  const around = new Map<string, Measured>();
  let last: { readonly of: Packed; readonly window: Box; readonly local: Packed | undefined } | undefined;

  /** What matters of the sketch in a window; most counterparts ask for the same. */
  function localSketch(sketch: Packed, window: Box): Packed | undefined {
    if (last?.of !== sketch || last.window.some((side, i) => side !== window[i])) {
      last = { of: sketch, window, local: localise(sketch, window) };
    }
    return last.local;
  }

  /** What matters of a counterpart in a window: all of the window, where it is covered. */
  function localOther(other: Packed, window: Box): Packed | 'all' | undefined {
    if (!boxesIntersect(other.box, window)) return undefined;
    if (pointCount(other) <= LARGE) return localise(other, window);
    const lie = measurer.tree(other).classify(window);
    return lie.kind === 'in' ? 'all' : lie.kind === 'out' ? undefined : lie.local;
  }

  function follow(
    known: Measured | undefined,
    sketch: Packed,
    whole: () => readonly Piece[],
    within: (window: Box) => readonly Piece[],
  ): Measured {
    const { mark } = trail;
    const changed = known && trail.since(known.mark);
    if (known === undefined || changed === undefined) return { mark, pieces: whole() };
    if (changed !== null) known.pieces = patched(known.pieces, sketch, changed, within) ?? whole();
    known.mark = mark;
    return known;
  }

  function patched(
    before: readonly Piece[],
    sketch: Packed,
    changed: Box,
    within: (window: Box) => readonly Piece[],
  ): readonly Piece[] | undefined {
    const [west, south, east, north] = sketch.box;
    if (pointCount(sketch) <= FEW) return undefined;
    if (changed[2] - changed[0] > LARGE_PART * (east - west)) return undefined;
    if (changed[3] - changed[1] > LARGE_PART * (north - south)) return undefined;
    for (const margin of MARGINS) {
      const window = windowAround(changed, margin);
      const pieces = patchPieces(before, window, within(window));
      if (pieces !== undefined) return pieces;
    }
    return undefined;
  }

  const commonWithAll = (own: Packed, window: Box): readonly Piece[] =>
    overlay.measure('intersection', own, boxPolygon(beyond(own, window)));

  function commonWithin(sketch: Packed, other: Packed, window: Box): readonly Piece[] {
    const own = localSketch(sketch, window);
    const its = own && localOther(other, window);
    if (own === undefined || its === undefined) return [];
    return its === 'all' ? commonWithAll(own, window) : overlay.measure('intersection', own, its);
  }

  function outsideWithin(sketch: Packed, others: readonly Packed[], window: Box): readonly Piece[] {
    const own = localSketch(sketch, window);
    if (own === undefined) return [];
    const near: Packed[] = [];
    for (const other of others) {
      const its = localOther(other, window);
      if (its === 'all') return [];
      if (its !== undefined) near.push(its);
    }
    // By the same kernel, which keeps vertices in line with their neighbours.
    return near.length === 0 ? commonWithAll(own, window) : overlay.differenceMany(own, near);
  }

  const parts: Measurer['parts'] = (subject, other) => {
    const found = follow(
      pairs.get(other.geometry),
      subject.geometry,
      () => measurer.parts(subject, other),
      (window) => commonWithin(subject.geometry, other.geometry, window),
    );
    pairs.set(other.geometry, found);
    return found.pieces;
  };

  return {
    of: (binding) => ({
      ...measurer,
      parts,
      outside(subject, others) {
        const found = follow(
          around.get(binding),
          subject.geometry,
          () => measurer.outside(subject, others),
          (window) =>
            outsideWithin(
              subject.geometry,
              others.map(({ geometry }) => geometry),
              window,
            ),
        );
        around.set(binding, found);
        return found.pieces;
      },
    }),
  };
}

/** A box around a polygon and a window, with which neither shares a border. */
const beyond = ({ box }: Packed, window: Box): Box => {
  const all = unionBox(box, window);
  return expandBox(all, all[2] - all[0], all[3] - all[1]);
};
