import { openDatabase } from '../../../electron/store/sqlite.ts';
import { writeGeometryBlob } from '../../../electron/store/geopackage/header.ts';
import type { Reader } from '../../../electron/store/read/reader.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { mapPacked } from '../../../shared/geometry/normalise.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { openBenchStore } from './bench-store.ts';
import { call } from './whole-check.ts';

/** About 20 m: how far a vertex is moved at most. */
const REACH_DEGREES = 2e-4;

/** About 1 m. */
const SHIFT_DEGREES = 1e-5;

/** A vertex of a polygon and where it goes. */
export interface Move {
  readonly ring: number;
  readonly index: number;
  readonly at: readonly [number, number];
  readonly to: readonly [number, number];
}

/** A random vertex and a place near it. */
export function randomMove({ xy, rings }: Packed, random: () => number): Move {
  const ring = Math.floor(random() * (rings.length - 1));
  const index = Math.floor(random() * (rings[ring + 1]! - rings[ring]! - 1));
  const i = 2 * (rings[ring]! + index);
  const at = [xy[i]!, xy[i + 1]!] as const;
  const near = (value: number): number => canonical(value + (random() - 0.5) * 2 * REACH_DEGREES);
  return { ring, index, at, to: [near(at[0]), near(at[1])] };
}

/** The geometry with a vertex moved; the closing point goes with the first. */
function moved(geometry: Packed, { ring, index, to }: Move): Packed {
  const xy = geometry.xy.slice();
  const [from, last] = [geometry.rings[ring]!, geometry.rings[ring + 1]! - 1];
  for (const point of index === 0 ? [from, last] : [from + index]) xy.set(to, 2 * point);
  return { ...geometry, xy };
}

/** A blueprint that is edited by its real writer. */
export interface EditedStore {
  /** Moves a vertex, of all features that share it; null where the store refuses. */
  moveVertex(record: FeatureRecord, move: Move): Promise<Committed | null>;
  /**
   * The same in a layer that is handed down: written by another program, then taken in by ours. Null where a valid
   * shape would become invalid: such a line is not handed down.
   */
  moveOutside(record: FeatureRecord, move: Move): Promise<Committed | null>;
  /** All of a shape put elsewhere, by some steps, in the same way. */
  shiftOutside(record: FeatureRecord): Promise<Committed>;
  close(): Promise<void>;
}

export async function openForEdits(file: string, backupDir: string): Promise<EditedStore> {
  const store = await openBenchStore(file, backupDir);
  let heard: (committed: Committed) => void = () => {};
  store.subscribe(({ committed }) => {
    if (committed) heard(committed);
  });
  const next = (): Promise<Committed> => new Promise((resolve) => (heard = resolve));

  function writeOutside(record: FeatureRecord, geometry: Packed): Promise<Committed> {
    const committed = next();
    const db = openDatabase(file, { readOnly: false });
    db.prepare(`UPDATE "${record.layer}" SET geom = ? WHERE fid = ?`).run(
      writeGeometryBlob(geometry, { multi: true }),
      record.fid,
    );
    db.close();
    // The store looks at the file each second; its timer alone would not keep this process alive.
    const awake = setInterval(() => {}, 1000);
    return committed.finally(() => clearInterval(awake));
  }

  return {
    async moveVertex(record, move) {
      const committed = next();
      const params = { ref: { table: record.layer, uid: record.uid }, ...move, shared: true };
      const done = await store.page.execute({ command: 'move-vertex', params }, call);
      return done.ok ? await committed : null;
    },
    async moveOutside(record, move) {
      const geometry = moved(record.geometry!, move);
      if (isValid(record.geometry!) && !isValid(geometry)) return null;
      return writeOutside(record, geometry);
    },
    shiftOutside: (record) =>
      writeOutside(
        record,
        mapPacked(record.geometry!, (x, y) => [canonical(x + SHIFT_DEGREES), canonical(y + SHIFT_DEGREES)]),
      ),
    close: () => store.shutdown(),
  };
}

/** Fids of a layer. */
export const fidsOf = async (reader: Reader, layer: string): Promise<number[]> => {
  const fids: number[] = [];
  for await (const batch of reader.scan({ layer, fields: [], order: 'fid' })) fids.push(...batch.fids);
  return fids;
};
