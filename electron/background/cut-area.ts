import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { Progress } from '../../shared/bridge/contract.ts';
import { areaTiles, planArea } from '../../shared/background/area-plan.ts';
import { imageKind } from '../../shared/background/image-kind.ts';
import type { CutReport, TileFacts } from '../../shared/background/types.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import type { Tile } from '../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createMbtiles, type MbtilesWriter } from '../store/mbtiles/mbtiles-writer.ts';

export interface CutWork {
  readonly box: Box;
  /** Largest sum of tiles, bytes. */
  readonly maxBytes: number;
  readonly tiles: TileFacts;
  readonly name: string;
  readonly out: string;
  /** A tile that lies on this computer; null where there is none. */
  tile(tile: Tile): Promise<Result<Uint8Array | null>>;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** The tiles of one level in the area; null where they take more than there is room for. */
async function level(work: CutWork, zoom: number, room: number): Promise<Result<readonly Tile[] | null>> {
  const there: Tile[] = [];
  let bytes = 0;
  for (const tile of areaTiles(work.box, zoom, zoom)) {
    if (work.signal.aborted) return fail('cancelled');
    const found = await work.tile(tile);
    if (!found.ok) return found;
    if (found.value === null) continue;
    bytes += found.value.length;
    if (bytes > room) return ok(null);
    there.push(tile);
  }
  return ok(there);
}

/** Writes whole levels, the coarse ones first, as long as there is room; gives the finest that went in. */
async function levels(work: CutWork, writer: MbtilesWriter): Promise<Result<{ zoom: number; kind: Kind }>> {
  const { minZoom, maxZoom } = work.tiles;
  let [last, kind]: [number, Kind] = [-1, 'png'];
  for (let zoom = minZoom; zoom <= maxZoom; zoom++) {
    // A level of more tiles than an offline area may have is not gone through to learn that it is too large.
    if (planArea(work.box, minZoom, zoom, null).tooMany) break;
    const tiles = await level(work, zoom, work.maxBytes - writer.bytes);
    if (!tiles.ok) return tiles;
    if (tiles.value === null) break;
    for (const tile of tiles.value) {
      const found = await work.tile(tile);
      if (!found.ok) return found;
      if (found.value === null) continue;
      kind = imageKind(found.value)?.kind ?? kind;
      const kept = writer.put(tile, found.value);
      if (!kept.ok) return kept;
    }
    last = zoom;
    work.progress({
      share: (zoom - minZoom + 1) / (maxZoom - minZoom + 1),
      stage: 'background.stage.cut',
      params: { zoom },
    });
  }
  return ok({ zoom: last, kind });
}

type Kind = 'png' | 'jpg' | 'webp';

/**
 * Cuts an area out of a background that lies on this computer, as MBTiles of its own: whole levels, down to the finest
 * that a size allows. Nothing is left of it when it does not come to an end.
 *
 * @returns failures `background.cut-empty` (nothing of it lies there), `background.cut-small` (not even the coarsest
 * level has room), `cancelled`, `background.write`, those of reading tiles
 */
export async function cutArea(work: CutWork): Promise<Result<CutReport>> {
  const { box, tiles, name, out } = work;
  const half = `${out}.${randomUUID().slice(0, 8)}.part`;
  const made = createMbtiles(half);
  if (!made.ok) return made;
  const writer = made.value;
  const refuse = async (result: Result<never>): Promise<Result<never>> => {
    writer.abandon();
    await rm(half, { force: true });
    return result;
  };
  const cut = await levels(work, writer);
  if (!cut.ok) return refuse(cut);
  const { zoom, kind } = cut.value;
  if (writer.count === 0) return refuse(fail(zoom < 0 ? 'background.cut-small' : 'background.cut-empty'));
  const { count, bytes } = writer;
  const facts = { bounds: box, minZoom: tiles.minZoom, maxZoom: zoom, format: kind };
  const done = writer.finish({ name, attribution: tiles.attribution, description: '', ...facts });
  const moved = done.ok
    ? await rename(half, out).then(
        () => done,
        () => fail('background.write', { cause: 'rename' }),
      )
    : done;
  if (moved.ok) return ok({ saved: count, bytes, maxZoom: zoom });
  await rm(half, { force: true });
  return moved;
}
