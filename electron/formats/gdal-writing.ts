import path from 'node:path';
import type { OutLayer } from '../../shared/export/out-layer.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import type { Gdal, GdalConversion } from '../gis/gdal-client.ts';
import { writeTables, type WrittenTables } from './geopackage-tables.ts';
import type { WriteOptions } from './define-format.ts';

/** Layers on their way out, as the tables of a GeoPackage in the job's folder. */
export interface Passing extends WrittenTables {
  readonly path: string;
}

/** Writes the layers where GDAL can read them; failures of `writeTables`. */
export async function passLayers(
  layers: readonly OutLayer[],
  { scratch, language, mark, signal }: WriteOptions,
): Promise<Result<Passing>> {
  const file = path.join(scratch, 'passing.gpkg');
  const written = await writeTables(layers, file, { language, mark, signal, index: false });
  return written.ok ? ok({ ...written.value, path: file }) : written;
}

/** Converts tables of the passing file. An error that GDAL went on after is a failure: something is missing then. */
export async function convertPassing(
  gdal: Gdal,
  { path: file }: Passing,
  conversion: Pick<GdalConversion, 'out' | 'arguments' | 'settings'>,
): Promise<Result<null>> {
  const done = await gdal.convert({
    ...conversion,
    source: { folder: null, files: [{ name: 'passing.gpkg', path: file }], driver: 'GPKG', options: [] },
  });
  if (!done.ok) return exportFailure(done.error);
  const [cause] = done.value.errors;
  return cause === undefined ? ok(null) : fail('export.gdal-failed', { cause });
}

const exportFailure = ({ code, params }: Failure): { ok: false; error: Failure } =>
  fail(code === 'cancelled' ? code : `export.${code}`, { ...params });
