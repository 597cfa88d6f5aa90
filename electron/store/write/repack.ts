import type { Box } from '../../../shared/geometry/packed.ts';
import { boxOfBlob } from '../geopackage/header.ts';
import { boxList, packRtree } from '../geopackage/pack-rtree.ts';
import type { RecordTable } from '../record-table.ts';
import { type Db, quoteName } from '../sqlite.ts';
import type { Slices } from './slices.ts';

/** Header of a geometry of ours with its envelope. */
const HEADER_BYTES = 40;
const PAGE = 1_000;

/** Boxes that are known without looking into the rows. */
export interface KnownBoxes {
  /** Rows with a higher fid have theirs here. */
  readonly above: number;
  pages(): Iterable<readonly (readonly [fid: number, ...box: Box])[]>;
}

/**
 * Makes the RTree of a layer anew from the envelopes of its rows, in slices. No effect for a table without one.
 *
 * @param known boxes of the last rows, which are then not read
 */
export async function repackRtree(
  db: Db,
  table: RecordTable,
  slice: Slices,
  known?: KnownBoxes,
): Promise<void> {
  if (table.geometry?.encoding !== 'gpkg') return;
  const column = quoteName(table.geometry.column);
  const name = quoteName(table.name);
  const page = db.prepare(
    `SELECT fid, substr(${column}, 1, ${HEADER_BYTES}) AS head FROM ${name} WHERE fid > ? AND fid <= ? ORDER BY fid LIMIT ${PAGE}`,
  );
  const until = known?.above ?? Number.MAX_SAFE_INTEGER;
  const whole = db.prepare(`SELECT ${column} AS blob FROM ${name} WHERE fid = ?`);
  const boxes = boxList();
  const breathe = (): Promise<void> | undefined => (slice.due() ? slice.pause() : undefined);
  for (let last = -Infinity; ;) {
    const rows = page.all(last, until) as { fid: number; head: Uint8Array | null }[];
    if (rows.length === 0) break;
    for (const { fid, head } of rows) {
      if (head === null) continue;
      // A blob without an envelope was written elsewhere: then the coordinates say.
      const box = boxOfBlob(head) ?? boxOfBlob((whole.get(fid) as { blob: Uint8Array }).blob);
      if (box !== null) boxes.add(fid, box);
    }
    last = rows.at(-1)!.fid;
    await breathe();
  }
  for (const rows of known?.pages() ?? []) {
    for (const [fid, ...box] of rows) boxes.add(fid, box);
    await breathe();
  }
  await packRtree(db, table.name, table.geometry.column, boxes, breathe);
}
