import type { CountedValue } from '../../../shared/change/convert-value.ts';
import { boxesIntersect, isEmptyBox } from '../../../shared/geometry/box.ts';
import { decodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import type { FeatureRecord, FieldValue, RecordRef } from '../../../shared/model/record.ts';
import type { ReadPlan, Snapshot } from '../../../shared/commands/define-command.ts';
import { readGeometryBlob } from '../geopackage/header.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import type { RecordTable } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';
import type { Row } from './record-writer.ts';
import { selectSql } from './statements.ts';
import type { Session } from './session.ts';
import { filteredRows } from './filtered-rows.ts';
import { findTable, isLocked } from './tables.ts';

/** A row as commands see it. A geometry that cannot be read (another program wrote it) is none. */
function recordOf(table: RecordTable, row: Row): FeatureRecord {
  const fields: Record<string, FieldValue> = {};
  for (const column of table.columns) {
    const value = row[column];
    fields[column] = value instanceof Uint8Array || value === undefined ? null : value;
  }
  const blob = table.geometry === null ? null : row[table.geometry.column];
  return {
    layer: table.name,
    uid: String(row.uid),
    fid: row.fid,
    rev: Number(row.revision ?? 0),
    fields,
    geometry: blob instanceof Uint8Array ? geometryOf(table, blob) : null,
  };
}

function geometryOf(table: RecordTable, blob: Uint8Array): Packed | null {
  if (table.geometry?.encoding === 'grid') return decodeGrid(blob);
  const packed = readGeometryBlob(blob);
  return packed.ok ? packed.value : null;
}

const keyOf = (ref: RecordRef): string => `${ref.table} ${ref.uid}`;

/** Reads what a command's plan names, inside the transaction it will write in. */
export function takeSnapshot(session: Session, plan: ReadPlan): Snapshot {
  const records = new Map<string, FeatureRecord>();
  for (const ref of plan.refs ?? []) {
    const table = findTable(session, ref.table);
    if (table === undefined) continue;
    const row = session.statements.get(selectSql(table, 'uid = ? ORDER BY fid LIMIT 1')).get(ref.uid) as
      | Row
      | undefined;
    if (row !== undefined) records.set(keyOf(ref), recordOf(table, row));
  }
  const values = new Map<string, readonly CountedValue[]>();
  for (const { layer, field } of plan.values ?? []) {
    values.set(keyOf({ table: layer, uid: field }), countedValues(session, layer, field));
  }
  const nearby = nearbyRecords(session, plan.boxes ?? []);
  for (const record of nearby) records.set(keyOf({ table: record.layer, uid: record.uid }), record);
  return {
    feature: (ref) => records.get(keyOf(ref)),
    near: (box) =>
      nearby.filter((record) => record.geometry !== null && boxesIntersect(record.geometry.box, box)),
    rows: (filter) => filteredRows(session, filter, recordOf),
    layer: (id) => session.layers.get(id)?.row.schema,
    locked: (layer) => isLocked(session, layer),
    values: (layer, field) => values.get(keyOf({ table: layer, uid: field })) ?? [],
    evidence: (sha256) => evidenceState(session, sha256),
    newUid: () => uuidv7(session.host.now().getTime(), session.host.random),
    rev: session.rev,
    now: session.host.now().toISOString(),
    author: session.host.author(),
  };
}

function evidenceState(session: Session, sha256: string): 'none' | 'bytes' | 'recorded' {
  const has = (table: 'lantu_blob' | 'lantu_attachment'): boolean =>
    session.statements.get(`SELECT 1 FROM ${table} WHERE sha256 = ? LIMIT 1`).get(sha256) !== undefined;
  if (!has('lantu_blob')) return 'none';
  return has('lantu_attachment') ? 'recorded' : 'bytes';
}

/** Every value of a column with the number of rows that have it. */
function countedValues(session: Session, layer: string, field: string): readonly CountedValue[] {
  const table = session.layers.get(layer)?.table;
  if (table === undefined || !table.columns.includes(field)) return [];
  const column = quoteName(field);
  const rows = session.statements
    .get(`SELECT ${column} AS value, count(*) AS count FROM ${quoteName(layer)} GROUP BY ${column}`)
    .all() as { value: FieldValue | Uint8Array; count: number }[];
  return rows.map(({ value, count }) => ({ value: value instanceof Uint8Array ? null : value, count }));
}

/** Features of the plan's boxes, each once, in order of layer, then fid. */
function nearbyRecords(session: Session, boxes: NonNullable<ReadPlan['boxes']>): FeatureRecord[] {
  const wanted = new Map<string, Box[]>();
  for (const { box, layers } of boxes) {
    if (isEmptyBox(box)) continue;
    for (const layer of layers === 'unlocked' ? session.layers.keys() : layers) {
      if (layers === 'unlocked' && isLocked(session, layer)) continue;
      const list = wanted.get(layer);
      if (list === undefined) wanted.set(layer, [box]);
      else list.push(box);
    }
  }
  return [...session.layers.keys()].flatMap((layer) => recordsNear(session, layer, wanted.get(layer) ?? []));
}

/** Features whose envelope meets a box: candidates from the RTree (32-bit), then by the exact envelope. */
function recordsNear(session: Session, layer: string, boxes: readonly Box[]): FeatureRecord[] {
  const table = findTable(session, layer);
  if (table?.geometry?.encoding !== 'gpkg') return [];
  const candidates = session.statements.get(
    `SELECT id FROM ${quoteName(rtreeName(table.name, table.geometry.column))}
     WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?`,
  );
  const fids = new Set<number>();
  for (const box of boxes) {
    for (const { id } of candidates.all(box[2], box[0], box[3], box[1]) as { id: number }[]) fids.add(id);
  }
  const byFid = session.statements.get(selectSql(table, 'fid = ?'));
  const found: FeatureRecord[] = [];
  for (const fid of [...fids].sort((a, b) => a - b)) {
    const row = byFid.get(fid) as Row | undefined;
    const record = row && recordOf(table, row);
    const shape = record?.geometry;
    if (record && shape && boxes.some((box) => boxesIntersect(shape.box, box))) found.push(record);
  }
  return found;
}
