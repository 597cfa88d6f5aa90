import { z } from 'zod';
import { finite, recordRef, uid } from '../bridge/schemas.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { canonical } from '../geometry/grid.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import { ATTACHMENTS } from '../photo/attachment.ts';
import { PLACED_BY, type Placing } from '../photo/place-photo.ts';
import { fail, ok, type Result } from '../result.ts';
import type { CommandContext, Reason, Snapshot } from './define-command.ts';

/** As many records of evidence as one step writes. */
export const MOST_ATTACHMENTS = 20_000;

export const caption = z.string().max(2000);
export const subject = recordRef.nullable();
const metres = z.number().min(-12_000).max(1_000_000).nullable();

/** Where and when; see `Placing`. */
export const placing = {
  takenAt: z.string().max(40).nullable(),
  timeShiftS: z.number().int().min(-1e9).max(1e9).nullable(),
  placedBy: z.enum(PLACED_BY),
  place: z.tuple([finite.min(-180).max(180), finite.min(-90).max(90)]).nullable(),
  heightM: metres,
  accuracyM: metres,
  bearingDeg: z.number().min(0).max(360).nullable(),
};

export const attachmentRef = (id: string): RecordRef => ({ table: ATTACHMENTS, uid: id });
export const attachmentUids = z.array(uid).min(1).max(MOST_ATTACHMENTS);

export const onFileWritable = (context: CommandContext): true | Reason =>
  context.readOnly ? { key: 'command.reason.read-only' } : true;

/** The columns and the shape of where and when. */
export const placingValue = (one: Placing): { fields: Fields; geometry: Packed | null } => ({
  fields: {
    taken_at: one.takenAt,
    time_shift_s: one.timeShiftS,
    placed_by: one.placedBy,
    height_m: one.heightM,
    accuracy_m: one.accuracyM,
    bearing_deg: one.bearingDeg,
  },
  geometry: one.place === null ? null : packFlat('point', [[one.place.map(canonical)]]),
});

/** A place without a word on where it comes from, or that word without a place. */
export const isHalfPlaced = ({ place, placedBy }: Pick<Placing, 'place' | 'placedBy'>): boolean =>
  (place === null) !== (placedBy === 'none');

/** The columns of what evidence is about. Failure `evidence.subject-gone`. */
export function subjectFields(snapshot: Snapshot, of: RecordRef | null): Result<Fields> {
  if (of !== null && snapshot.feature(of) === undefined) return fail('evidence.subject-gone');
  return ok({ subject_table: of?.table ?? null, subject_uid: of?.uid ?? null });
}
