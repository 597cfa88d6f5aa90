import type { MergeSurvey } from '../../../shared/bridge/exchange-contract.ts';
import type { LeftOut } from '../../../shared/exchange/change-codec.ts';
import type { ChangeSetMeta } from '../../../shared/exchange/change-set.ts';
import type { Reader } from '../../store/read/reader.ts';

/** What was left out of a set that was taken: table, uid, and the fields, or all of it. */
export type LeftRecord = readonly [table: string, uid: string, left: LeftOut];

export interface TakenBefore {
  /** Set where all steps of the set were taken: these very changes, or later ones with them. */
  readonly covered: Exclude<MergeSurvey['before'], null> | null;
  /** Up to this step of the copy everything is here, but for what was left out; 0 for none. */
  readonly seen: number;
  /** What is left out of one of the records, by table and uid. */
  left(table: string, uid: string): LeftOut | undefined;
  /** Revision of what the file keeps of taking this very set; null where it was not taken. */
  readonly rev: number | null;
}

/** A set of the same copy that was taken here. */
interface Taken {
  readonly uuid: string;
  readonly from: number;
  /** Its last step. */
  readonly to: number;
  /** Its last step that is one of the set that is looked at. */
  readonly upTo: number;
  readonly left: readonly LeftRecord[];
}

interface Details {
  readonly from?: number;
  readonly to?: number;
  readonly toId?: string;
  readonly markIds?: readonly string[];
  readonly left?: readonly LeftRecord[];
}

/**
 * Sets of the same copy that were taken, in the order of taking. Steps are known by their identity: two surveyors who
 * opened one package count the same numbers. Where one step is the same, so are all before it.
 */
function takenOf(reader: Reader, meta: ChangeSetMeta): Taken[] {
  const marks = new Map(meta.marks.map(({ seq, id }) => [id, seq]));
  return reader.ownRecords('lantu_exchange').flatMap(({ uid, state }): Taken[] => {
    if (state.fields['kind'] !== 'changes-in') return [];
    const { from, to, toId, markIds, left } = JSON.parse(String(state.fields['details'] ?? '{}')) as Details;
    if (from === undefined || to === undefined || toId === undefined) return [];
    const isWhole = toId === meta.toId || (markIds ?? []).includes(meta.toId);
    const upTo = isWhole ? meta.to : marks.get(toId);
    return upTo === undefined ? [] : [{ uuid: uid, from, to, upTo, left: left ?? [] }];
  });
}

/** The step up to which sets that follow one another without a gap cover the time from `from` on; `from` for none. */
function coveredUpTo(from: number, all: readonly Taken[]): number {
  let at = from;
  for (const next of all.toSorted((a, b) => a.from - b.from)) {
    if (next.from > at) break;
    at = Math.max(at, next.upTo);
  }
  return at;
}

/** What was left out, unless a later taking looked at the same time again. */
function leftOf(all: readonly Taken[]): Map<string, LeftOut> {
  const left = new Map<string, LeftOut>();
  all.forEach((one, i) => {
    const isAgain = all.slice(i + 1).some((later) => later.from <= one.from && later.to >= one.to);
    if (!isAgain) for (const [table, uid, what] of one.left) left.set(`${table} ${uid}`, what);
  });
  return left;
}

/** What was taken of the same copy before, by what the file keeps of each taking. */
export function takenBefore(reader: Reader, meta: ChangeSetMeta): TakenBefore {
  const all = takenOf(reader, meta);
  const upTo = coveredUpTo(meta.from, all);
  const linked = all.filter(({ from }) => from <= upTo);
  const left = leftOf(linked);
  const isSame = linked.some(({ uuid, to }) => uuid === meta.uuid || to === meta.to);
  const own = reader.ownRecords('lantu_exchange').find(({ uid }) => uid === meta.uuid);
  return {
    covered: upTo < meta.to ? null : isSame ? 'done' : 'older',
    seen: upTo > meta.from ? upTo : 0,
    left: (table, uid) => left.get(`${table} ${uid}`),
    rev: own?.rev ?? null,
  };
}
