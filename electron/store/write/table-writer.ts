import { convertValue } from '../../../shared/change/convert-value.ts';
import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { sameTable, type FieldPair, type SchemaDiff } from '../../../shared/model/schema-diff.ts';
import { StoreFailure } from '../errors.ts';
import { addColumn, dropColumn, dropWatch, renameColumn } from '../geopackage/alter-table.ts';
import { contentsBox } from '../geopackage/contents.ts';
import { columnType, createLayerTriggers } from '../geopackage/schema-ddl.ts';
import { encodeImage } from '../record-image.ts';
import { quoteName, quoteText } from '../sqlite.ts';
import type { WriteTarget } from './record-writer.ts';
import type { Slices } from './slices.ts';

/** How long work on a table goes about its business. */
export interface LayerWork {
  readonly signal: AbortSignal;
  readonly slice: Slices;
  /** An undo or redo: values are moved as they are, and what they were comes from the history. */
  readonly exact: boolean;
}

/** Gives the message loop its turn when it is due. Failure `cancelled`. */
export async function breathe({ signal, slice }: LayerWork): Promise<void> {
  if (!slice.due()) return;
  if (signal.aborted) throw new StoreFailure({ code: 'cancelled' });
  await slice.pause();
}

/** Rows read at a time. */
const PAGE = 1_000;
/** The column that a retyped one is built in. */
const BUILDING = 'lantu_building';

interface Cell {
  readonly fid: number;
  readonly uid: string;
  readonly revision: number | null;
  readonly value: FieldValue | Uint8Array;
}

/** Brings the table of a layer from one schema to another. Values that go, or change, are in the history before. */
export async function alterTable(
  target: WriteTarget,
  before: LayerSchema,
  after: LayerSchema,
  diff: SchemaDiff,
  work: LayerWork,
): Promise<void> {
  if (sameTable(diff)) return;
  const { db } = target;
  // Statements compiled for the columns as they were.
  target.statements.clear();
  dropWatch(db, before);
  for (const field of diff.dropped) {
    await noteColumn(target, before, field, work);
    dropColumn(db, before.id, field.name);
  }
  for (const pair of diff.renamed) renameColumn(db, before.id, pair.before.name, pair.after.name);
  for (const pair of diff.retyped) await convertColumn(target, before, pair, work);
  for (const field of diff.added) addColumn(db, after.id, field);
  createLayerTriggers(db, after);
  target.statements.clear();
}

/** The rows that meet a condition, in pages, so that no cursor stays open. */
async function eachRow(
  target: WriteTarget,
  table: string,
  column: string,
  where: string,
  work: LayerWork,
  use: (cell: Cell) => void,
): Promise<number> {
  const page = target.statements.get(
    `SELECT fid, uid, revision, ${quoteName(column)} AS value FROM ${quoteName(table)}
     WHERE fid > ? AND ${where} ORDER BY fid LIMIT ${PAGE}`,
  );
  let count = 0;
  for (let rows = page.all(-Infinity) as Cell[]; rows.length > 0;) {
    for (const row of rows) use(row);
    count += rows.length;
    await breathe(work);
    rows = page.all(rows.at(-1)!.fid) as Cell[];
  }
  return count;
}

/**
 * Puts what rows that meet a condition hold in a column into the history, by statements over many rows at a time, and
 * marks them as changed.
 *
 * @param named what the history calls the column
 */
async function noteRows(
  target: WriteTarget,
  table: string,
  named: string,
  column: string,
  where: string,
  work: LayerWork,
): Promise<number> {
  const { db } = target;
  const name = quoteName(table);
  const value = quoteName(column);
  const note = db.prepare(
    `INSERT INTO lantu_change_item (seq, table_name, uid, fid, op, before)
     SELECT ?, ?, uid, fid, 'patch', lantu_image('revision', revision, ${quoteText(named)}, ${value})
     FROM ${name} WHERE fid > ? AND fid <= ? AND ${where} ORDER BY fid`,
  );
  const mark = db.prepare(`UPDATE ${name} SET revision = ? WHERE fid > ? AND fid <= ? AND ${where}`);
  const page = db.prepare(
    `SELECT max(fid) AS fid FROM (SELECT fid FROM ${name} WHERE fid > ? ORDER BY fid LIMIT ${PAGE})`,
  );
  let count = 0;
  for (let from = -Infinity; ;) {
    const { fid: to } = page.get(from) as { fid: number | null };
    if (to === null) return count;
    count += note.run(target.seq, table, from, to).changes;
    mark.run(target.seq, from, to);
    from = to;
    await breathe(work);
  }
}

/** Puts what a row holds in one column into the history. */
function noteValue(target: WriteTarget, table: string, column: string, cell: Cell): void {
  const value = cell.value instanceof Uint8Array ? null : cell.value;
  const image = { fields: { revision: cell.revision, [column]: value }, geometry: undefined };
  target.note(table, cell.uid, cell.fid, 'patch', encodeImage(image, null));
}

/** Says that values of these columns changed, anywhere in the layer. */
function touchAll(target: WriteTarget, layer: LayerSchema, count: number, fields: readonly string[]): void {
  if (count === 0) return;
  const box = layer.geometry === null ? null : contentsBox(target.db, layer.id);
  target.touched.bulk(layer.id, count, 'after', box, fields);
}

/** Puts all values of a column that is about to go into the history. */
async function noteColumn(
  target: WriteTarget,
  layer: LayerSchema,
  field: Field,
  work: LayerWork,
): Promise<void> {
  const filled = `${quoteName(field.name)} IS NOT NULL`;
  const count = await noteRows(target, layer.id, field.name, field.name, filled, work);
  touchAll(target, layer, count, [field.name]);
}

/**
 * Gives a column another type. Every value that does not come out the same goes into the history, under the name the
 * column had before.
 */
async function convertColumn(
  target: WriteTarget,
  layer: LayerSchema,
  { before, after }: FieldPair,
  work: LayerWork,
): Promise<void> {
  const { db } = target;
  const table = quoteName(layer.id);
  const column = quoteName(after.name);
  const inPlace = columnType(before) === columnType(after);
  // What the values were comes back from the history, and the column holds both kinds.
  if (inPlace && work.exact) return;
  const building = inPlace ? after.name : BUILDING;
  if (!inPlace) addColumn(db, layer.id, { ...after, name: BUILDING });
  const write = db.prepare(`UPDATE ${table} SET ${quoteName(building)} = ?, revision = ? WHERE fid = ?`);
  let count = 0;
  if (work.exact) {
    db.exec(`UPDATE ${table} SET ${quoteName(BUILDING)} = ${column} WHERE ${column} IS NOT NULL`);
    // The other kind of column may have kept a value in another form (a text of digits as a number).
    count = await noteRows(
      target,
      layer.id,
      before.name,
      after.name,
      `+${column} IS NOT +${quoteName(BUILDING)}`,
      work,
    );
  } else {
    await eachRow(target, layer.id, after.name, `${column} IS NOT NULL`, work, (cell) => {
      const { value } = cell.value instanceof Uint8Array ? { value: null } : convertValue(cell.value, after);
      if (value === cell.value) {
        if (!inPlace) write.run(value, cell.revision, cell.fid);
        return;
      }
      noteValue(target, layer.id, before.name, cell);
      write.run(value, target.seq, cell.fid);
      count += 1;
    });
  }
  touchAll(target, layer, count, [...new Set([before.name, after.name])]);
  if (inPlace) return;
  // Statements of this table are compiled anew below.
  target.statements.clear();
  dropColumn(db, layer.id, after.name);
  renameColumn(db, layer.id, BUILDING, after.name);
}
