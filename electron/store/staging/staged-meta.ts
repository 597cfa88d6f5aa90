import type { Box } from '../../../shared/geometry/packed.ts';
import type { LabelParams } from '../../../shared/change/change.ts';
import { allRows, getRow } from '../sqlite.ts';
import type { Session } from '../write/session.ts';

/** What a staging file says of one of its layers. */
export interface StagedMeta {
  /** Number at the end of the names of its tables. */
  readonly n: number;
  readonly layer: string;
  readonly title: string;
  readonly count: number;
  readonly changed: number;
  readonly gone: number;
  /** Of what is added. */
  readonly box: Box | null;
}

interface Row extends Omit<StagedMeta, 'box'> {
  readonly a: number | null;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** The layers of the attached staging file; undefined where it was not finished, or is none. */
export function readMeta(session: Session): readonly StagedMeta[] | undefined {
  try {
    const rows = allRows<Row>(
      session.db,
      `SELECT n, layer, title, count, changed, gone, min_x a, min_y b, max_x c, max_y d
       FROM staging.staged_meta ORDER BY n`,
    );
    // A step may change records of our own tables alone; what was not finished has no record of the step.
    const isFinished = getRow(session.db, 'SELECT 1 AS one FROM staging.staged_record') !== undefined;
    return !isFinished
      ? undefined
      : rows.map(({ a, b, c, d, ...meta }) => ({ ...meta, box: a === null ? null : [a, b, c, d] }));
  } catch {
    return undefined;
  }
}

/** What the attached staging file wants the history to keep of the step. */
export function readRecord(session: Session): LabelParams {
  const row = getRow<{ params: string }>(session.db, 'SELECT params FROM staging.staged_record');
  return row === undefined ? {} : (JSON.parse(row.params) as LabelParams);
}
