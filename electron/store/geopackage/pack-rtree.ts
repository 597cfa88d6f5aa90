import type { Box } from '../../../shared/geometry/packed.ts';
import { type Db, quoteName } from '../sqlite.ts';
import { createRtree, rtreeName } from './rtree.ts';

/*
 * Fills an RTree in one pass instead of one insertion a row: entries are sorted into tiles (sort-tile-recursive)
 * and written as the nodes SQLite keeps in its shadow tables. About ten times faster than inserting, and the
 * tree is tighter. Node format (SQLite, ext/rtree/rtree.c): depth of the tree (root only), number of cells, then
 * for each cell a 64-bit id and its coordinates as 32-bit floats, all big-endian.
 */

const NODE_HEADER_BYTES = 4;
const CELL_BYTES = 8 + 4 * 4;
/** RTREE_MAXCELLS of SQLite. */
const MAX_CELLS = 51;
/** Nodes are left a little room, so that the next edits do not split every one of them. */
const FILL = 45;

/** Called now and then during long work; what it returns is waited for. */
export type Breathe = () => Promise<void> | undefined;

/** Boxes by id, as flat arrays: what a batch collects while it writes its rows. */
export interface BoxList {
  add(id: number, box: Box): void;
  readonly count: number;
}

interface Entries {
  readonly ids: number[];
  /** minx, maxx, miny, maxy of each, already rounded outward to 32 bits. */
  readonly sides: number[];
}

const f32 = Math.fround;
const FLOAT = new Float32Array(1);
const BITS = new Int32Array(FLOAT.buffer);

/** The next 32-bit float in a direction. */
function neighbour(value: number, up: boolean): number {
  FLOAT[0] = value;
  if (value === 0) return up ? 1.401298464324817e-45 : -1.401298464324817e-45;
  BITS[0]! += value > 0 === up ? 1 : -1;
  return FLOAT[0];
}
const roundDown = (value: number): number => (f32(value) > value ? neighbour(f32(value), false) : f32(value));
const roundUp = (value: number): number => (f32(value) < value ? neighbour(f32(value), true) : f32(value));

export function boxList(): BoxList & { readonly entries: Entries } {
  const entries: Entries = { ids: [], sides: [] };
  return {
    entries,
    add(id, [minX, minY, maxX, maxY]) {
      entries.ids.push(id);
      entries.sides.push(roundDown(minX), roundUp(maxX), roundDown(minY), roundUp(maxY));
    },
    get count() {
      return entries.ids.length;
    },
  };
}

/** Order of entries in which runs of `FILL` make compact tiles: slices by x, then by y within each. */
function tiled({ ids, sides }: Entries): Int32Array {
  const order = Int32Array.from(ids.keys());
  const x = (i: number): number => sides[4 * i]! + sides[4 * i + 1]!;
  const y = (i: number): number => sides[4 * i + 2]! + sides[4 * i + 3]!;
  order.sort((a, b) => x(a) - x(b) || a - b);
  const nodes = Math.ceil(ids.length / FILL);
  const slice = FILL * Math.ceil(nodes / Math.ceil(Math.sqrt(nodes)));
  for (let from = 0; from < order.length; from += slice) {
    order.subarray(from, from + slice).sort((a, b) => y(a) - y(b) || a - b);
  }
  return order;
}

/** The blob of one node, and the box around its cells. */
function encodeNode(
  entries: Entries,
  members: Int32Array,
  depth: number,
  size: number,
): [Uint8Array, number[]] {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, depth);
  view.setUint16(2, members.length);
  const around = [Infinity, -Infinity, Infinity, -Infinity];
  members.forEach((member, cell) => {
    const at = NODE_HEADER_BYTES + cell * CELL_BYTES;
    view.setBigInt64(at, BigInt(entries.ids[member]!));
    for (let side = 0; side < 4; side++) {
      const value = entries.sides[4 * member + side]!;
      view.setFloat32(at + 8 + 4 * side, value);
      around[side] = side % 2 === 0 ? Math.min(around[side]!, value) : Math.max(around[side]!, value);
    }
  });
  return [bytes, around];
}

/**
 * Makes the RTree of a table anew from `boxes`, in place of whatever it held. To be called inside a transaction.
 * The virtual table is dropped and made again, so a rollback brings the old one back whole.
 */
export async function packRtree(
  db: Db,
  table: string,
  column: string,
  boxes: ReturnType<typeof boxList>,
  breathe: Breathe = () => undefined,
): Promise<void> {
  const name = rtreeName(table, column);
  db.exec(`DROP TABLE IF EXISTS ${quoteName(name)}`);
  createRtree(db, table, column);
  if (boxes.count === 0) return;
  // Shadow tables are guarded against SQL that comes from anywhere; here it is ours alone.
  db.unsafeMode(true);
  try {
    await writeNodes(db, name, boxes.entries, breathe);
  } finally {
    db.unsafeMode(false);
  }
}

async function writeNodes(db: Db, name: string, entries: Entries, breathe: Breathe): Promise<void> {
  const root = db
    .prepare(`SELECT length(data) AS size FROM ${quoteName(`${name}_node`)} WHERE nodeno = 1`)
    .get() as {
    size: number;
  };
  const node = db.prepare(`INSERT OR REPLACE INTO ${quoteName(`${name}_node`)} VALUES (?, ?)`);
  const leafOf = db.prepare(`INSERT INTO ${quoteName(`${name}_rowid`)} (rowid, nodeno) VALUES (?, ?)`);
  const parentOf = db.prepare(
    `INSERT INTO ${quoteName(`${name}_parent`)} (nodeno, parentnode) VALUES (?, ?)`,
  );
  const leaves: number[] = [];
  let level = entries;
  let nextNode = 2;
  for (let height = 0; ; height++) {
    const fits = level.ids.length <= MAX_CELLS;
    const order = fits ? Int32Array.from(level.ids.keys()) : tiled(level);
    const above: Entries = { ids: [], sides: [] };
    const perNode = fits ? order.length : FILL;
    for (let from = 0; from < order.length; from += perNode) {
      const members = order.subarray(from, from + perNode);
      const number = fits ? 1 : nextNode++;
      const [bytes, around] = encodeNode(level, members, fits ? height : 0, root.size);
      node.run(number, bytes);
      for (const member of members) {
        if (height === 0) leaves[member] = number;
        else parentOf.run(level.ids[member], number);
      }
      above.ids.push(number);
      above.sides.push(...around);
      await breathe();
    }
    if (fits) break;
    level = above;
  }
  // In the order of ids, so that the table grows at its end.
  const { ids } = entries;
  let done = 0;
  for (const i of Int32Array.from(ids.keys()).sort((a, b) => ids[a]! - ids[b]!)) {
    leafOf.run(ids[i], leaves[i]);
    if (++done % 500 === 0) await breathe();
  }
}
