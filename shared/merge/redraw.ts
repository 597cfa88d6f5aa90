import { partCount, samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import { reshapeBorder } from '../geometry/reshape.ts';
import { keepStarts } from '../geometry/ring-start.ts';
import { shareOut } from '../geometry/share-out.ts';
import { isValid } from '../geometry/validity.ts';
import { fail, ok, type Result } from '../result.ts';

/**
 * Redraws a disputed border by a line, in the feature that is looked at and in all that share it, so that none of them
 * parts from another.
 *
 * @param own the feature, as one side has it
 * @param others the features whose disputes hang together with it, as the same side has them
 * @param line degrees, at least two places
 * @returns the shapes, `own` first; failures `merge.redraw-kind` for what is no polygon, those of `reshapeBorder` under
 * `command.`, `merge.redraw-swallows`, `merge.redraw-apart`
 */
export function redrawBorder(
  own: Packed,
  others: readonly Packed[],
  line: readonly (readonly [number, number])[],
): Result<readonly Packed[]> {
  if (own.kind !== 'polygon' || others.some(({ kind }) => kind !== 'polygon'))
    return fail('merge.redraw-kind');
  const made = reshapeBorder(own, line, false, others);
  if (!made.ok) return made;
  const shared = shareOut(made.value);
  if (!shared.ok)
    return fail(
      shared.error.code === 'command.reshape-swallows' ? 'merge.redraw-swallows' : 'merge.redraw-apart',
    );
  const before = [own, ...others];
  const shapes = [made.value.geometry, ...shared.value].map((shape, i) =>
    samePacked(shape, before[i]!) ? before[i]! : keepStarts(shape, [before[i]!]),
  );
  // One feature stays one: what would come apart is split by hand afterwards.
  const whole = shapes.every((shape, i) => isValid(shape) && partCount(shape) === partCount(before[i]!));
  return whole ? ok(shapes) : fail('merge.redraw-apart');
}
