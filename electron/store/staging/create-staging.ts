import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../../../shared/geometry/box.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { fillComputed } from '../../../shared/change/computed-fields.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { recordTable } from '../record-table.ts';
import { openDatabase, quoteName } from '../sqlite.ts';
import { writeGeometryBlob } from '../geopackage/header.ts';

/** A feature on its way in: on the grid, its fields named as the layer names them, without uid and revision. */
export interface StagedFeature {
  /** The feature's own uid where it brought one that is free; a new one is made when absent. */
  readonly uid?: string;
  readonly fields: Fields;
  readonly geometry: Packed | null;
}

export interface StagingSummary {
  readonly count: number;
  readonly box: Box | null;
  /** Sum of the ellipsoid areas, m2. */
  readonly areaM2: number;
}

/** Writes a staging file: no lock of the blueprint is held while an import is read, repaired and looked at. */
export interface Staging {
  readonly path: string;
  /** Adds features in order; computed fields (area and what follows from it) are filled in where nothing was given. */
  append(batch: readonly StagedFeature[]): void;
  /** Completes the file. Without it the file is not accepted. */
  finish(): StagingSummary;
  /** Closes and removes it. */
  discard(): void;
}

/** Layout of the staging file: `staged_meta` (one row) and `staged` with the layer's columns and each box. */
export const STAGED_BOX = ['box_min_x', 'box_max_x', 'box_min_y', 'box_max_y'] as const;

export function createStaging(path: string, layer: LayerSchema): Staging {
  fs.rmSync(path, { force: true });
  const table = recordTable(layer);
  const db = openDatabase(path, { readOnly: false, create: true });
  // A staging file of a crashed import is thrown away, so it needs no journal.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const columns = ['uid', ...table.columns, 'geom', ...STAGED_BOX];
  db.exec(`CREATE TABLE staged (id INTEGER PRIMARY KEY, ${columns.map(quoteName).join(', ')})`);
  db.exec(
    'CREATE TABLE staged_meta (layer TEXT, count INTEGER, area_m2 REAL, min_x REAL, min_y REAL, max_x REAL, max_y REAL)',
  );
  const insert = db.prepare(
    `INSERT INTO staged (${columns.map(quoteName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let count = 0;
  let areaM2 = 0;
  let box: Box = EMPTY_BOX;
  const add = (feature: StagedFeature): void => {
    const fields = fillComputed(layer, feature.fields, feature.geometry);
    const { geometry } = feature;
    const placed = geometry !== null && !isEmptyPacked(geometry) ? geometry.box : null;
    insert.run(
      feature.uid ?? uuidv7(Date.now(), (size) => new Uint8Array(randomBytes(size))),
      ...table.columns.map((column) => fields[column] ?? null),
      geometry === null || table.geometry === null ? null : writeGeometryBlob(geometry, table.geometry),
      placed?.[0] ?? null,
      placed?.[2] ?? null,
      placed?.[1] ?? null,
      placed?.[3] ?? null,
    );
    count += 1;
    if (placed !== null) box = unionBox(box, placed);
    if (typeof fields.area_m2 === 'number') areaM2 += fields.area_m2;
  };
  const appendAll = db.transaction((batch: readonly StagedFeature[]) => batch.forEach(add));
  return {
    path,
    append: (batch) => appendAll(batch),
    finish() {
      const extent = isEmptyBox(box) ? null : box;
      db.prepare('INSERT INTO staged_meta VALUES (?, ?, ?, ?, ?, ?, ?)').run(
        layer.id,
        count,
        areaM2,
        extent?.[0] ?? null,
        extent?.[1] ?? null,
        extent?.[2] ?? null,
        extent?.[3] ?? null,
      );
      db.close();
      return { count, box: extent, areaM2 };
    },
    discard() {
      db.close();
      fs.rmSync(path, { force: true });
    },
  };
}
