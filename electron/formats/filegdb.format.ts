import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { noticed, type Problem } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Gdal } from '../gis/gdal-client.ts';
import type { FileRef } from './define-format.ts';
import { filegdbWriter } from './filegdb-writer.ts';
import { gdalFormat } from './gdal-reading.ts';
import type { GdalPart } from './gdal-source.ts';
import { unpackInto } from './unpack.ts';
import { readZipDirectory, type ZipEntry } from './zip.ts';

/** The catalogue of tables, which every file geodatabase has. */
const CATALOGUE = 'a00000001.gdbtable';
/** Files of a geodatabase that say something; locks and whatever else lies in the folder are not shown to GDAL. */
const PART =
  /^(a[0-9a-f]{8}\.(gdbtable|gdbtablx|gdbindexes|freelist|horizon|spx|[\w-]+\.atx|cdf)|gdb|timestamps)$/i;

const isPart = (name: string): boolean => PART.test(name);
const isGeodatabase = (names: readonly string[]): boolean =>
  names.some((name) => name.toLowerCase() === CATALOGUE);

const partOf = (
  prefix: string,
  files: readonly { readonly name: string; readonly path: string }[],
): GdalPart => ({
  prefix,
  source: { folder: 'source.gdb', files, driver: 'OpenFileGDB', options: [] },
  settings: {},
});

/** The geodatabase in a folder. */
async function fromFolder(folder: string): Promise<Result<GdalPart[]>> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && isPart(entry.name))
    .map(({ name }) => name);
  if (!isGeodatabase(names)) return fail('gdb-none');
  return ok([
    partOf(
      '',
      names.map((name) => ({ name: name.toLowerCase(), path: path.join(folder, name) })),
    ),
  ]);
}

/** All geodatabases of an archive, unpacked into numbered folders. */
async function fromArchive(file: FileRef, signal: AbortSignal): Promise<Result<GdalPart[]>> {
  const directory = await readZipDirectory(file.path);
  if (!directory.ok) return directory;
  const folders = new Map<string, ZipEntry[]>();
  for (const entry of directory.value) {
    if (!isPart(path.posix.basename(entry.name))) continue;
    const folder = path.posix.dirname(entry.name);
    folders.set(folder, [...(folders.get(folder) ?? []), entry]);
  }
  const found = [...folders].filter(([, entries]) =>
    isGeodatabase(entries.map(({ name }) => path.posix.basename(name))),
  );
  if (found.length === 0) return fail('gdb-none');
  const parts: GdalPart[] = [];
  for (const [i, [folder, entries]] of found.entries()) {
    const wanted = new Map(entries.map((entry) => [path.posix.basename(entry.name).toLowerCase(), entry]));
    const names = [...wanted.keys()];
    const target = path.join(file.scratch, `unpacked-gdb-${i}`);
    const paths = await unpackInto(
      file.path,
      [...wanted].map(([name, entry]) => ({ name, entry })),
      target,
      signal,
    );
    if (!paths.ok) return paths;
    const prefix = found.length === 1 ? '' : folder;
    parts.push(
      partOf(
        prefix,
        names.map((name, k) => ({ name, path: paths.value[k]! })),
      ),
    );
  }
  return ok(parts);
}

/** Tables in which a geodatabase keeps a raster: its pixels, blocks, border, and the raster itself. */
const RASTER_TABLE = /^fras_(aux|blk|bnd|ras)_(.+)$/i;

/** The rasters of a geodatabase, which GDAL does not list among layers. */
async function rasters(gdal: Gdal, { source }: GdalPart): Promise<Problem[]> {
  const all = await gdal.info({ ...source, options: ['LIST_ALL_TABLES=YES'] });
  if (!all.ok) return [];
  const names = all.value.info.layers.map(({ name }) => RASTER_TABLE.exec(name)?.[2]);
  return [...new Set(names)].flatMap((layer) =>
    layer === undefined ? [] : [noticed(null, 'layer-raster', { layer }, 'info')],
  );
}

/**
 * A moment as it stands in the file. The driver rounds seconds since 1970 towards zero after adding a half, which makes
 * every moment before then a second late: 1950-01-01 would come as one second past midnight. Such files know no zones.
 */
function moment(text: string): string {
  const figures = text.replace(/(Z|[+-]\d{2}:\d{2})$/, '');
  const time = Date.parse(`${figures}Z`);
  return time < 0 ? new Date(time - 1000).toISOString().replace(/Z$/, '') : figures;
}

/**
 * Esri file geodatabases, versions 9 and 10: a folder (or a file in it), or an archive of one or several. Codes of
 * domains stay codes, arcs become chords, layers of feature datasets stand beside the others.
 */
export const filegdbFormat = gdalFormat(
  {
    id: 'filegdb',
    extensions: ['.gdb'],
    recognises: () => false,
    inArchive: (names) => isGeodatabase(names.map((name) => path.posix.basename(name))),
    inFolder: (names, picked) => isGeodatabase(names) && (picked === null || isPart(picked)),
    writer: filegdbWriter,
  },
  {
    open: async (file, { signal }) => {
      try {
        if ((await stat(file.path)).isDirectory()) return await fromFolder(file.path);
        return isPart(path.basename(file.path))
          ? await fromFolder(path.dirname(file.path))
          : await fromArchive(file, signal);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        return fail('unreadable', { cause: code });
      }
    },
    hidden: RASTER_TABLE,
    remarks: rasters,
    moment,
  },
);
