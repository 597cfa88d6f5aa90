import { fail, ok, type Result } from '../result.ts';
import { boxesIntersect, expandBox } from './box.ts';
import { isEmptyPacked } from './counts.ts';
import { STEP_DEGREES } from './grid.ts';
import { commonBorder, isConserved, joinNoded, withoutRegion } from './noded-regions.ts';
import type { Packed } from './packed.ts';
import type { Reshape } from './reshape.ts';

const isNear = (shape: Packed, region: Packed): boolean =>
  boxesIntersect(expandBox(shape.box, STEP_DEGREES), region.box);

/**
 * What the polygons along a redrawn border become: each gives the ground that was gained, and what was lost goes to the
 * one with the longest border along it. Never an overlap or a gap.
 *
 * @returns in the order of `made.along`; failures `command.reshape-swallows` (index) where nothing would be left of one, `command.reshape-apart` where
 * ground that borders run over within a step of each other cannot be told apart
 */
export function shareOut(made: Reshape): Result<readonly Packed[]> {
  const shapes = [...made.along];
  const near = (index: number, region: Packed): boolean => isNear(made.along[index]!, region);
  for (const region of made.gained) {
    for (const [index, shape] of shapes.entries()) {
      if (!near(index, region)) continue;
      const left = withoutRegion(shape, region);
      if (isEmptyPacked(left)) return fail('command.reshape-swallows', { index });
      shapes[index] = left;
    }
  }
  const nobody: Packed[] = [];
  for (const region of made.lost) {
    let longest = 0;
    let receiver = -1;
    for (const [index, shape] of shapes.entries()) {
      const length = near(index, region) ? commonBorder(shape, region) : 0;
      if (length > longest) [longest, receiver] = [length, index];
    }
    if (receiver < 0) nobody.push(region);
    else shapes[receiver] = joinNoded([shapes[receiver]!, region]);
  }
  const now = [...shapes, made.geometry, ...nobody];
  return isConserved([made.before, ...made.along], now) ? ok(shapes) : fail('command.reshape-apart');
}
