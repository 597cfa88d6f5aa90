import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTrackColumns, type TrackColumns } from '../../../shared/gnss/track-points.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** What the services of the page say: the track as it is, the layer as it was written, and a disk that may be full. */
const world = vi.hoisted(() => ({
  columns: null as TrackColumns | null,
  layer: [] as { readonly remark: unknown; readonly length: number }[],
  room: Infinity,
}));
vi.mock('../../../renderer/bridge/client.ts', () => ({
  services: () => ({
    store: {
      execute: async ({
        params: { fields },
      }: {
        params: { fields: Record<string, number> };
      }): Promise<Result<null>> => {
        await Promise.resolve();
        if (world.layer.length >= world.room) return fail('internal', { message: 'full' });
        world.layer.push({ remark: fields['remark'], length: fields['length_m']! });
        return ok(null);
      },
    },
  }),
  positionClient: () => ({
    trackPoints: async () => Promise.resolve(ok(world.columns!.view())),
    forgetTrack: async () => Promise.resolve(ok(null)),
    tracks: async () => Promise.resolve(ok([])),
    state: async () => Promise.resolve(fail('bridge.closed')),
  }),
  shellClient: () => ({}),
  onPosition: () => () => {},
}));

let work: typeof import('../../../renderer/state/position-work.ts');
let saving: typeof import('../../../renderer/state/save-track.ts');
let saved: typeof import('../../../renderer/state/saved-tracks.ts');
let session: typeof import('../../../renderer/state/session.ts');
beforeAll(async () => {
  const events = { addEventListener: () => {}, removeEventListener: () => {} };
  vi.stubGlobal('window', { ...events, matchMedia: () => ({ matches: false, ...events }) });
  work = await import('../../../renderer/state/position-work.ts');
  saving = await import('../../../renderer/state/save-track.ts');
  saved = await import('../../../renderer/state/saved-tracks.ts');
  session = await import('../../../renderer/state/session.ts');
});

/** Adds a segment northwards from 30°: its length tells it from the others. */
function walk(points: number): void {
  for (let i = 0; i < points; i++)
    world.columns!.add(
      {
        timeMs: Date.UTC(2026, 10, 29, 8) + 1000 * i,
        lon: 110,
        lat: 30 + i / 1000,
        heightM: null,
        accuracyM: null,
        accuracySource: 'unknown',
        quality: 4,
      },
      i === 0,
    );
}
const open = (path: string): void =>
  session.useSession.setState({ blueprint: { path, name: path } as never });
const save = (): Promise<boolean> => saving.saveTrack('t', '巡查', { observer: '王测', day: null });
const isSaved = (): boolean =>
  saved.isSaved(work.usePositionWork.getState().saved['t'], { segments: world.columns!.segments });
/** Lengths in the layer, in thousandths of a degree of latitude (110.85 m there). */
const written = (): number[] => world.layer.map(({ length }) => Math.round(length / 110.85));

beforeEach(() => {
  world.columns = createTrackColumns();
  world.layer = [];
  world.room = Infinity;
  work.usePositionWork.setState({ saved: {} });
  open('/a.gpkg');
});

describe('a track that is put into the layer', () => {
  it('and gone on with is saved in part only, and goes on from there', async () => {
    walk(3);
    walk(5);
    expect(await save()).toBe(true);
    expect(isSaved()).toBe(true);
    walk(8);
    expect(isSaved()).toBe(false);
    expect(saved.segmentsIn(work.usePositionWork.getState().saved['t'], '/a.gpkg')).toBe(2);
    expect(await save()).toBe(true);
    expect(written()).toEqual([2, 4, 7]);
    expect(isSaved()).toBe(true);
  });

  it('is saved as far as it was written where that fails, also for who starts again', async () => {
    walk(3);
    walk(5);
    walk(8);
    world.room = 2;
    expect(await save()).toBe(false);
    expect(isSaved()).toBe(false);
    const kept = work.readPositionWork(JSON.stringify({ saved: work.usePositionWork.getState().saved }));
    work.usePositionWork.setState({ saved: kept.saved });
    world.room = Infinity;
    expect(await save()).toBe(true);
    expect(written()).toEqual([2, 4, 7]);
  });

  it('counts segments that are no line, and is written as a whole into another blueprint', async () => {
    walk(3);
    walk(1);
    expect(await save()).toBe(true);
    expect(isSaved()).toBe(true);
    walk(5);
    walk(1);
    open('/b.gpkg');
    expect(await save()).toBe(true);
    expect(written()).toEqual([2, 2, 4]);
    open('/a.gpkg');
    expect(await save()).toBe(true);
    expect(written()).toEqual([2, 2, 4, 4]);
  });

  it('is written again where all of it is there and that is asked for: its step may have been taken back', async () => {
    walk(3);
    walk(5);
    await save();
    world.layer = [];
    expect(await save()).toBe(true);
    expect(written()).toEqual([2, 4]);
  });

  it('of an older edition, which did not note how much it had saved, counts as not saved', () => {
    expect(work.readPositionWork(JSON.stringify({ saved: { t: '澄川县' } })).saved).toEqual({});
  });
});
