import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FileRef } from './define-format.ts';
import { isZip, readZipDirectory, unpackEntry, type ZipEntry } from './zip.ts';

/** The files of one shapefile; a part that is missing is null. */
export interface ShapefileParts {
  /** Name of the layer: the file's name without its ending, with the folder inside an archive. */
  readonly name: string;
  readonly shp: string;
  /** Where the records stand in the `.shp`. */
  readonly shx: string | null;
  readonly dbf: string | null;
  /** Text of the `.prj`, null without one. */
  readonly prj: string | null;
  /** Text of the `.cpg`, null without one. */
  readonly cpg: string | null;
}

const WANTED = ['.shp', '.shx', '.dbf', '.prj', '.cpg'];
const SMALL_TEXT = 64 * 1024;

async function smallText(file: string | null): Promise<string | null> {
  if (file === null) return null;
  const bytes = await readFile(file);
  return bytes.length > SMALL_TEXT ? null : bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const buffer = new Uint8Array(4);
    const { bytesRead } = await handle.read(buffer, 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The parts beside a `.shp`, whatever the case of their endings. */
async function besides(shp: string): Promise<ShapefileParts> {
  const folder = path.dirname(shp);
  const stem = path.basename(shp, path.extname(shp));
  const names = await readdir(folder);
  const find = (extension: string): string | null => {
    const same = (name: string): boolean =>
      path.extname(name).toLowerCase() === extension && path.basename(name, path.extname(name)) === stem;
    const found =
      names.find(same) ?? names.find((name) => name.toLowerCase() === (stem + extension).toLowerCase());
    return found === undefined ? null : path.join(folder, found);
  };
  return {
    name: stem,
    shp,
    shx: find('.shx'),
    dbf: find('.dbf'),
    prj: await smallText(find('.prj')),
    cpg: await smallText(find('.cpg')),
  };
}

/** All shapefiles of an archive, unpacked once into the job's folder under plain numbers, never under their own names. */
async function unpacked(file: FileRef, signal: AbortSignal): Promise<Result<ShapefileParts[]>> {
  const directory = await readZipDirectory(file.path);
  if (!directory.ok) return directory;
  const byKey = new Map<string, ZipEntry>();
  const keyOf = (name: string): string => name.toLowerCase();
  for (const entry of directory.value) {
    if (WANTED.includes(path.posix.extname(entry.name).toLowerCase())) byKey.set(keyOf(entry.name), entry);
  }
  const shps = [...byKey.values()].filter((entry) => path.posix.extname(entry.name).toLowerCase() === '.shp');
  if (shps.length === 0) return fail('zip-no-shapefile');
  const folder = path.join(file.scratch, 'unpacked');
  await mkdir(folder, { recursive: true });
  const all: ShapefileParts[] = [];
  for (const [i, shp] of shps.entries()) {
    const stem = shp.name.slice(0, -'.shp'.length);
    const put = async (extension: string): Promise<Result<string | null>> => {
      const entry = byKey.get(keyOf(stem + extension));
      if (entry === undefined) return ok(null);
      const target = path.join(folder, `${i}${extension}`);
      if (existsSync(target)) return ok(target);
      const done = await unpackEntry(file.path, entry, target, signal);
      return done.ok ? ok(target) : fail(done.error.code, { ...done.error.params, part: entry.name });
    };
    const parts: (string | null)[] = [];
    for (const extension of WANTED) {
      const part = await put(extension);
      if (!part.ok) return part;
      parts.push(part.value);
    }
    const [shpPath = null, shx = null, dbf = null, prj = null, cpg = null] = parts;
    if (shpPath === null) return fail('zip-broken');
    all.push({ name: stem, shp: shpPath, shx, dbf, prj: await smallText(prj), cpg: await smallText(cpg) });
  }
  return ok(all);
}

export const isShpName = (name: string): boolean => path.extname(name).toLowerCase() === '.shp';

/** All shapefiles of a folder; what lies in folders below it is not looked at. */
async function inFolder(folder: string): Promise<ShapefileParts[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && isShpName(entry.name))
    .map(({ name }) => name)
    .toSorted();
  const all: ShapefileParts[] = [];
  for (const name of names) all.push(await besides(path.join(folder, name)));
  return all;
}

/** @returns failures of zip.ts and `zip-no-shapefile` */
export async function partsOf(file: FileRef, signal: AbortSignal): Promise<Result<ShapefileParts[]>> {
  if ((await stat(file.path)).isDirectory()) return ok(await inFolder(file.path));
  return isZip(await headOf(file.path)) ? unpacked(file, signal) : ok([await besides(file.path)]);
}
