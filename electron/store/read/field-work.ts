import {
  MOST_TASKS,
  type AttachmentRecord,
  type FieldWork,
  type TaskRecord,
} from '../../../shared/bridge/task-contract.ts';
import { TASKS } from '../../../shared/exchange/tasks.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { FieldValue, RecordRef } from '../../../shared/model/record.ts';
import { ATTACHMENTS } from '../../../shared/photo/attachment.ts';
import { EVIDENCE_KINDS } from '../../../shared/photo/evidence-kind.ts';
import { PLACED_BY } from '../../../shared/photo/place-photo.ts';
import type { StoredRecord } from './changes-since.ts';
import type { Reader } from './reader-types.ts';

const text = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null);
const number = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null);
const one = <T extends string>(known: readonly T[], value: FieldValue | undefined, other: T): T =>
  known.find((name) => name === value) ?? other;

const refOf = (table: FieldValue | undefined, uid: FieldValue | undefined): RecordRef | null =>
  typeof table === 'string' && typeof uid === 'string' ? { table, uid } : null;

const placeOf = (shape: Packed | null): readonly [number, number] | null => {
  const [lon, lat] = shape?.xy ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
};

const taskOf = ({ uid, rev, state: { fields, geometry } }: StoredRecord): TaskRecord => ({
  uid,
  rev,
  kind: one(['finding', 'own'], fields['kind'], 'own'),
  title: text(fields['title']) ?? '',
  note: text(fields['note']) ?? '',
  rule: text(fields['rule']),
  subject: refOf(fields['subject_table'], fields['subject_uid']),
  counterpartLayer: text(fields['counterpart_layer']),
  severity: text(fields['severity']),
  areaM2: number(fields['area_m2']),
  rank: number(fields['rank']),
  assignee: text(fields['assignee']),
  place: placeOf(geometry),
  verdict: text(fields['verdict']),
  verdictNote: text(fields['verdict_note']) ?? '',
  form: text(fields['form']),
  sketch: text(fields['sketch']),
  position: text(fields['position']),
  accuracyM: number(fields['accuracy_m']),
  observer: text(fields['observer']),
  observedAt: text(fields['observed_at']),
  author: text(fields['author']) ?? '',
  time: text(fields['time']) ?? '',
});

const attachmentOf = ({ uid, rev, state: { fields, geometry } }: StoredRecord): AttachmentRecord => ({
  uid,
  rev,
  kind: one(EVIDENCE_KINDS, fields['kind'], 'document'),
  name: text(fields['name']) ?? '',
  mime: text(fields['mime']) ?? '',
  size: number(fields['size']) ?? 0,
  sha256: text(fields['sha256']) ?? '',
  width: number(fields['width']),
  height: number(fields['height']),
  takenAt: text(fields['taken_at']),
  timeShiftS: number(fields['time_shift_s']),
  placedBy: one(PLACED_BY, fields['placed_by'], 'none'),
  place: placeOf(geometry),
  heightM: number(fields['height_m']),
  accuracyM: number(fields['accuracy_m']),
  bearingDeg: number(fields['bearing_deg']),
  caption: text(fields['caption']) ?? '',
  subject: refOf(fields['subject_table'], fields['subject_uid']),
  author: text(fields['author']) ?? '',
  time: text(fields['time']) ?? '',
});

/** The tasks and the evidence of a file, in one state of it. */
export function fieldWork(reader: Reader): FieldWork {
  return reader.within(() => {
    const tasks = reader.ownRecords(TASKS);
    const attachments = reader.ownRecords(ATTACHMENTS);
    return {
      rev: reader.rev(),
      tasks: tasks.slice(0, MOST_TASKS).map(taskOf),
      attachments: attachments.slice(0, MOST_TASKS).map(attachmentOf),
      more: tasks.length > MOST_TASKS || attachments.length > MOST_TASKS,
    };
  });
}
