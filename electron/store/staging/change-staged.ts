import { stop } from '../errors.ts';
import type { RecordTable } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';
import { deleteRecord, findByUid, patchRecord, type Row, type WriteTarget } from '../write/record-writer.ts';
import { slices } from '../write/slices.ts';
import { breathe, type Call } from './move-in.ts';
import type { StagedMeta } from './staged-meta.ts';

/** Rows read at a time; no cursor stays open while the loop turns. */
const PAGE = 200;

/**
 * Refuses to add a feature that is there by now: its uid was free when the step was made ready. Failure
 * `store.staging-taken` (layer).
 */
export function refuseTaken(target: WriteTarget, table: RecordTable, { n, layer }: StagedMeta): void {
  const name = quoteName(table.name);
  if (target.db.prepare(`SELECT 1 FROM main.${name} LIMIT 1`).get() === undefined) return;
  const taken = `SELECT 1 FROM staging.staged_${n} s JOIN main.${name} t ON t.uid = s.uid LIMIT 1`;
  if (target.db.prepare(taken).get() !== undefined) stop('store.staging-taken', { layer });
}

/**
 * Refuses a step whose layer has moved on since it was made ready: a feature to be added that is there by now, one to
 * be changed or deleted that is gone or was edited. Failure `store.staging-stale` (layer).
 */
export function refuseMoved(target: WriteTarget, table: RecordTable, { n, layer }: StagedMeta): void {
  const name = quoteName(table.name);
  const added = `SELECT 1 FROM staging.staged_${n} s JOIN main.${name} t ON t.uid = s.uid LIMIT 1`;
  const moved = (staged: string): string =>
    `SELECT 1 FROM staging.${staged} s LEFT JOIN main.${name} t ON t.uid = s.uid
     WHERE t.fid IS NULL OR t.revision IS NOT s.revision LIMIT 1`;
  for (const sql of [added, moved(`changed_${n}`), moved(`gone_${n}`)])
    if (target.db.prepare(sql).get() !== undefined) stop('store.staging-stale', { layer });
}

/** Deletes the features that go. */
export async function removeStaged(
  target: WriteTarget,
  table: RecordTable,
  meta: StagedMeta,
  call: Call,
): Promise<void> {
  const page = target.db.prepare(
    `SELECT id, uid FROM staging.gone_${meta.n} WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
  );
  const slice = slices();
  let done = 0;
  for (let last = 0; ;) {
    const rows = page.all(last) as { id: number; uid: string }[];
    if (rows.length === 0) return;
    for (const { uid } of rows) deleteRecord(target, table, there(target, table, uid, meta));
    last = rows.at(-1)!.id;
    done += rows.length;
    if (slice.due()) await breathe(call, slice, 'history.stage-remove', done / meta.gone);
  }
}

/** Writes the features that change, each with its own columns. */
export async function changeStaged(
  target: WriteTarget,
  table: RecordTable,
  meta: StagedMeta,
  call: Call,
): Promise<void> {
  const page = target.db.prepare(
    `SELECT * FROM staging.changed_${meta.n} WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
  );
  const slice = slices();
  let done = 0;
  for (let last = 0; ;) {
    const rows = page.all(last) as ({ id: number; uid: string; written: string } & Record<string, unknown>)[];
    if (rows.length === 0) return;
    for (const row of rows) {
      const written = JSON.parse(row.written) as string[];
      const fields = Object.fromEntries(
        written
          .filter((column) => column !== 'geom')
          .map((column): [string, string | number | null] => [column, plain(row[column])]),
      );
      const geom = written.includes('geom') ? (row['geom'] as Uint8Array | null) : undefined;
      patchRecord(target, table, there(target, table, row.uid, meta), fields, geom);
    }
    last = rows.at(-1)!.id;
    done += rows.length;
    if (slice.due()) await breathe(call, slice, 'history.stage-write', done / meta.changed);
  }
}

const plain = (value: unknown): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

const there = (target: WriteTarget, table: RecordTable, uid: string, { layer }: StagedMeta): Row =>
  findByUid(target, table, uid) ?? stop('store.staging-stale', { layer });
