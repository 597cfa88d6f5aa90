import type { Op } from '../../../shared/change/change.ts';
import { diffSchemas } from '../../../shared/model/schema-diff.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import { stop } from '../errors.ts';
import { dropLayerTable, lastFid, setIdentifier, setLastFid } from '../geopackage/alter-table.ts';
import {
  createLayerTable,
  createLayerTriggers,
  identifierOf,
  registerLayer,
} from '../geopackage/schema-ddl.ts';
import { catalogueRow, type LayerCells } from '../layer-catalogue.ts';
import { LAYER_TABLE, recordTable } from '../record-table.ts';
import { alterTable, breathe, type LayerWork } from './table-writer.ts';
import {
  deleteRecord,
  findByUid,
  insertRecord,
  noteDeleted,
  patchRecord,
  type Row,
  type WriteTarget,
} from './record-writer.ts';
import { selectSql } from './statements.ts';

/*
 * Changes of the layer catalogue. A row of `lantu_layer` is a record like any other; its table follows it in the
 * same transaction. What the table loses with it (features, values of a column) goes into the history first, as items
 * before the item of the row: an undo, which goes backwards, has the table again before it puts the rows back.
 */

/** In the before-image of a layer that is gone: the highest fid its table ever gave. No column of the table. */
const LAST_FID = 'last_fid';

/** Rows read at a time. */
const PAGE = 200;

const schemaOf = (cell: FieldValue | Uint8Array | undefined): LayerSchema =>
  JSON.parse(String(cell)) as LayerSchema;

/** Writes an operation on the layer catalogue. Failures `store.layer-exists`, `store.gone`, `cancelled`. */
export async function applyLayerOp(target: WriteTarget, op: Op, work: LayerWork): Promise<void> {
  const { uid } = op.at;
  const row = findByUid(target, LAYER_TABLE, uid);
  const fields = op.after?.fields ?? {};
  if (op.kind === 'put') {
    if (row !== undefined) stop('store.layer-exists', { layer: uid });
    makeLayer(target, uid, null, { ...firstView(target), ...fields });
    return;
  }
  if (row === undefined) stop('store.gone', { table: op.at.table, uid });
  if (op.kind === 'delete') await removeLayer(target, row, work);
  else await changeLayer(target, row, fields, work);
}

/** Puts a row of the catalogue, and the table with it, back to what it was. `fields` null: it was not there. */
export async function invertLayerItem(
  target: WriteTarget,
  item: { readonly uid: string; readonly fid: number; readonly op: 'put' | 'patch' | 'delete' },
  fields: Fields | null,
  work: LayerWork,
): Promise<void> {
  if (item.op === 'delete') {
    const { [LAST_FID]: last, ...cells } = fields ?? {};
    makeLayer(target, item.uid, item.fid, cells);
    if (typeof last === 'number' && last > 0) setLastFid(target.db, item.uid, last);
    return;
  }
  const row = findByUid(target, LAYER_TABLE, item.uid);
  if (row === undefined) stop('store.history-broken', { item: item.fid });
  if (item.op === 'put') await removeLayer(target, row, work);
  else await changeLayer(target, row, fields ?? {}, work);
}

/** How a layer is shown before anybody has chosen: above all others. */
function firstView(target: WriteTarget): Fields {
  const top = target.statements.get('SELECT max(draw_order) AS top FROM lantu_layer').get() as {
    top: number | null;
  };
  return { built_in: 0, visible: 1, locked: 0, opacity: 1, draw_order: (top.top ?? 0) + 1, style: null };
}

function makeLayer(target: WriteTarget, uid: string, fid: number | null, cells: Fields): void {
  const schema = schemaOf(cells.schema);
  insertRecord(target, LAYER_TABLE, uid, fid, cells, null);
  createLayerTable(target.db, schema);
  registerLayer(target.db, schema, target.now());
  createLayerTriggers(target.db, schema);
  const row = catalogueRow({
    ...(cells as unknown as LayerCells),
    style: (cells.style ?? null) as string | null,
  });
  target.setLayer(uid, { row, table: recordTable(schema), count: 0 });
}

async function removeLayer(target: WriteTarget, row: Row, work: LayerWork): Promise<void> {
  const schema = schemaOf(row.schema);
  const table = recordTable(schema);
  const page = target.statements.get(selectSql(table, `fid > ? ORDER BY fid LIMIT ${PAGE}`));
  for (let rows = page.all(-Infinity) as Row[]; rows.length > 0;) {
    for (const feature of rows) noteDeleted(target, table, feature);
    await breathe(work);
    rows = page.all(rows.at(-1)!.fid) as Row[];
  }
  const last = lastFid(target.db, schema.id);
  target.statements.clear();
  dropLayerTable(target.db, schema);
  deleteRecord(target, LAYER_TABLE, row, { [LAST_FID]: last });
  target.setLayer(schema.id, null);
}

async function changeLayer(target: WriteTarget, row: Row, fields: Fields, work: LayerWork): Promise<void> {
  const before = schemaOf(row.schema);
  const after = fields.schema === undefined ? before : schemaOf(fields.schema);
  const known = target.layer(before.id);
  if (known === undefined) stop('store.unknown-table', { table: before.id });
  await alterTable(target, before, after, diffSchemas(before, after), work);
  if (before.name['zh-CN'] !== after.name['zh-CN']) setIdentifier(target.db, after, identifierOf(after));
  patchRecord(target, LAYER_TABLE, row, fields, undefined);
  const cells = { ...row, ...fields } as unknown as LayerCells;
  target.setLayer(after.id, { ...known, row: catalogueRow(cells), table: recordTable(after) });
}
