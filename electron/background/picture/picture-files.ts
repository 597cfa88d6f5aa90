import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { GdalSource } from '../../gis/gdal-client.ts';

/** A picture with what lies beside it and belongs to it. */
export interface PictureFiles {
  readonly source: GdalSource;
  /** Text of a `.prj` file; empty when there is none. */
  readonly prj: string;
}

type PictureKind = 'tif' | 'png' | 'jpg';

/** Driver, the name GDAL sees, and the endings of world files, the usual one first. */
const KINDS: Readonly<
  Record<PictureKind, { readonly driver: string; readonly name: string; readonly worlds: readonly string[] }>
> = {
  tif: { driver: 'GTiff', name: 'picture.tif', worlds: ['tfw', 'tifw', 'tiffw', 'wld'] },
  png: { driver: 'PNG', name: 'picture.png', worlds: ['pgw', 'pngw', 'wld'] },
  jpg: { driver: 'JPEG', name: 'picture.jpg', worlds: ['jgw', 'jpgw', 'jpegw', 'wld'] },
};

const MAX_PRJ_BYTES = 100_000;
/** A description that is larger is not read. */
const MAX_AUX_BYTES = 8_000_000;

/** The kind of a picture by its first bytes; null when it is none of these. */
export function pictureKind(head: Uint8Array): PictureKind | null {
  const [a, b, c, d] = head;
  const tiff =
    (a === 0x49 && b === 0x49 && d === 0 && (c === 42 || c === 43)) ||
    (a === 0x4d && b === 0x4d && c === 0 && (d === 42 || d === 43));
  if (tiff) return 'tif';
  if (a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47) return 'png';
  return a === 0xff && b === 0xd8 && c === 0xff ? 'jpg' : null;
}

/** Gathers a picture and its companions: world file, `.prj`, `.aux.xml`, overviews. Names are compared without case. */
export async function pictureFiles(file: string, kind: PictureKind): Promise<PictureFiles> {
  const { driver, name, worlds } = KINDS[kind];
  const folder = path.dirname(file);
  const beside = new Map((await readdir(folder).catch(() => [])).map((one) => [one.toLowerCase(), one]));
  const base = path.basename(file).toLowerCase();
  const stem = base.replace(/\.[^.]*$/, '');
  const find = async (wanted: string, most = Infinity): Promise<string | null> => {
    const found = beside.get(wanted);
    if (found === undefined) return null;
    const full = path.join(folder, found);
    const info = await stat(full).catch(() => null);
    return info?.isFile() && info.size <= most ? full : null;
  };
  const files = [{ name, path: file }];
  for (const ending of worlds) {
    const world = await find(`${stem}.${ending}`, MAX_PRJ_BYTES);
    if (world === null) continue;
    files.push({ name: `picture.${worlds[0]!}`, path: world });
    break;
  }
  const aux = await find(`${base}.aux.xml`, MAX_AUX_BYTES);
  if (aux !== null) files.push({ name: `${name}.aux.xml`, path: aux });
  const overviews = kind === 'tif' ? await find(`${base}.ovr`) : null;
  if (overviews !== null) files.push({ name: `${name}.ovr`, path: overviews });
  const prj = await find(`${stem}.prj`, MAX_PRJ_BYTES);
  return {
    source: { folder: null, files, driver, options: [] },
    prj: prj === null ? '' : await readFile(prj, 'utf8').catch(() => ''),
  };
}
