import { arrange, type Arrangement } from './arrange.ts';
import { boxesIntersect, expandBox } from './box.ts';
import { packFlat } from './build-packed.ts';
import { isEmptyPacked, partCount, partOf } from './counts.ts';
import { dissolve } from './faces.ts';
import { STEP_DEGREES } from './grid.ts';
import { localise } from './localise.ts';
import { averageWidthM } from './measure.ts';
import type { Packed } from './packed.ts';

/*
 * Cutting for storage: everything is noded once, on the grid, and both sides are taken from the same nodes, so that
 * they tile the original to the last vertex (seams.md A2).
 */

/** A polygon cut in two, on the grid; either side may be empty. */
export interface Cut {
  readonly inside: Packed;
  readonly outside: Packed;
}

/** Parts narrower than two grid steps (0.2 mm) are what rounding leaves over: they stay with the other side. */
const LEFTOVER_WIDTH_M = 2e-4;

/** What of the others matters for the subject: outside its box they may be drawn short. */
const around = (others: readonly Packed[], subject: Packed): Packed[] => {
  const window = expandBox(subject.box, 4 * STEP_DEGREES);
  return others
    .filter((other) => other.kind === 'polygon' && boxesIntersect(other.box, window))
    .map((other) => localise(other, window))
    .filter((other) => other !== undefined);
};

const partsOf = (packed: Packed): Packed[] =>
  Array.from({ length: partCount(packed) }, (_, part) => packFlat('polygon', [partOf(packed, part)]));

const joined = (parts: readonly Packed[]): Packed =>
  packFlat(
    'polygon',
    parts.flatMap((packed) => Array.from({ length: partCount(packed) }, (_, part) => partOf(packed, part))),
  );

/** Union of polygons whose borders are already noded against each other, or not yet; on the grid. */
export function unionOf(polygons: readonly Packed[]): Packed {
  const some = polygons.filter((polygon) => !isEmptyPacked(polygon));
  return dissolve(arrange(some), (inside) => some.some((_, i) => inside(i)));
}

function sides(noded: Arrangement, clips: number): Cut {
  const within = (inside: (input: number) => boolean): boolean => {
    for (let i = 1; i <= clips; i++) if (inside(i)) return true;
    return false;
  };
  return {
    inside: dissolve(noded, (inside) => inside(0) && within(inside)),
    outside: dissolve(noded, (inside) => inside(0) && !within(inside)),
  };
}

/**
 * The polygon within and without the union of the others. Neither side keeps leftovers of rounding: they go to the
 * other, so that the two always add up.
 */
export function cut(subject: Packed, others: readonly Packed[]): Cut {
  const clips = around(others, subject);
  if (clips.length === 0) return { inside: joined([]), outside: subject };
  const { inside, outside } = sides(arrange([subject, ...clips]), clips.length);
  const real = (part: Packed): boolean => averageWidthM(part) > LEFTOVER_WIDTH_M;
  const [insideParts, outsideParts] = [partsOf(inside), partsOf(outside)];
  if (insideParts.every(real) && outsideParts.every(real)) return { inside, outside };
  const leftIn = insideParts.filter((part) => !real(part));
  const leftOut = outsideParts.filter((part) => !real(part));
  return {
    inside: unionOf([...insideParts.filter(real), ...leftOut]),
    outside: unionOf([...outsideParts.filter(real), ...leftIn]),
  };
}
