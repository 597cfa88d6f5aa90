import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labels } from '../../../electron/store/read/labels.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { DETAIL_ZOOM, tileJob } from '../../../electron/store/read/tile-job.ts';
import Database from 'better-sqlite3';
import { tileAt, type Tile } from '../../../shared/map/tile-grid.ts';
import { must } from '../../../shared/result.ts';
import { decodeTile } from '../../fixtures/mvt.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { call, county, rectangle, type County } from './county.ts';

/** What a tile of a copy of the file shows, made at the time. */
function tileOfCopy(file: string, tile: Tile): unknown {
  const reader = openReader(file);
  try {
    const job = tileJob(reader, labels(), 'land_use', tile);
    job?.run(() => false);
    return decodeTile(job?.bytes() ?? null);
  } finally {
    reader.close();
  }
}

/** A whole copy of the file as it is now, apart from everything that happens to it later. */
function copyOf(file: string, to: string): void {
  const db = new Database(file, { readonly: true });
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

/** The tile of a past state as the page gets it: the present one where nothing has been written, else the past's own. */
async function pastTile(
  it: County,
  state: number,
  tile: Tile,
): Promise<{ features: unknown; shared: boolean }> {
  const asked = { layer: 'land_use', ...tile, state };
  const now = must(await it.tiles.tileSince(asked, call));
  if (now !== null) {
    expect(now.complete).toBe(true);
    return { features: decodeTile(now.bytes), shared: true };
  }
  for (;;) {
    const answer = must(await it.past.tile(asked, call));
    if (answer.complete) return { features: decodeTile(answer.bytes), shared: false };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Cells of a grid of parcels, far enough apart that tiles of zoom 14 hold a few each. */
const SIDE = 8;
const STEP = 0.004;
const WEST = 110;
const SOUTH = 30;
const cell = (i: number, grow = 0) => {
  const [x, y] = [WEST + (i % SIDE) * STEP, SOUTH + Math.floor(i / SIDE) * STEP];
  return rectangle(x, y, x + STEP - grow, y + STEP);
};
const TILES: readonly Tile[] = [10, DETAIL_ZOOM - 1, DETAIL_ZOOM, 15].flatMap((z) => {
  const seen = new Map<string, Tile>();
  for (let i = 0; i < SIDE * SIDE; i += 9) {
    const tile = tileAt(WEST + (i % SIDE) * STEP, SOUTH + Math.floor(i / SIDE) * STEP, z);
    seen.set(`${tile.x}/${tile.y}`, tile);
  }
  return [...seen.values()];
});

type Edit = { readonly kind: 'class' | 'shape' | 'delete' | 'create' | 'undo' | 'redo'; readonly at: number };
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('class', 'class', 'shape', 'delete', 'create', 'undo', 'redo'),
  at: fc.integer({ min: 0, max: SIDE * SIDE - 1 }),
});

test('tiles of every past state are those that were made at that time', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 10 }), async (edits) => {
      const it = await county();
      try {
        const refs = new Map<number, RecordRef>();
        for (let i = 0; i < SIDE * SIDE; i += 3) refs.set(i, await it.parcel(cell(i), '0301'));
        const copies: { readonly state: number; readonly file: string }[] = [];
        const copy = (): void => {
          const state = it.reader.rev();
          const file = path.join(path.dirname(it.file), `at-${copies.length}.gpkg`);
          copyOf(it.file, file);
          copies.push({ state, file });
        };
        copy();
        for (const { kind, at } of edits) {
          const ref = refs.get(at);
          const there = ref !== undefined && it.reader.features([ref]).length === 1;
          const before = it.reader.rev();
          // What says the same again is refused, and leaves no state of its own.
          const attempt = (command: string, params: object): unknown =>
            it.store.page.execute({ command, params }, call);
          if (kind === 'undo' || kind === 'redo') await it.store.page[kind]({}, call);
          else if (kind === 'create' && !there) refs.set(at, await it.parcel(cell(at), '0601'));
          else if (there && kind === 'class')
            await attempt('edit-attributes', { refs: [ref], fields: { land_class: '0701' } });
          else if (there && kind === 'shape')
            await attempt('edit-geometry', { ref, geometry: cell(at, STEP / 4) });
          else if (there && kind === 'delete') await attempt('delete-features', { refs: [ref] });
          if (it.reader.rev() === before) continue;
          copy();
        }
        let shared = 0;
        for (const { state, file } of copies) {
          for (const tile of TILES) {
            const past = await pastTile(it, state, tile);
            expect(past.features).toEqual(tileOfCopy(file, tile));
            if (past.shared) shared += 1;
          }
        }
        // The newest state is the present: all its tiles are there already.
        expect(shared).toBeGreaterThanOrEqual(TILES.length);
      } finally {
        await it.close();
      }
    }),
    { numRuns: process.env.LANTU_LONG === '1' ? 40 : 4 },
  );
});

test('the history keeps every before-image, and a request that was given up is not answered', async () => {
  const it = await county();
  try {
    const ref = await it.parcel(cell(0), '0301');
    await it.run('edit-attributes', { refs: [ref], fields: { land_class: '0601' } });
    const tile = { layer: 'land_use', ...tileAt(WEST + STEP / 2, SOUTH + STEP / 2, 14), state: 1 };
    const gone = new AbortController();
    gone.abort();
    expect(await it.past.tile(tile, { ...call, signal: gone.signal })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    const changes = await it.past.versionChanges(
      { from: 1, to: 2, limit: 10 },
      { ...call, signal: gone.signal },
    );
    expect(changes).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await it.past.versionChanges({ from: 1, to: 9, limit: 10 }, call)).toMatchObject({
      ok: false,
      error: { code: 'version-no-step' },
    });
  } finally {
    await it.close();
  }
});
