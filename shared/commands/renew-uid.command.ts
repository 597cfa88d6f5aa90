import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import type { Fields } from '../model/record.ts';
import { ok } from '../result.ts';
import { labelParams, onOneSelected, writableFeature } from './common.ts';
import { defineCommand } from './define-command.ts';

/** Gives a feature whose uid another layer's feature has too an identity of its own; it says what it came from. */
export const renewUid = defineCommand({
  id: 'renew-uid',
  label: 'command.renew-uid',
  params: z.strictObject({ ref: recordRef }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  run(snapshot, { ref }) {
    const found = writableFeature(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record } = found.value;
    const origin: Fields = 'derived_from' in record.fields ? { derived_from: record.uid } : {};
    return ok({
      label: 'history.renew-uid',
      params: labelParams(layer, record),
      ops: [
        { at: ref, kind: 'delete' },
        {
          at: { table: layer.id, uid: snapshot.newUid() },
          kind: 'put',
          after: { geometry: record.geometry, fields: { ...record.fields, ...origin } },
        },
      ],
    });
  },
});
