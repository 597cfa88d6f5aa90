import { isEmptyPacked } from '../geometry/counts.ts';
import type { Reshaped } from '../geometry/shared-edge.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { type Fit, fitReads, fitShapes } from './fit-shape.ts';
import { refOf } from './shared-nodes.ts';
import { boxesAboutAll } from './vertex-places.ts';

type Changed = readonly Reshaped<FeatureRecord>[];

/** New shapes of features fitted to what is there, as the features' layers avoid it; failure `command.fit-nothing-left`. */
export function fitted(
  snapshot: Snapshot,
  shapes: Changed,
  fit: Fit | undefined,
  selves: readonly FeatureRecord[],
): Result<Reshaped<FeatureRecord>[]> {
  if (fit === undefined) return ok([...shapes]);
  const raw = shapes.map(({ key, geometry }) => ({ geometry, layer: key.layer }));
  const made = fitShapes(snapshot, raw, fit, { selves: selves.map(refOf) });
  return made.some(isEmptyPacked)
    ? fail('command.fit-nothing-left')
    : ok(shapes.map(({ key }, i) => ({ key, geometry: made[i]! })));
}

/**
 * New shapes of the subjects (the first so many) and of what follows them, fitted together: followers too where they
 * are of a subject's layer, for they may be drawn over a third.
 */
export function fittedWithFollowers(
  snapshot: Snapshot,
  changed: Changed,
  subjects: number,
  fit: Fit | undefined,
): Result<Reshaped<FeatureRecord>[]> {
  if (fit === undefined) return ok([...changed]);
  const layers = new Set(changed.slice(0, subjects).map(({ key }) => key.layer));
  const keys = changed.map(({ key }) => key);
  const made = fitted(
    snapshot,
    changed.filter(({ key }) => layers.has(key.layer)),
    fit,
    keys,
  );
  return made.ok ? ok([...made.value, ...changed.filter(({ key }) => !layers.has(key.layer))]) : made;
}

/** What `fittedWithFollowers` and writing its result look at; where it cuts is known once that is read. */
export function fitReadsAbout(
  snapshot: Snapshot,
  changed: Changed,
  subjects: number,
  fit: Fit,
): NonNullable<ReadPlan['boxes']> {
  const made = fittedWithFollowers(snapshot, changed, subjects, fit);
  return [
    ...changed.flatMap(({ key, geometry }) => fitReads(geometry.box, fit, key.layer)),
    // The borders that followers are cut along are not known before.
    ...changed.slice(subjects).map(({ geometry }) => ({ box: geometry.box, layers: 'unlocked' as const })),
    ...(made.ok ? boxesAboutAll(made.value.map(({ geometry }) => geometry)) : []),
  ];
}
