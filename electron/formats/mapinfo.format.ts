import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { NO_CRS } from '../../shared/crs/parse-wkt.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FileRef } from './define-format.ts';
import { encodingName } from './encoding.ts';
import { gdalFormat } from './gdal-reading.ts';
import { crsOfLayer, type GdalPart } from './gdal-source.ts';
import { mapinfoEncoding, underCharset } from './mapinfo-encoding.ts';
import { unpackInto } from './unpack.ts';
import { readZipDirectory } from './zip.ts';

/** The files of a table, the one that is opened first; and of an exchange file. */
const FAMILIES: readonly (readonly string[])[] = [
  ['.tab', '.dat', '.map', '.id', '.ind'],
  ['.mif', '.mid'],
];
const familyOf = (name: string): readonly string[] | undefined =>
  FAMILIES.find(([first]) => path.posix.extname(name).toLowerCase() === first);
const isMain = (name: string): boolean => familyOf(name) !== undefined;

type Named = { readonly name: string; readonly path: string };

async function partOf(
  title: string,
  files: readonly Named[],
  chosen: string | null,
  folder: string,
): Promise<GdalPart> {
  const encoding = chosen === null ? await mapinfoEncoding(files) : (encodingName(chosen) ?? 'utf-8');
  const [main, ...others] = files;
  const opened =
    main === undefined ? [] : [{ ...main, path: await underCharset(main, encoding, folder) }, ...others];
  const source = { folder: null, files: opened, driver: 'MapInfo File', options: [] };
  return { prefix: '', title, encoding, source, settings: {} };
}

/** The files beside the one that was chosen, whatever the case of their names; GDAL sees them as `source`. */
async function beside(file: FileRef): Promise<readonly Named[]> {
  const folder = path.dirname(file.path);
  const stem = path.basename(file.path, path.extname(file.path)).toLowerCase();
  const names = await readdir(folder);
  return (familyOf(file.path) ?? []).flatMap((extension) => {
    const name = names.find((one) => one.toLowerCase() === stem + extension);
    return name === undefined ? [] : [{ name: `source${extension}`, path: path.join(folder, name) }];
  });
}

async function fromArchive(
  file: FileRef,
  chosen: string | null,
  signal: AbortSignal,
): Promise<Result<GdalPart[]>> {
  const directory = await readZipDirectory(file.path);
  if (!directory.ok) return directory;
  const byName = new Map(directory.value.map((entry) => [entry.name.toLowerCase(), entry]));
  const mains = directory.value.filter(({ name }) => isMain(name));
  const parts: GdalPart[] = [];
  for (const [i, main] of mains.entries()) {
    const stem = main.name.slice(0, -path.posix.extname(main.name).length);
    const wanted = (familyOf(main.name) ?? []).flatMap((extension) => {
      const entry = byName.get((stem + extension).toLowerCase());
      return entry === undefined ? [] : [{ entry, name: `source${extension}` }];
    });
    const folder = path.join(file.scratch, `unpacked-mapinfo-${i}`);
    const paths = await unpackInto(file.path, wanted, folder, signal);
    if (!paths.ok) return paths;
    const files = wanted.map(({ name }, k) => ({ name, path: paths.value[k]! }));
    parts.push(await partOf(stem, files, chosen, folder));
  }
  return ok(parts);
}

/** MapInfo tables (`.tab`, chosen or zipped with the files beside it) and exchange files (`.mif`, `.mid`). */
export const mapinfoFormat = gdalFormat(
  {
    id: 'mapinfo',
    extensions: ['.tab', '.mif'],
    recognises: (head) => {
      const text = Buffer.from(head).toString('latin1');
      return /^\s*!table\b/i.test(text) || /^\s*version\s+\d+[^\S\r\n]*\r?\n\s*charset\b/i.test(text);
    },
    inArchive: (names) => names.some(isMain),
  },
  {
    open: async (file, { encoding, signal }) => {
      if (!isMain(file.path)) return fromArchive(file, encoding, signal);
      const files = await beside(file);
      if (files.length < 2) return fail('mapinfo-parts');
      const title = path.basename(file.path, path.extname(file.path));
      return ok([await partOf(title, files, encoding, path.join(file.scratch, 'mapinfo'))]);
    },
    // MapInfo has no name for CGCS2000: what is written is called WGS 84 or nothing, so its system is asked for.
    crs: (layer) => {
      const said = crsOfLayer(layer);
      return said.kind === 'unsupported' ? NO_CRS : said;
    },
  },
);
