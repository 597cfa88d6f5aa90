import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { Progress } from '../../shared/bridge/contract.ts';
import { AREA_TILES_PER_SECOND, areaTiles, planArea } from '../../shared/background/area-plan.ts';
import { imageKind } from '../../shared/background/image-kind.ts';
import type { AreaReport } from '../../shared/background/types.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import type { Tile } from '../../shared/map/tile-grid.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { createMbtiles, type MbtilesWriter } from '../store/mbtiles/mbtiles-writer.ts';

export interface AreaWork {
  readonly box: Box;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly out: string;
  readonly name: string;
  readonly attribution: string;
  /** Asks for one tile, through the gate of the server. */
  tile(tile: Tile, signal: AbortSignal): Promise<Result<Uint8Array | null>>;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Waits; ends at once with the signal. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

/** Requests under way at a time. */
const PARALLEL = 2;
const TRIES = 3;
const PAUSE_MS = 2_000;
/** So many tiles in a row that cannot be had mean that there is no use in going on. */
const MOST_IN_A_ROW = 20;
/** After these there is nothing to try again. */
const FINAL: ReadonlySet<string> = new Set([
  'cancelled',
  'background.off',
  'background.denied',
  'background.no-server',
  'background.redirected',
  'background.not-allowed',
]);

/** Starts of requests, so far apart that the server is not pressed; and none at all while it asks for rest. */
interface Pace {
  turn(): Promise<void>;
  rest(ms: number): void;
}

function createPace(work: AreaWork): Pace {
  const step = 1000 / AREA_TILES_PER_SECOND;
  let next = 0;
  let quietUntil = 0;
  return {
    turn: async () => {
      let at = Math.max(work.now(), next);
      next = at + step;
      for (let now = work.now(); now < at && !work.signal.aborted; now = work.now()) {
        await work.wait(at - now, work.signal);
        // Rest may have been asked for in the meantime.
        at = Math.max(at, quietUntil);
      }
    },
    rest: (ms) => {
      quietUntil = Math.max(quietUntil, work.now() + ms);
      next = Math.max(next, quietUntil);
    },
  };
}

interface Tally {
  empty: number;
  failed: number;
  inARow: number;
  done: number;
  end: Failure | null;
}

async function one(tile: Tile, work: AreaWork, pace: Pace): Promise<Result<Uint8Array | null>> {
  for (let turn = 1; ; turn++) {
    await pace.turn();
    if (work.signal.aborted) return fail('cancelled');
    const answer = await work.tile(tile, work.signal);
    if (answer.ok || FINAL.has(answer.error.code) || turn === TRIES) return answer;
    const asked = Number(answer.error.params?.['wait'] ?? 0) * 1000;
    pace.rest(Math.max(asked, PAUSE_MS * turn));
  }
}

/** Takes what `next` gives, one after the other, until it is empty or something ends it. */
async function take(
  next: Generator<Tile>,
  all: number,
  work: AreaWork,
  writer: MbtilesWriter,
  pace: Pace,
  tally: Tally,
): Promise<void> {
  for (let step = next.next(); !step.done && tally.end === null; step = next.next()) {
    const answer = await one(step.value, work, pace);
    if (tally.end !== null) return;
    if (answer.ok) {
      tally.inARow = 0;
      if (answer.value === null) tally.empty += 1;
      else {
        const kept = writer.put(step.value, answer.value);
        if (!kept.ok) tally.end = kept.error;
      }
    } else {
      tally.failed += 1;
      tally.inARow += 1;
      if (FINAL.has(answer.error.code) || tally.inARow >= MOST_IN_A_ROW) tally.end = answer.error;
    }
    tally.done += 1;
    work.progress({
      share: tally.done / all,
      stage: 'background.stage.area',
      params: { n: tally.done, m: all },
    });
  }
}

/**
 * Saves an area of a server as MBTiles: slowly, a tile at a time, and nothing is left of it when it does not come to an
 * end. Tiles that cannot be had although others can are counted and left out.
 *
 * @returns failures `background.area-too-large`, `background.area-empty` (the server has none of it), `cancelled`,
 * `background.write`, and the one of the server that ended it
 */
export async function saveArea(work: AreaWork): Promise<Result<AreaReport>> {
  const { box, minZoom, maxZoom, name, attribution } = work;
  const plan = planArea(box, minZoom, maxZoom, null);
  if (plan.tooMany) return fail('background.area-too-large', { n: plan.tiles, limit: plan.limit });
  const half = `${work.out}.${randomUUID().slice(0, 8)}.part`;
  const made = createMbtiles(half);
  if (!made.ok) return made;
  const writer = made.value;
  let format: 'png' | 'jpg' | 'webp' = 'png';
  const put: MbtilesWriter['put'] = (tile, bytes) => {
    format = imageKind(bytes)?.kind ?? format;
    return writer.put(tile, bytes);
  };
  const tally: Tally = { empty: 0, failed: 0, inARow: 0, done: 0, end: null };
  const next = areaTiles(box, minZoom, maxZoom);
  const pace = createPace(work);
  await Promise.all(
    Array.from({ length: PARALLEL }, () => take(next, plan.tiles, work, { ...writer, put }, pace, tally)),
  );
  const { count, bytes } = writer;
  const end = tally.end ?? (count === 0 ? { code: 'background.area-empty' } : null);
  if (end !== null) {
    writer.abandon();
    await rm(half, { force: true });
    return { ok: false, error: end };
  }
  const done = writer.finish({ name, attribution, description: '', bounds: box, minZoom, maxZoom, format });
  const moved = done.ok
    ? await rename(half, work.out).then(
        () => done,
        () => fail('background.write', { cause: 'rename' }),
      )
    : done;
  if (!moved.ok) {
    await rm(half, { force: true });
    return moved;
  }
  return ok({ saved: count, empty: tally.empty, failed: tally.failed, bytes });
}
