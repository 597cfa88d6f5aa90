import { z } from 'zod';
import { finite, layerId, packed, uid } from '../bridge/schemas.ts';
import type { Op } from '../change/change.ts';
import type { Fields } from '../model/record.ts';
import type { Severity } from '../rules/rule.ts';
import type { Snapshot } from './define-command.ts';

/** The table of what people say of findings. */
export const MEMORY = 'lantu_memory';

const SEVERITY = ['blocking', 'error', 'warning', 'notice'] as const satisfies readonly Severity[];

/** Who a finding is about; a layer as a whole has an empty uid. */
export const findingSubject = z.strictObject({ table: layerId, uid: z.string().max(64) });

/**
 * What is spoken of: a finding, or with `piece` (uid of the counterpart) one of its pieces, as it is now. `shape`
 * is the ground it covers, by which it is found again when things move; null where it covers none.
 */
export const findingTarget = z.strictObject({
  rule: z.string().min(1).max(100),
  subject: findingSubject,
  counterpartLayer: layerId.nullable(),
  piece: uid.nullable(),
  shape: packed.nullable(),
  areaM2: finite.nonnegative(),
  severity: z.enum(SEVERITY),
});
export type FindingTarget = z.infer<typeof findingTarget>;

/** As many findings as one change may speak of. */
export const MOST_TARGETS = 50_000;
export const findingTargets = z.array(findingTarget).min(1).max(MOST_TARGETS);

/** A day, `2026-11-22`, that there is. */
export const day = z.iso.date();

/** A new word on one target, said by who gives the command. Words are added and never written over. */
export const wordOf = (snapshot: Snapshot, target: FindingTarget, fields: Fields): Op => ({
  at: { table: MEMORY, uid: snapshot.newUid() },
  kind: 'put',
  after: {
    fields: {
      rule: target.rule,
      subject_table: target.subject.table,
      subject_uid: target.subject.uid,
      counterpart_layer: target.counterpartLayer,
      piece_uid: target.piece,
      area_m2: target.areaM2,
      severity: target.severity,
      author: snapshot.author,
      time: snapshot.now,
      note: '',
      ...fields,
    },
    geometry: target.shape,
  },
});
