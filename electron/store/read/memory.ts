import type { Remembered } from '../../../shared/check/rematch.ts';
import { decodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { SEVERITIES, type Severity } from '../../../shared/rules/rule.ts';
import type { Cell, Connection } from './connection.ts';

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '');
const textOrNull = (cell: Cell | undefined): string | null =>
  typeof cell === 'string' && cell !== '' ? cell : null;

const numberOrNull = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);
const severityOf = (cell: Cell | undefined): Severity | null =>
  SEVERITIES.find((severity) => severity === cell) ?? null;

/** Null for no shape and for bytes that are none of ours: the memory is then found by key alone. */
function shapeOf(cell: Cell | undefined): Packed | null {
  if (!(cell instanceof Uint8Array)) return null;
  try {
    return decodeGrid(cell);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** In the order `rememberedNotes` takes them. */
const COLUMNS =
  'uid rule subject_table subject_uid counterpart_layer piece_uid shape status note author time reason number assignee ' +
  'due expires area_m2 severity closed closed_by closed_note';

/** A file of an earlier schema that is only read (command line, read-only) lacks the later columns. */
function selection(connection: Connection): string {
  const known = new Set(
    connection
      .query("SELECT name FROM pragma_table_info('lantu_memory')")
      .all()
      .map((row) => row[0]),
  );
  return COLUMNS.split(' ')
    .map((name) => (known.has(name) ? name : 'NULL'))
    .join(', ');
}

/** What people noted on findings and their pieces, in the order it was written. */
export const rememberedNotes = (connection: Connection): Remembered[] =>
  connection
    .query(`SELECT ${selection(connection)} FROM main.lantu_memory ORDER BY fid`)
    .all()
    .map((row) => ({
      uid: textOf(row[0]),
      rule: textOf(row[1]),
      subject: { table: textOf(row[2]), uid: textOf(row[3]) },
      counterpartLayer: textOrNull(row[4]),
      pieceUid: textOrNull(row[5]),
      shape: shapeOf(row[6]),
      status: textOf(row[7]),
      note: textOf(row[8]),
      author: textOf(row[9]),
      time: textOf(row[10]),
      reason: textOrNull(row[11]),
      number: textOrNull(row[12]),
      assignee: textOrNull(row[13]),
      due: textOrNull(row[14]),
      expires: textOrNull(row[15]),
      areaM2: numberOrNull(row[16]),
      severity: severityOf(row[17]),
      closed: textOrNull(row[18]),
      closedBy: textOrNull(row[19]),
      closedNote: textOrNull(row[20]),
    }));
