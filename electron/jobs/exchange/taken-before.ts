import type { MergeSurvey } from '../../../shared/bridge/exchange-contract.ts';
import type { ChangeSetMeta } from '../../../shared/exchange/change-set.ts';
import type { Reader } from '../../store/read/reader.ts';

export interface TakenBefore {
  readonly before: MergeSurvey['before'];
  /** The newest mark of the set that was taken here; 0 for none. */
  readonly seen: number;
}

interface Taken {
  readonly toId?: unknown;
  readonly markIds?: unknown;
}

/**
 * What was taken of the same copy before, by what the file keeps of each taking. Steps are known by their identity:
 * two surveyors who opened one package count the same numbers.
 */
export function takenBefore(reader: Reader, meta: ChangeSetMeta): TakenBefore {
  const [taken, overtaken] = [new Set<unknown>(), new Set<unknown>()];
  for (const { uid, state } of reader.ownRecords('lantu_exchange')) {
    if (state.fields['kind'] !== 'changes-in') continue;
    taken.add(uid);
    const { toId, markIds } = JSON.parse(String(state.fields['details'] ?? '{}')) as Taken;
    taken.add(toId);
    if (Array.isArray(markIds)) for (const id of markIds) overtaken.add(id);
  }
  const seen = meta.marks.findLast(({ id }) => taken.has(id))?.seq ?? 0;
  if (taken.has(meta.uuid) || taken.has(meta.toId)) return { before: 'done', seen };
  return { before: overtaken.has(meta.toId) ? 'older' : null, seen };
}
