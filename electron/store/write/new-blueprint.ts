import { fillComputed } from '../../../shared/change/computed-fields.ts';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../../../shared/geometry/box.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import type { RandomBytes } from '../../../shared/model/ids.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields } from '../../../shared/model/record.ts';
import type { Result } from '../../../shared/result.ts';
import { stop } from '../errors.ts';
import { touchContents } from '../geopackage/contents.ts';
import { boxList, packRtree } from '../geopackage/pack-rtree.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { finishLayers, readCatalogue } from '../layer-catalogue.ts';
import { recordTable } from '../record-table.ts';
import type { Db } from '../sqlite.ts';
import { buildFile, layFoundation, type NewBlueprint, type NewBlueprintExtras } from './create.ts';
import { geometryBytes } from './record-writer.ts';
import { slices } from './slices.ts';
import { insertSql } from './statements.ts';

/** A record of a file that is built at once: a feature, or a row of a layer without geometry (quota). */
export interface BulkRecord {
  readonly layer: string;
  readonly uid: string;
  /** Fields by name; computed ones are filled in where they are empty. */
  readonly fields: Fields;
  /** In stored form: on the grid, rings closed and turned (see packMultiPolygon). */
  readonly geometry: Packed | null;
}

export interface BulkReport {
  /** Records written, by layer. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What building needs of its host; fixed values make the same file twice. */
export interface BulkHost {
  now(): Date;
  readonly random: RandomBytes;
}

interface Sink {
  add(record: BulkRecord): void;
  count: number;
  box: Box;
  readonly boxes: ReturnType<typeof boxList>;
  readonly layer: LayerSchema;
}

function openSink(db: Db, layer: LayerSchema): Sink {
  const table = recordTable(layer);
  const insert = db.prepare(insertSql(table));
  return {
    count: 0,
    box: EMPTY_BOX,
    boxes: boxList(),
    layer,
    add({ uid, fields: given, geometry }) {
      const fields = fillComputed(layer, given, geometry);
      const fid = this.count + 1;
      const values: unknown[] = [fid, uid, 0, ...table.columns.map((column) => fields[column] ?? null)];
      if (table.geometry !== null) values.push(geometryBytes(table, geometry));
      insert.run(...values);
      this.count = fid;
      if (geometry === null || isEmptyPacked(geometry)) return;
      this.boxes.add(fid, geometry.box);
      this.box = unionBox(this.box, geometry.box);
    },
  };
}

/**
 * Builds a whole blueprint in one go, with an empty history: tables, records, RTrees filled directly, then index
 * and triggers. Made under a temporary name and renamed; fids are 1, 2, 3 ... in each layer, in the order given.
 *
 * Failures: `store.exists`, `store.unknown-table` (params: table), and those of SQLite.
 */
export async function writeNewBlueprint(
  path: string,
  blueprint: NewBlueprint & NewBlueprintExtras,
  records: Iterable<BulkRecord> | AsyncIterable<BulkRecord>,
  host: BulkHost,
): Promise<Result<BulkReport>> {
  const counts: Record<string, number> = {};
  const built = await buildFile(path, async (db) => {
    layFoundation(db, host, blueprint, blueprint);
    const sinks = new Map(readCatalogue(db).map(({ schema }) => [schema.id, openSink(db, schema)]));
    const slice = slices();
    db.exec('BEGIN');
    for await (const record of records) {
      const sink = sinks.get(record.layer) ?? stop('store.unknown-table', { table: record.layer });
      sink.add(record);
      if (slice.due()) await slice.pause();
    }
    const time = host.now().toISOString();
    for (const [id, { layer, count, box, boxes }] of sinks) {
      counts[id] = count;
      touchContents(db, id, time, isEmptyBox(box) ? null : box);
      if (layer.geometry !== null) await packRtree(db, id, GEOMETRY_COLUMN, boxes);
    }
    finishLayers(db);
    db.exec('COMMIT');
  });
  return built.ok ? { ok: true, value: { counts } } : built;
}
