import type { FieldTask } from '../bridge/exchange-contract.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { canonical } from '../geometry/grid.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';

/** Table of the tasks. */
export const TASKS = 'lantu_task';

/** The fields of a task as it goes out; what is found in the field is added there. */
export const taskFields = (task: FieldTask, rank: number, author: string, time: string): Fields => ({
  kind: task.kind,
  title: task.title,
  note: task.note,
  rule: task.rule,
  subject_table: task.subject?.table ?? null,
  subject_uid: task.subject?.uid ?? null,
  counterpart_layer: task.counterpartLayer,
  severity: task.severity,
  area_m2: task.areaM2,
  rank,
  assignee: task.assignee,
  author,
  time,
});

/** A place as a shape; null for none. */
export const placeShape = (place: FieldTask['place']): Packed | null =>
  place === null ? null : packFlat('point', [[place.map(canonical)]]);

/** Where a task is; null for one without a place. */
export const taskPlace = ({ place }: FieldTask): Packed | null => placeShape(place);
