import { PLAN_IDS, type LayerSchema, type PlanId } from '../../../shared/model/layer.ts';
import { STANDINGS, type PlanVersion } from '../../../shared/model/version.ts';
import type { Cell, Connection } from './connection.ts';

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '');

/** Whether any feature of these tables has been written after change `seq`. */
function writtenSince(connection: Connection, seq: number, tables: readonly string[]): boolean {
  return (
    connection
      .query(
        `SELECT 1 FROM lantu_change_item
         WHERE id >= (SELECT first_item FROM lantu_change WHERE seq > ? ORDER BY seq LIMIT 1)
           AND seq > ? AND table_name IN (SELECT value FROM json_each(?)) LIMIT 1`,
      )
      .get(seq, seq, JSON.stringify(tables)) !== undefined
  );
}

/** The named versions of a file, in the order they were named; none in a file of an earlier schema. */
export function namedVersions(connection: Connection, schemas: readonly LayerSchema[]): PlanVersion[] {
  const there = connection.query("SELECT 1 FROM main.sqlite_schema WHERE name = 'lantu_version'").get();
  if (there === undefined) return [];
  const tablesOf = (plan: PlanId | null): string[] =>
    schemas.filter((schema) => plan === null || schema.plan === plan).map(({ id }) => id);
  return connection
    .query(
      `SELECT v.uid, v.name, v.plan, v.seq, v.standing, v.note, v.author, v.time, c.time
       FROM main.lantu_version v LEFT JOIN lantu_change c ON c.seq = v.seq ORDER BY v.fid`,
    )
    .all()
    .map((row) => {
      const plan = PLAN_IDS.find((id) => id === row[2]) ?? null;
      const seq = Number(row[3] ?? 0);
      return {
        uid: textOf(row[0]),
        name: textOf(row[1]),
        plan,
        seq,
        standing: STANDINGS.find((one) => one === row[4]) ?? 'draft',
        note: textOf(row[5]),
        author: textOf(row[6]),
        time: textOf(row[7]),
        stateTime: textOf(row[8]) === '' ? null : textOf(row[8]),
        movedOn: writtenSince(connection, seq, tablesOf(plan)),
      };
    });
}
