import { open } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok } from '../../shared/result.ts';
import type { Writer } from './define-format.ts';
import { writeTables } from './geopackage-tables.ts';

/**
 * Writes a plain GeoPackage: one table a layer, in any of our systems, with spatial index, extent and the labels of
 * its fields. It has nothing of a blueprint (no history, no tables of ours), and the same content gives the same bytes.
 */
export const geopackageWriter: Writer = {
  extension: '.gpkg',
  beside: ['.gpkg-wal', '.gpkg-shm', '.gpkg-journal'],
  layers: 'many',
  crs: 'any',
  encodings: [],
  tables: true,
  write: async (layers, { folder, stem }, { language, mark, signal }) => {
    if (layers.length === 0) return fail('export.no-layers');
    const file = path.join(folder, `${stem}.gpkg`);
    const written = await writeTables(layers, file, { language, mark, signal, index: true });
    if (!written.ok) return written;
    // The database was written without waiting for the disk.
    const handle = await open(file, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    const { features, renamed } = written.value;
    return ok({ features, renamed, notes: [] });
  },
};
