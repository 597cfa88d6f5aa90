import { z } from 'zod';
import { layerId, packed, text, uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { findingSubject } from './finding-target.ts';

/** What a person can say of a finding: looked at, to be followed up, or a note alone. */
export const FINDING_STATUSES = ['seen', 'follow-up', 'note'] as const;

/**
 * Keeps a person's word on a finding, or with `piece` on one of its pieces. `memory` names the record written
 * before; null makes a new one. `shape` is the geometry it was said of, so that it can be matched again when
 * things move.
 */
export const noteFinding = defineCommand({
  id: 'note-finding',
  label: 'command.note-finding',
  params: z.strictObject({
    memory: uid.nullable(),
    rule: z.string().min(1).max(100),
    subject: findingSubject,
    counterpartLayer: layerId.nullable(),
    piece: uid.nullable(),
    status: z.enum(FINDING_STATUSES),
    note: text,
    shape: packed.nullable(),
  }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ memory }) => ({ refs: memory === null ? [] : [{ table: 'lantu_memory', uid: memory }] }),
  run(snapshot, params) {
    const known =
      params.memory === null ? undefined : snapshot.feature({ table: 'lantu_memory', uid: params.memory });
    if (params.memory !== null && known === undefined) return fail('command.note-gone');
    return ok({
      label: 'history.note-finding',
      params: { rule: params.rule, status: params.status },
      ops: [
        {
          at: { table: 'lantu_memory', uid: params.memory ?? snapshot.newUid() },
          kind: 'put',
          after: {
            fields: {
              rule: params.rule,
              subject_table: params.subject.table,
              subject_uid: params.subject.uid,
              counterpart_layer: params.counterpartLayer,
              piece_uid: params.piece,
              status: params.status,
              note: params.note,
              author: snapshot.author,
              time: snapshot.now,
            },
            geometry: params.shape,
          },
        },
      ],
    });
  },
});
