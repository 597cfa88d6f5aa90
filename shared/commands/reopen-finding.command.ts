import { z } from 'zod';
import { text, uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { MEMORY, MOST_TARGETS } from './finding-target.ts';

/**
 * Takes exceptions back, as one step. What was said stays to be read, with who took it back, when and why.
 *
 * Failures: `command.note-gone` where one is not there, `command.exception-closed` where one was taken back before
 * or is no exception.
 */
export const reopenFinding = defineCommand({
  id: 'reopen-finding',
  label: 'command.reopen-finding',
  params: z.strictObject({ memories: z.array(uid).min(1).max(MOST_TARGETS), note: text }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ memories }) => ({ refs: memories.map((memory) => ({ table: MEMORY, uid: memory })) }),
  run(snapshot, { memories, note }) {
    const refs = [...new Set(memories)].map((memory) => ({ table: MEMORY, uid: memory }));
    for (const ref of refs) {
      const known = snapshot.feature(ref);
      if (known === undefined) return fail('command.note-gone');
      if (known.fields['status'] !== 'exception' || (known.fields['closed'] ?? null) !== null) {
        return fail('command.exception-closed');
      }
    }
    const fields = { closed: snapshot.now, closed_by: snapshot.author, closed_note: note.trim() };
    return ok({
      label: 'history.reopen-finding',
      params: { count: refs.length },
      ops: refs.map((at) => ({ at, kind: 'patch' as const, after: { fields } })),
    });
  },
});
