import type { Arrangement } from './arrange.ts';
import { packFlat } from './build-packed.ts';
import { fromSteps } from './grid.ts';
import { compareLoops } from './loops.ts';
import type { NestedRings } from './nest.ts';
import type { Packed } from './packed.ts';
import { subdivide } from './subdivision.ts';

/** A face with the inputs that cover it. */
export interface CoveredFace {
  readonly geometry: Packed;
  /** Indices of the polygon inputs it lies in, by the even-odd rule, ascending. */
  readonly inside: readonly number[];
}

/** Connected areas in grid steps as one geometry on the grid. */
export function packSteps(parts: readonly NestedRings[]): Packed {
  return packFlat(
    'polygon',
    parts.map((rings) => rings.map((ring) => ring.map(fromSteps))),
  );
}

/**
 * The bounded faces between the edges of an arrangement, each saying which inputs cover it. Faces that no
 * input covers (gaps between inputs) are there too. West to east by their lowest leftmost vertex.
 */
export function coveredFaces(noded: Arrangement): CoveredFace[] {
  return [...subdivide(noded).faces]
    .sort((a, b) => compareLoops(a.rings[0]!, b.rings[0]!))
    .map((face) => ({
      geometry: packSteps([face.rings]),
      inside: [...face.winding]
        .filter(([input, winding]) => winding % 2 !== 0 && noded.noded[input]!.kind === 'polygon')
        .map(([input]) => input)
        .sort((a, b) => a - b),
    }));
}

/** The bounded faces between the edges of an arrangement, on the grid, west to east. */
export function faces(noded: Arrangement): Packed[] {
  return coveredFaces(noded).map((face) => face.geometry);
}

/**
 * The union of the faces whose covering inputs `select` accepts, without inner borders, on the grid:
 * merge, clip and subtract for storage. Every border vertex is a node of the arrangement.
 */
export function dissolve(
  noded: Arrangement,
  select: (inside: (input: number) => boolean) => boolean,
): Packed {
  return packSteps(
    subdivide(noded).region((winding) => select((input) => (winding.get(input) ?? 0) % 2 !== 0)),
  );
}
