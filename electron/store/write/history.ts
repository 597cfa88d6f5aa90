import type { HistoryEntry } from '../../../shared/bridge/store-contract.ts';
import type { Committed, LabelParams } from '../../../shared/change/change.ts';
import type { Session } from './session.ts';

interface Row {
  readonly seq: number;
  readonly label: string;
  readonly params: string;
  readonly time: string;
  readonly author: string;
  readonly kind: Committed['kind'];
  readonly records: number;
  readonly min_x: number | null;
  readonly min_y: number;
  readonly max_x: number;
  readonly max_y: number;
}

/** Changes from the newest down, those before `before` (null: from the end). */
export function readHistory(session: Session, before: number | null, limit: number): readonly HistoryEntry[] {
  const rows = session.db
    .prepare(
      `SELECT seq, label, params, time, author, kind, records, min_x, min_y, max_x, max_y FROM lantu_change
       WHERE seq < ? AND seq <= ? ORDER BY seq DESC LIMIT ?`,
    )
    .all(before ?? Number.MAX_SAFE_INTEGER, session.rev, limit) as Row[];
  const current = new Set(session.undo.map((step) => step.seq));
  return rows.map((row) => ({
    seq: row.seq,
    label: row.label,
    params: JSON.parse(row.params) as LabelParams,
    time: row.time,
    author: row.author,
    kind: row.kind,
    records: row.records,
    box: row.min_x === null ? null : [row.min_x, row.min_y, row.max_x, row.max_y],
    current: current.has(row.seq),
  }));
}
