import { boxesIntersect, expandBox } from '../geometry/box.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import type { Box } from '../geometry/packed.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';

/** Features of one layer whose box meets another, the feature itself left out. */
export const besides = (snapshot: Snapshot, ref: RecordRef, box: Box): FeatureRecord[] =>
  snapshot
    .near(expandBox(box, STEP_DEGREES))
    .filter((one) => one.layer === ref.table && one.uid !== ref.uid)
    .filter(
      ({ geometry }) => geometry !== null && boxesIntersect(expandBox(geometry.box, STEP_DEGREES), box),
    );

/** Reads the features of some layers round a record that has been read. */
export const readsRound = (snapshot: Snapshot, ref: RecordRef, layers: readonly string[]): ReadPlan => {
  const geometry = snapshot.feature(ref)?.geometry ?? null;
  return geometry === null ? {} : { boxes: [{ box: expandBox(geometry.box, STEP_DEGREES), layers }] };
};
