import { NO_CRS, readEpsg, readWkt, type CrsReading } from '../../shared/crs/parse-wkt.ts';
import { fatal, noticed, refused, type LayerInfo } from '../../shared/import/raw.ts';
import { fail, ok } from '../../shared/result.ts';
import { openForeignGeoPackage, type ForeignTable } from '../store/read/foreign-geopackage.ts';
import type { Format } from './define-format.ts';
import { geopackageWriter } from './geopackage-writer.ts';

const SLICE = 500;
const MAGIC = new TextEncoder().encode('SQLite format 3\0');

function readSrs(srs: ForeignTable['srs']): CrsReading {
  if (srs === null) return NO_CRS;
  const byCode = srs.organization.toUpperCase() === 'EPSG' ? readEpsg(srs.code) : NO_CRS;
  if (byCode.kind === 'known' || byCode.kind === 'old-datum') return byCode;
  const byText = readWkt(srs.definition);
  return byText.kind === 'none' ? byCode : byText;
}

const geopackage = (options: { readonly attributes: boolean }): Format => ({
  id: 'geopackage',
  extensions: ['.gpkg'],
  apart: true,
  recognises: (head) => MAGIC.every((byte, i) => head[i] === byte),
  probe: (file, { counts = true }) => {
    const opened = openForeignGeoPackage(file.path, file.scratch, options);
    if (!opened.ok)
      return Promise.resolve(
        fail(`import.${opened.error.code}`, { file: file.name, ...opened.error.params }),
      );
    const { tables, skipped } = opened.value;
    const layers: LayerInfo[] = [];
    try {
      for (const { name, geometry, srs, fields } of tables) {
        const count = counts ? opened.value.count(name) : ok(null);
        if (!count.ok) {
          const { code, params } = count.error;
          return Promise.resolve(fail(`import.${code}`, { file: file.name, ...params }));
        }
        layers.push({ name, count: count.value, geometry, crs: readSrs(srs), encoding: null, fields });
      }
    } finally {
      opened.value.close();
    }
    return Promise.resolve(
      ok({ layers, notes: skipped.map((layer) => noticed(null, 'layer-skipped', { layer })) }),
    );
  },
  read: async function* (file, { layer, signal, only, onShare }) {
    const opened = openForeignGeoPackage(file.path, file.scratch, options);
    if (!opened.ok) {
      yield fatal(opened.error.code, opened.error.params);
      return;
    }
    try {
      const lastKey = opened.value.tables.find((table) => table.name === layer)?.lastKey ?? 0;
      let number = 0;
      for (const slice of opened.value.rows(layer, SLICE, only)) {
        if (signal.aborted) return;
        if (!slice.ok) {
          yield fatal(slice.error.code, slice.error.params, number + 1);
          return;
        }
        for (const { values, geometry, problem } of slice.value) {
          number++;
          yield problem === null ? { kind: 'feature', number, values, geometry } : refused(number, problem);
        }
        const { key = lastKey } = slice.value.at(-1) ?? {};
        onShare(lastKey > 0 ? Math.max(0, Math.min(1, key / lastKey)) : 1);
      }
    } finally {
      opened.value.close();
    }
  },
  writer: geopackageWriter,
});

/** GeoPackage files: those of other programs in, plain ones out. Tables without shapes are not what is imported. */
export const geopackageFormat: Format = geopackage({ attributes: false });

/** The same with the tables without shapes, for a file that is known to be one of ours. */
export const wholeGeopackage: Format = geopackage({ attributes: true });
