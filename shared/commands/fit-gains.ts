import { isEmptyPacked, samePacked } from '../geometry/counts.ts';
import { cutByRegions } from '../geometry/cut-together.ts';
import { boxContains, boxesIntersect, expandBox, unionBoxes } from '../geometry/box.ts';
import { normalisePacked } from '../geometry/normalise.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Reshaped } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { avoidedLayers, fillGaps, fitMargin, type Fit } from './fit-shape.ts';
import { keyOf, newVertices, reshapeMany } from './reshape-many.ts';
import { type Along, boxesAtVertices, refOf } from './shared-nodes.ts';

type Changed = readonly Reshaped<FeatureRecord>[];

/** What a feature has won by its new shape; null where that cannot be told and nothing is fitted. */
function gainOf({ key, geometry }: Reshaped<FeatureRecord>): Packed | null {
  const old = key.geometry;
  if (geometry.kind !== 'polygon' || old?.kind !== 'polygon' || isEmptyPacked(old)) return null;
  const sound = normalisePacked(geometry);
  // What is invalid is refused when it is written.
  if (!isValid(sound) || !isValid(old)) return null;
  const gain = cutByRegions([sound], [old])[0]!.outside;
  return isEmptyPacked(gain) ? null : gain;
}

/** Whether a shape lies wholly in another: the one around it is no neighbour to give way to. */
const liesIn = (shape: Packed | null, other: Packed): boolean =>
  shape?.kind === 'polygon' &&
  boxContains(other.box, shape.box) &&
  isEmptyPacked(cutByRegions([shape], [other])[0]!.outside);

/** The layers that the subjects (the first so many) avoid, and where what was won has to be looked at. */
function windowsOf(changed: Changed, gains: readonly (Packed | null)[], subjects: number, fit: Fit) {
  const layers = [...new Set(changed.slice(0, subjects).flatMap(({ key }) => avoidedLayers(fit, key.layer)))];
  const windows = gains.flatMap((gain): Box[] =>
    gain === null ? [] : [expandBox(gain.box, fitMargin(gain.box, fit))],
  );
  return { layers, windows };
}

/**
 * New shapes of the subjects and of what follows them, of which only what they win is fitted: no feature wins ground that
 * another of the subjects' layers has, and with `fill` gaps about what was won are taken. What lay over each other before,
 * or lies apart from the edit, stays as it is, and what a feature lies in is not avoided.
 */
function fittedGains(
  snapshot: Snapshot,
  changed: Changed,
  subjects: number,
  fit: Fit,
): Result<Reshaped<FeatureRecord>[]> {
  const gains = changed.map(gainOf);
  const { layers, windows } = windowsOf(changed, gains, subjects, fit);
  if (windows.length === 0 || layers.length === 0) return ok([...changed]);
  const own = new Set(changed.map(({ key }) => keyOf(refOf(key))));
  const others = snapshot
    .near(unionBoxes(windows))
    .filter((one) => layers.includes(one.layer) && !own.has(keyOf(refOf(one))))
    .flatMap(({ geometry }) => (geometry?.kind === 'polygon' ? [geometry] : []))
    .filter(({ box }) => windows.some((window) => boxesIntersect(window, box)))
    .filter((other) => !changed.some(({ key }) => liesIn(key.geometry, other)));
  if (others.length === 0) return ok([...changed]);
  const made = changed.map(({ key, geometry }, i) => {
    const gain = gains[i];
    const taken = gain ? cutByRegions([gain], others)[0]!.inside : null;
    if (taken === null || isEmptyPacked(taken)) return { key, geometry };
    return { key, geometry: cutByRegions([normalisePacked(geometry)], [taken])[0]!.outside };
  });
  if (made.some(({ geometry }) => isEmptyPacked(geometry))) return fail('command.fit-nothing-left');
  if (!fit.fill) return ok(made);
  const inLayers = made.filter(({ key }) => layers.includes(key.layer));
  const filled = fillGaps(
    inLayers.map(({ geometry }) => geometry),
    others,
    gains.flatMap((gain): Box[] => (gain === null ? [] : [gain.box])),
  );
  return ok(
    made.map((one) => {
      const at = inLayers.indexOf(one);
      return at < 0 ? one : { key: one.key, geometry: filled[at]! };
    }),
  );
}

/** What `reshapeGains` looks at; where it cuts is known once the first of that is read. */
export function gainReads(
  snapshot: Snapshot,
  changed: Changed,
  subjects: number,
  fit: Fit,
): NonNullable<ReadPlan['boxes']> {
  const { layers, windows } = windowsOf(changed, changed.map(gainOf), subjects, fit);
  const made = fittedGains(snapshot, changed, subjects, fit);
  const fresh = made.ok
    ? newVertices(made.value.map(({ key, geometry }) => ({ before: key.geometry, after: geometry })))
    : [];
  return [...windows.map((box) => ({ box, layers })), ...boxesAtVertices(fresh)];
}

/**
 * The operations that give features their new shapes, what they win fitted (`fittedGains`). Failures `command.unchanged`
 * (all that would be won is taken), `command.fit-nothing-left`, those of `reshapeMany`.
 */
export function reshapeGains(
  snapshot: Snapshot,
  changed: Changed,
  subjects: number,
  fit: Fit,
): Result<Along> {
  const made = fittedGains(snapshot, changed, subjects, fit);
  if (!made.ok) return made;
  if (made.value.every(({ key, geometry }) => key.geometry !== null && samePacked(geometry, key.geometry)))
    return fail('command.unchanged');
  return reshapeMany(snapshot, { changed: made.value });
}
