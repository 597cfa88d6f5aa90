import type { CommandPreview } from '../../../shared/bridge/store-contract.ts';
import type { Command } from '../../../shared/commands/define-command.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { badParams, draftOf } from './execute.ts';
import type { Session } from './session.ts';
import { takeSnapshot } from './snapshot.ts';

/** Changes of more records than this are not shown before they are made. */
const PREVIEW_LIMIT = 2_000;

/**
 * What a command would do, without doing it: the same draft, nothing written. Failures as `executeCommand`'s, and
 * `store.preview-many`.
 */
export async function previewCommand(
  session: Session,
  command: Command<unknown>,
  raw: unknown,
): Promise<Result<CommandPreview>> {
  const parsed = command.params.safeParse(raw);
  if (!parsed.success) return badParams(command, parsed.error);
  const draft = draftOf(session, command, parsed.data);
  if (!draft.ok) return draft;
  const { label, params, ops } = draft.value;
  const changes: CommandPreview['changes'][number][] = [];
  for await (const { at, kind, after } of ops) {
    if (changes.length >= PREVIEW_LIMIT) return fail('store.preview-many', { limit: PREVIEW_LIMIT });
    const before = takeSnapshot(session, { refs: [at] }).feature(at);
    changes.push({
      at,
      kind,
      before: before?.geometry ?? null,
      after:
        kind === 'delete'
          ? null
          : after?.geometry === undefined
            ? (before?.geometry ?? null)
            : after.geometry,
      fields: { ...before?.fields, ...after?.fields },
    });
  }
  return ok({ label, params, changes });
}
