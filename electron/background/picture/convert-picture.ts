import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { withGdal, type Gdal, type GdalSource } from '../../gis/gdal-client.ts';
import { createMbtiles } from '../../store/mbtiles/mbtiles-writer.ts';
import type { Progress } from '../../../shared/bridge/contract.ts';
import type { Crs } from '../../../shared/crs/catalogue.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { PictureFiles } from './picture-files.ts';
import { readPictureInfo, type PictureInfo } from './picture-info.ts';
import { cellExtent, planPicture } from './picture-place.ts';
import { BLOCK, BLOCK_TILES } from './pixels.ts';
import { buildPyramid, countBlocks, type PyramidPlan } from './pyramid.ts';
import { bandsOf, colorBlock, stretchOf, type BandChoice, type Coloring } from './samples.ts';

export interface PictureWork {
  readonly files: PictureFiles;
  /** Null for a system that only GDAL reads. */
  readonly crs: Crs | null;
  /** The MBTiles file to be made; its folder is there. */
  readonly out: string;
  readonly name: string;
  /** A folder of one's own for what passes through; it is removed in the end. */
  readonly scratch: string;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** More tiles are no background of a county any more. */
const MAX_TILES = 200_000;
/** What a tile takes at most on the average, for the question whether there is room. */
const TILE_BYTES = 40_000;
/** Windows a side in which samples are looked at for the stretch, and pixels of a window's side. */
const LOOKS = 5;
const LOOK_SIDE = 256;
/** A picture with larger sides whose file can only be read line by line is laid out anew in squares first. */
const LINE_SIDE = 4096;
const SETTINGS = { GDAL_CACHEMAX: '128' };

/** Failures of GDAL in the words of a background. */
const GDAL_CODES: Readonly<Record<string, string>> = {
  'gdal-failed': 'background.gdal-failed',
  'gdal-stuck': 'background.gdal-stuck',
  'gdal-crashed': 'background.gdal-crashed',
  'gdal-unavailable': 'background.gdal-unavailable',
};
const inOurWords = <T>(result: Result<T>): Result<T> => {
  const code = result.ok ? undefined : GDAL_CODES[result.error.code];
  return result.ok || code === undefined ? result : { ok: false, error: { ...result.error, code } };
};

/** What GDAL says of a picture. */
export async function lookAtPicture(gdal: Gdal, source: GdalSource): Promise<Result<PictureInfo>> {
  const said = inOurWords(await gdal.pictureInfo(source));
  if (!said.ok) return said;
  const info = readPictureInfo(said.value);
  return info === null ? fail('background.picture-broken') : ok(info);
}

/** Compressed line by line, or as a whole: to read a part, everything before it has to be read. */
const isLines = (source: GdalSource, { width, height, compressed, bands }: PictureInfo): boolean =>
  Math.max(width, height) > LINE_SIDE &&
  (source.driver !== 'GTiff' || (compressed && bands[0]!.block[0] >= width));

async function inSquares(gdal: Gdal, work: PictureWork): Promise<Result<GdalSource>> {
  const { source } = work.files;
  const out = path.join(work.scratch, 'squares.tif');
  const done = await gdal.picture(
    {
      tool: 'translate',
      source,
      arguments: ['-of', 'GTiff', '-co', 'TILED=YES', '-co', 'COMPRESS=LZW', '-co', 'BIGTIFF=IF_SAFER'],
      out,
      settings: SETTINGS,
    },
    (share) => work.progress({ share: 0.3 * share, stage: 'background.stage.layout' }),
  );
  return done.ok
    ? ok({ folder: null, files: [{ name: 'picture.tif', path: out }], driver: 'GTiff', options: [] })
    : done;
}

/** Samples of each band from windows all over the picture, and from them what becomes black and white. */
async function lookAtSamples(
  gdal: Gdal,
  source: GdalSource,
  info: PictureInfo,
  choice: BandChoice,
  scratch: string,
): Promise<Result<NonNullable<Coloring['stretch']>>> {
  const { width, height } = info;
  const [w, h] = [Math.min(LOOK_SIDE, width), Math.min(LOOK_SIDE, height)];
  const looks: Float32Array[][] = choice.numbers.map(() => []);
  for (let i = 0; i < LOOKS * LOOKS; i++) {
    const x = Math.round(((i % LOOKS) / (LOOKS - 1)) * (width - w));
    const y = Math.round((Math.floor(i / LOOKS) / (LOOKS - 1)) * (height - h));
    const out = path.join(scratch, 'look.bin');
    const done = await gdal.picture({
      tool: 'translate',
      source,
      arguments: [
        '-of',
        'ENVI',
        '-ot',
        'Float32',
        '-co',
        'INTERLEAVE=BSQ',
        ...choice.numbers.flatMap((band) => ['-b', String(band)]),
        '-srcwin',
        ...[x, y, w, h].map(String),
      ],
      out,
      settings: SETTINGS,
    });
    if (!done.ok) return done;
    const samples = await readSamples(out, 'Float32');
    looks.forEach((list, band) =>
      list.push(samples.subarray(band * w * h, (band + 1) * w * h) as Float32Array),
    );
  }
  return ok(
    looks.map((list, i) => {
      const all = new Float32Array(list.reduce((sum, one) => sum + one.length, 0));
      list.reduce((at, one) => (all.set(one, at), at + one.length), 0);
      return stretchOf(all, info.bands[choice.numbers[i]! - 1]!.nodata);
    }),
  );
}

/** Reads a raw file and removes it. */
async function readSamples(file: string, type: 'Byte' | 'Float32'): Promise<Uint8Array | Float32Array> {
  const bytes = await readFile(file);
  await rm(file, { force: true });
  // Of a small file the buffer is a part of a larger one, and may begin where no number does.
  const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return type === 'Byte' ? new Uint8Array(own) : new Float32Array(own);
}

function blockReader(
  gdal: Gdal,
  source: GdalSource,
  work: PictureWork,
  choice: BandChoice,
  coloring: Coloring,
): (cell: Tile) => Promise<Result<Uint8Array | null>> {
  const type = coloring.stretch === null ? 'Byte' : 'Float32';
  return async (cell) => {
    const out = path.join(work.scratch, 'block.bin');
    const done = await gdal.picture({
      tool: 'warp',
      source,
      arguments: [
        ...(work.crs === null ? [] : ['-s_srs', `EPSG:${work.crs.epsg}`]),
        '-t_srs',
        'EPSG:3857',
        '-te',
        ...cellExtent(cell).map(String),
        '-ts',
        String(BLOCK),
        String(BLOCK),
        '-r',
        coloring.palette === null ? 'bilinear' : 'near',
        ...(choice.all ? [] : choice.numbers.flatMap((band) => ['-b', String(band)])),
        '-dstalpha',
        '-ot',
        type,
        '-of',
        'ENVI',
        '-co',
        'INTERLEAVE=BIP',
        '-overwrite',
      ],
      out,
      settings: SETTINGS,
    });
    if (!done.ok) return done;
    const samples = await readSamples(out, type);
    if (samples.length !== BLOCK * BLOCK * (coloring.bands + 1)) return fail('background.picture-broken');
    return ok(colorBlock(samples, coloring));
  };
}

async function roomFor(plan: PyramidPlan, folder: string): Promise<Result<null>> {
  const tiles = (countBlocks(plan) * BLOCK_TILES * BLOCK_TILES * 4) / 3;
  if (tiles > MAX_TILES * 4) return fail('background.picture-too-large');
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const need = tiles * TILE_BYTES;
  return free < need
    ? fail('background.no-room', { need: Math.ceil(need / 1e6), free: Math.floor(free / 1e6) })
    : ok(null);
}

async function makeTiles(gdal: Gdal, work: PictureWork): Promise<Result<PyramidPlan>> {
  work.progress({ share: null, stage: 'background.stage.look' });
  const first = await lookAtPicture(gdal, work.files.source);
  if (!first.ok) return first;
  const info = first.value;
  const plan = planPicture(info, work.crs);
  if (!plan.ok) return plan;
  const room = await roomFor(plan.value, path.dirname(work.out));
  if (!room.ok) return room;
  const lines = isLines(work.files.source, info);
  const source = lines ? await inSquares(gdal, work) : ok(work.files.source);
  if (!source.ok) return source;
  const choice = bandsOf(info);
  const stretch = choice.bytes
    ? ok(null)
    : await lookAtSamples(gdal, source.value, info, choice, work.scratch);
  if (!stretch.ok) return stretch;
  const coloring: Coloring = {
    bands: choice.numbers.length === 1 ? 1 : 3,
    palette: info.bands[0]!.palette,
    stretch: stretch.value,
    ownAlpha: choice.all,
  };
  const before = lines ? 0.3 : 0;
  const made = createMbtiles(work.out);
  if (!made.ok) return made;
  const writer = made.value;
  const built = await buildPyramid(plan.value, {
    block: blockReader(gdal, source.value, work, choice, coloring),
    put: (tile, bytes) => writer.put(tile, bytes),
    progress: (share) =>
      work.progress({ share: before + (1 - before) * share, stage: 'background.stage.tiles' }),
    signal: work.signal,
    smooth: coloring.palette === null,
  });
  const sound = built.ok && built.value === 0 ? fail('background.picture-empty') : built;
  if (!sound.ok) {
    writer.abandon();
    return sound;
  }
  const { bounds, minZoom, maxZoom } = plan.value;
  const done = writer.finish({
    name: work.name,
    attribution: '',
    description: '',
    bounds,
    minZoom,
    maxZoom,
    format: coloring.palette === null ? 'jpg' : 'png',
  });
  return done.ok ? plan : done;
}

/**
 * Turns a picture with a place on the ground into web mercator tiles: once, block by block, so that a photograph of any
 * size takes the same memory. What is half made is removed.
 *
 * @returns failures `background.gdal-failed` (cause), `background.gdal-stuck`, `background.gdal-crashed`,
 * `background.gdal-unavailable`, those of `planPicture`, and `background.picture-too-large`,
 * `background.picture-empty`, `background.picture-broken`, `background.no-room`, `background.write`, `cancelled`
 */
export async function convertPicture(work: PictureWork): Promise<Result<PyramidPlan>> {
  await mkdir(work.scratch, { recursive: true });
  const half = `${work.out}.${randomUUID().slice(0, 8)}.part`;
  const result = inOurWords(await withGdal(work.signal, (gdal) => makeTiles(gdal, { ...work, out: half })));
  await rm(work.scratch, { recursive: true, force: true });
  if (!result.ok) {
    await rm(half, { force: true });
    return result;
  }
  await rename(half, work.out);
  return result;
}
