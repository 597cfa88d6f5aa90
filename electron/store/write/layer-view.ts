import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { caught } from '../errors.ts';
import { contentsBox } from '../geopackage/contents.ts';
import { readCatalogue } from '../layer-catalogue.ts';
import { recordTable } from '../record-table.ts';
import { allRows, type Db, getRow, quoteName } from '../sqlite.ts';
import type { Session, SessionLayer } from './session.ts';

/** The layers of a file with their counts. */
export function loadLayers(db: Db): Map<string, SessionLayer> {
  return new Map(
    readCatalogue(db).map((row) => {
      const count = getRow<{ n: number }>(db, `SELECT count(*) n FROM ${quoteName(row.schema.id)}`)?.n ?? 0;
      return [row.schema.id, { row, table: recordTable(row.schema), count }];
    }),
  );
}

/** Puts the layers into the order in which they came into the file: one that came back is where it was. */
export function reorderLayers(session: Session): void {
  const before = new Map(session.layers);
  session.layers.clear();
  for (const { uid } of allRows<{ uid: string }>(session.db, 'SELECT uid FROM lantu_layer ORDER BY fid')) {
    const layer = before.get(uid);
    if (layer !== undefined) session.layers.set(uid, layer);
  }
}

export function layerStates(session: Session): readonly LayerState[] {
  return [...session.layers.values()].map(({ row, count }) => ({
    schema: row.schema,
    count,
    box: row.schema.geometry === null ? null : contentsBox(session.db, row.schema.id),
    visible: row.visible,
    locked: row.locked || row.schema.readOnly,
    opacity: row.opacity,
    order: row.order,
    style: row.style,
  }));
}

/** The parts of a layer's view that a caller may set. */
export interface LayerViewChange {
  readonly layer: string;
  readonly visible?: boolean | undefined;
  readonly locked?: boolean | undefined;
  readonly opacity?: number | undefined;
  readonly order?: number | undefined;
}

/**
 * Writes view state, which is kept in the file and has no undo. Failures `store.unknown-table`, and
 * `store.layer-read-only` for unlocking a layer that is handed down from above. In a file opened read-only the view
 * changes for this session alone.
 */
export async function setLayerView(session: Session, change: LayerViewChange): Promise<Result<null>> {
  const layer = session.layers.get(change.layer);
  if (layer === undefined) return fail('store.unknown-table', { table: change.layer });
  if (change.locked === false && layer.row.schema.readOnly) {
    return fail('store.layer-read-only', { layer: change.layer });
  }
  const row = {
    ...layer.row,
    visible: change.visible ?? layer.row.visible,
    locked: change.locked ?? layer.row.locked,
    opacity: change.opacity ?? layer.row.opacity,
    order: change.order ?? layer.row.order,
  };
  if (!session.readOnly) {
    const written = await caught(() => {
      session.db
        .prepare('UPDATE lantu_layer SET visible = ?, locked = ?, opacity = ?, draw_order = ? WHERE uid = ?')
        .run(row.visible ? 1 : 0, row.locked ? 1 : 0, row.opacity, row.order, change.layer);
    });
    if (!written.ok) return written;
  }
  layer.row = row;
  return ok(null);
}
