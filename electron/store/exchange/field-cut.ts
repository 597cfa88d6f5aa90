import type { Box } from '../../../shared/geometry/packed.ts';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../../../shared/geometry/box.ts';
import type { FieldPackage } from '../../../shared/exchange/change-set.ts';
import type { CutTask, FieldCut } from '../../../shared/exchange/field-cut.ts';
import { encodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { readFacts } from '../blueprint-facts.ts';
import { dropLayerTable } from '../geopackage/alter-table.ts';
import { touchContents } from '../geopackage/contents.ts';
import { boxList, packRtree } from '../geopackage/pack-rtree.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { addLayer, catalogueRow, finishLayers, readCatalogue, type LayerCells } from '../layer-catalogue.ts';
import {
  ATTACHMENT_TABLE,
  MEMORY_TABLE,
  recordTable,
  TASK_TABLE,
  type RecordTable,
} from '../record-table.ts';
import { allRows, getRow, quoteName, type Db } from '../sqlite.ts';
import { putReferences } from '../write/backgrounds.ts';
import { buildFile, layFoundation } from '../write/create.ts';
import type { BulkHost } from '../write/new-blueprint.ts';
import { insertSql } from '../write/statements.ts';

const OFFICE = 'office';
const PAGE = 500;

/** The layers of the office, with their fields, order and look. */
function copyCatalogue(db: Db, time: string): void {
  const cells = allRows<LayerCells>(
    db,
    `SELECT schema, visible, locked, opacity, draw_order, style FROM ${OFFICE}.lantu_layer ORDER BY fid`,
  );
  for (const { schema } of readCatalogue(db)) dropLayerTable(db, schema);
  db.exec('DELETE FROM lantu_layer');
  for (const row of cells) {
    const { schema, visible, locked, order } = catalogueRow(row);
    addLayer(db, schema, { visible, locked, order }, time);
    db.prepare('UPDATE lantu_layer SET opacity = ?, style = ? WHERE uid = ?').run(
      row.opacity,
      row.style,
      schema.id,
    );
  }
}

/** Copies features where they lie, with fid and uid; their boxes come from the index of the office. */
async function copyLayer(db: Db, table: RecordTable, fids: readonly number[], time: string): Promise<number> {
  const name = quoteName(table.name);
  const columns = [...table.columns, ...(table.geometry === null ? [] : [table.geometry.column])]
    .map(quoteName)
    .join(', ');
  const marks = Array.from({ length: PAGE }, () => '?').join(', ');
  const copy = db.prepare(
    `INSERT INTO main.${name} (fid, uid, revision, ${columns})
     SELECT fid, uid, 0, ${columns} FROM ${OFFICE}.${name} WHERE fid IN (${marks}) ORDER BY fid`,
  );
  const boxes = boxList();
  const sides =
    table.geometry === null
      ? null
      : db.prepare(
          `SELECT id, minx, maxx, miny, maxy FROM ${OFFICE}.${quoteName(rtreeName(table.name, GEOMETRY_COLUMN))}
           WHERE id IN (${marks})`,
        );
  let extent: Box = EMPTY_BOX;
  let count = 0;
  const sorted = [...fids].sort((a, b) => a - b);
  for (let from = 0; from < sorted.length; from += PAGE) {
    const page = sorted.slice(from, from + PAGE);
    const values = [...page, ...Array.from({ length: PAGE - page.length }, () => null)];
    count += copy.run(...values).changes;
    for (const row of (sides?.all(...values) ?? []) as {
      id: number;
      minx: number;
      maxx: number;
      miny: number;
      maxy: number;
    }[]) {
      const one: Box = [row.minx, row.miny, row.maxx, row.maxy];
      boxes.add(row.id, one);
      extent = unionBox(extent, one);
    }
    await new Promise(setImmediate);
  }
  touchContents(db, table.name, time, isEmptyBox(extent) ? null : extent);
  if (table.geometry !== null) await packRtree(db, table.name, GEOMETRY_COLUMN, boxes);
  return count;
}

const hasTable = (db: Db, name: string): boolean =>
  getRow(db, `SELECT 1 AS one FROM ${OFFICE}.sqlite_schema WHERE name = ?`, name) !== undefined;

/** What people said of the features that go along, and the evidence that hangs on them, with its bytes. */
function copyAbout(db: Db, there: (table: string, uid: string) => boolean): void {
  for (const { name, columns, geometry } of [MEMORY_TABLE, ATTACHMENT_TABLE]) {
    if (!hasTable(db, name)) continue;
    const known = new Set(
      allRows<{ name: string }>(db, `SELECT name FROM pragma_table_info('${name}', '${OFFICE}')`).map(
        (one) => one.name,
      ),
    );
    const list = ['uid', ...columns, ...(geometry === null ? [] : [geometry.column])].filter((one) =>
      known.has(one),
    );
    const rows = allRows<Record<string, unknown>>(
      db,
      `SELECT ${list.map(quoteName).join(', ')} FROM ${OFFICE}.${quoteName(name)} ORDER BY fid`,
    );
    const insert = db.prepare(
      `INSERT INTO main.${quoteName(name)} (revision, ${list.map(quoteName).join(', ')})
       VALUES (0, ${list.map(() => '?').join(', ')})`,
    );
    for (const row of rows)
      if (there(String(row['subject_table']), String(row['subject_uid'])))
        insert.run(...list.map((one) => row[one]));
  }
  if (hasTable(db, 'lantu_blob'))
    db.exec(`INSERT INTO main.lantu_blob (sha256, size, content)
      SELECT sha256, size, content FROM ${OFFICE}.lantu_blob WHERE sha256 IN (
        SELECT sha256 FROM main.lantu_attachment UNION SELECT preview_sha256 FROM main.lantu_attachment)`);
}

function putTasks(db: Db, tasks: readonly CutTask[]): void {
  const insert = db.prepare(insertSql(TASK_TABLE));
  for (const { uid, fields, place } of tasks)
    insert.run(
      null,
      uid,
      0,
      ...TASK_TABLE.columns.map((column) => fields[column] ?? null),
      place === null ? null : encodeGrid(place),
    );
}

/**
 * Cuts a blueprint of its own out of another one: the named features with their uids, all layers with their fields and
 * look, the ruleset, what people said of those features, and tasks. It has an empty history, so that everything
 * done in it later is a change against the cut. The office is read in one state, and only read.
 *
 * @returns what the cut says of itself; failures as those of building a file
 */
export async function cutBlueprint(
  path: string,
  cut: FieldCut,
  host: BulkHost,
): Promise<Result<FieldPackage>> {
  let field: FieldPackage | null = null;
  const built = await buildFile(path, async (db) => {
    db.prepare(`ATTACH ? AS ${OFFICE}`).run(cut.source);
    const facts = new Map(
      allRows<{ uid: string; value: string | null }>(db, `SELECT uid, value FROM ${OFFICE}.lantu_info`).map(
        ({ uid, value }) => [uid, value] as const,
      ),
    );
    const number = (name: string): number | null => {
      const value = facts.get(name) ?? null;
      return value === null || value === '' ? null : Number(value);
    };
    const own = facts.get('ruleset') ?? null;
    layFoundation(
      db,
      host,
      {
        name: cut.field.name,
        countyCode: cut.field.county.code,
        countyName: cut.field.county.name,
        zoneEpsg: number('zone_epsg'),
        classification: cut.field.classification,
      },
      {
        baseYear: number('base_year'),
        planYear: number('plan_year'),
        residentPopulation: number('resident_population'),
        fictional: facts.get('fictional') === '1',
        ...(own !== null && { ruleset: { version: facts.get('ruleset_version') ?? '', record: own } }),
      },
    );
    const time = host.now().toISOString();
    db.exec('BEGIN');
    const baseSeq =
      getRow<{ seq: number | null }>(db, `SELECT max(seq) seq FROM ${OFFICE}.lantu_change`)?.seq ?? 0;
    copyCatalogue(db, time);
    const counts: { layer: string; count: number }[] = [];
    for (const { schema } of readCatalogue(db)) {
      const fids = cut.layers.get(schema.id) ?? [];
      const count = await copyLayer(db, recordTable(schema), fids, time);
      if (count > 0) counts.push({ layer: schema.id, count });
    }
    finishLayers(db);
    const layers = new Set(readCatalogue(db).map(({ schema }) => schema.id));
    copyAbout(
      db,
      (table, uid) =>
        layers.has(table) &&
        getRow(db, `SELECT 1 AS one FROM main.${quoteName(table)} WHERE uid = ?`, uid) !== undefined,
    );
    putTasks(db, cut.tasks);
    field = { ...cut.field, baseSeq, layers: counts, tasks: cut.tasks.length };
    db.prepare('INSERT INTO lantu_info (uid, revision, value) VALUES (?, 0, ?)').run(
      'field_package',
      JSON.stringify(field),
    );
    if (cut.basemap !== null) {
      const { name, fileName } = cut.basemap;
      putReferences(db, [{ name, fileName, relative: fileName, picture: false }]);
    }
    db.exec('COMMIT');
    db.exec(`DETACH ${OFFICE}`);
    const check = readFacts(db).get('field_package');
    if (check === undefined) throw new Error('the cut does not say what it is');
  });
  if (!built.ok) return built;
  return ok(field!);
}
