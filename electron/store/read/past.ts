import { parsedSchema } from '../layer-catalogue.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { decodeImage } from '../record-image.ts';
import { LAYER_TABLE } from '../record-table.ts';
import type { Connection } from './connection.ts';
import { itemsBackwards, lastSeq, type HistoryItem } from './history.ts';
import { pastCatalogue } from './past-catalogue.ts';
import { pastLayer, type PastLayer } from './past-layer.ts';

/*
 * A past state is the present one with the touched rows put back. On a connection of its own, temporary
 * tables hold those rows, and temporary views with the names of the layer tables (and of their RTrees) join
 * them to the untouched rest. A temporary name hides the one in the file, so every query of the reader
 * reads the past without knowing it.
 *
 * Layers and fields change too. The catalogue itself is such a view; a layer's rows are kept by the columns of the
 * past, and each step back is read by the columns of its own time (fields matched by what they are known by).
 */

/** The schemas of the layers that are in the file, as it is now. */
function presentSchemas(connection: Connection): Map<string, LayerSchema> {
  const rows = connection.query('SELECT uid, schema FROM main.lantu_layer').all();
  return new Map(rows.map(([uid, schema]) => [String(uid), parsedSchema(schema)]));
}

/** Takes one change of the catalogue back in a list of schemas. */
function takeSchemaBack(schemas: Map<string, LayerSchema>, item: HistoryItem): void {
  if (item.op === 'put') {
    schemas.delete(item.uid);
    return;
  }
  const { schema } = item.image === null ? { schema: undefined } : decodeImage(item.image, null).fields;
  if (schema !== undefined) schemas.set(item.uid, parsedSchema(schema));
}

/**
 * Makes `connection` (opened for temporary tables) show the file as it was after change `seq`, from now on:
 * at the beginning of each snapshot, rows touched by commits since the last one are put back too.
 */
export function showPast(connection: Connection, seq: number): void {
  const layers = new Map<string, PastLayer>();
  const catalogue = pastCatalogue(connection);
  /** Schemas as they were then, of the layers that there were. Never changes once known. */
  let then: ReadonlyMap<string, LayerSchema> | null = null;
  let seen = seq;
  let step = 0;

  connection.onPin(() => {
    const now = lastSeq(connection);
    if (now <= seen) return;
    step += 1;
    const present = presentSchemas(connection);
    const catalogueItems = [...itemsBackwards(connection, seen, now, LAYER_TABLE.name)];
    // Where it has not changed since the last look, the present is as it was then.
    const walked = new Map(present);
    for (const item of catalogueItems) takeSchemaBack(walked, item);
    then ??= walked;
    for (const item of catalogueItems) catalogue.takeBack(item, step);
    // The tables in the file have other columns than they had, or are gone, or came back.
    for (const uid of new Set(catalogueItems.map((item) => item.uid))) {
      const past = then.get(uid);
      if (past === undefined) continue;
      const layer = layers.get(uid) ?? pastLayer(connection, past, present.get(uid));
      layer.follow(present.get(uid));
      layers.set(uid, layer);
    }

    const layerOf = (name: string): PastLayer | null => {
      const known = layers.get(name);
      if (known !== undefined) return known;
      const past = then?.get(name);
      if (past === undefined) return null;
      const made = pastLayer(connection, past, present.get(name));
      layers.set(name, made);
      return made;
    };
    /** Schemas as they were after the item that is being taken back. */
    const current = new Map(present);
    const touched = new Set<PastLayer>();
    for (const item of itemsBackwards(connection, seen, now)) {
      if (item.table === LAYER_TABLE.name) {
        takeSchemaBack(current, item);
        continue;
      }
      const layer = layerOf(item.table);
      if (layer === null) continue;
      layer.takeBack(item, current.get(item.table), step);
      touched.add(layer);
    }
    for (const layer of touched) layer.fillBoxes(step);
    seen = now;
  });
}
