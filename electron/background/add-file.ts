import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../shared/bridge/contract.ts';
import type { BackgroundProbe } from '../../shared/background/types.ts';
import { crsByEpsg, type Crs } from '../../shared/crs/catalogue.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { withGdal } from '../gis/gdal-client.ts';
import { lookAtFile, openArchive, type FileLook } from './archives.ts';
import { convertPicture, lookAtPicture } from './picture/convert-picture.ts';
import { pictureFiles } from './picture/picture-files.ts';
import type { PictureInfo } from './picture/picture-info.ts';
import { pictureCrs, type PictureCrs } from './picture/picture-place.ts';
import { tilesNameOf, type Shelf, type StoredFile } from './stored.ts';

type PictureLook = FileLook & { readonly kind: 'tif' | 'png' | 'jpg' };
const isPicture = (look: FileLook): look is PictureLook => look.kind !== 'mbtiles' && look.kind !== 'pmtiles';

interface Picture {
  readonly info: PictureInfo;
  readonly crs: PictureCrs;
}

async function readPicture(
  file: string,
  look: PictureLook,
  county: Box | null,
  signal: AbortSignal,
): Promise<Result<Picture>> {
  const { source, prj } = await pictureFiles(file, look.kind);
  const info = await withGdal(signal, (gdal) => lookAtPicture(gdal, source));
  if (!info.ok) return info;
  const crs = pictureCrs(info.value, prj, county);
  return crs.ok ? ok({ info: info.value, crs: crs.value }) : crs;
}

/** Tells what a file is and what has to be asked before it is taken. */
export async function probeFile(
  file: string,
  county: Box | null,
  call: CallContext,
): Promise<Result<BackgroundProbe>> {
  const look = await lookAtFile(file);
  if (!look.ok) return look;
  const { bytes } = look.value;
  const fileName = path.basename(file);
  if (!isPicture(look.value)) {
    const archive = await openArchive(file, look.value);
    if (!archive.ok) return archive;
    const { facts } = archive.value;
    archive.value.close();
    const format = look.value.kind === 'mbtiles' ? 'mbtiles' : 'pmtiles';
    return ok({ fileName, format, bytes, tiles: facts, picture: null });
  }
  const picture = await readPicture(file, look.value, county, call.signal);
  if (!picture.ok) return picture;
  const { info, crs } = picture.value;
  const [first] = info.bands;
  return ok({
    fileName,
    format: look.value.kind === 'tif' ? 'geotiff' : 'picture',
    bytes,
    tiles: null,
    picture: {
      width: info.width,
      height: info.height,
      bands: info.bands.length,
      sampleType: first!.type,
      palette: first!.palette !== null,
      crs: crs.kind,
      epsg: crs.kind === 'known' ? crs.crs.epsg : null,
      crsName: crs.kind === 'known' ? crs.crs.name : crs.kind === 'foreign' ? crs.name.slice(0, 200) : '',
      candidates: crs.kind === 'none' ? crs.candidates : [],
    },
  });
}

/** The system in which a picture is read: what the user chose, else what it states; null for one that only GDAL reads. */
function systemOf(picture: Picture, epsg: number | null, file: string): Result<Crs | null> {
  if (epsg !== null) {
    const crs = crsByEpsg(epsg);
    return crs === undefined ? fail('background.crs-does-not-fit', { epsg }) : ok(crs);
  }
  if (picture.crs.kind === 'none') return fail('background.crs-unknown', { file });
  return ok(picture.crs.kind === 'known' ? picture.crs.crs : null);
}

/**
 * Makes a file ready to be shown: an archive as it is, a picture turned into tiles in the user's own folder.
 *
 * @param blueprint path of the open blueprint
 */
export async function prepareFile(
  file: string,
  epsg: number | null,
  blueprint: string,
  shelf: Shelf,
  call: CallContext,
): Promise<Result<StoredFile>> {
  const look = await lookAtFile(file);
  if (!look.ok) return look;
  const { bytes, changedMs } = look.value;
  const relative = path.relative(path.dirname(blueprint), file);
  const stored = { path: file, relative: path.isAbsolute(relative) ? '' : relative, bytes, changedMs };
  if (!isPicture(look.value)) {
    const archive = await openArchive(file, look.value);
    if (!archive.ok) return archive;
    archive.value.close();
    return ok({ ...stored, origin: 'archive', tiles: null, epsg: null });
  }
  const picture = await readPicture(file, look.value, null, call.signal);
  if (!picture.ok) return picture;
  const name = path.basename(file);
  const crs = systemOf(picture.value, epsg, name);
  if (!crs.ok) return crs;
  const tiles = tilesNameOf(file, bytes, changedMs, crs.value?.epsg ?? null);
  const out = shelf.tilesFile(tiles);
  const made = ok({ ...stored, origin: 'picture' as const, tiles, epsg: crs.value?.epsg ?? null });
  // The same picture in the same system has been turned before, for this blueprint or another.
  if ((await lookAtFile(out)).ok) return made;
  await mkdir(path.dirname(out), { recursive: true });
  const done = await convertPicture({
    files: await pictureFiles(file, look.value.kind),
    crs: crs.value,
    out,
    name,
    scratch: path.join(shelf.folder, 'scratch', randomUUID()),
    progress: call.progress,
    signal: call.signal,
  });
  return done.ok ? made : done;
}
