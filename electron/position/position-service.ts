import path from 'node:path';
import type { ApiOf, EmitOf } from '../../shared/bridge/contract.ts';
import type { positionContract, positionControl } from '../../shared/bridge/position-contract.ts';
import type {
  Counters,
  FixEvent,
  PositionState,
  SourceChoice,
  SourceStatus,
} from '../../shared/gnss/service-types.ts';
import type { TrackPoints } from '../../shared/gnss/track-points.ts';
import { noFaults, type Satellite } from '../../shared/gnss/types.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createGrants } from '../query/grants.ts';
import { atMostOnceASecond } from './at-most-once-a-second.ts';
import { openGnssSettings } from './kept-settings.ts';
import { sourceOpener } from './open-source.ts';
import { createRawLog } from './raw-log.ts';
import { listPorts } from './sources/serial.ts';
import type { OpenSource } from './sources/source.ts';
import { writeTrackGpx } from './track-gpx.ts';
import { createTrackKeeper } from './track-keeper.ts';
import { openTrackShelf } from './track-shelf.ts';
import { watchReceiver, type Watch } from './watch.ts';

export interface PositionHost {
  /** Where settings, tracks and raw data of this user are kept. */
  readonly folder: string;
  now(): number;
}

export interface PositionService {
  readonly page: ApiOf<typeof positionContract>;
  readonly control: ApiOf<typeof positionControl>;
  /** Adds a page to those that hear the events; returns how to remove it. */
  attach(emit: EmitOf<typeof positionContract>): () => void;
}

interface Connection {
  readonly choice: SourceChoice;
  readonly watch: Watch;
  readonly source: OpenSource;
}

const OFF: SourceStatus = { state: 'off', trouble: null };
const SILENT: Counters = { faults: noFaults(), jumps: { aside: 0, dropped: 0, confirmed: 0 } };

/** Columns of their own: a message carries the whole memory behind a view. */
const copied = (points: TrackPoints): TrackPoints => ({
  count: points.count,
  time: points.time.slice(),
  lon: points.lon.slice(),
  lat: points.lat.slice(),
  height: points.height.slice(),
  accuracy: points.accuracy.slice(),
  source: points.source.slice(),
  quality: points.quality.slice(),
  starts: points.starts.slice(),
});

/** Positions of the receiver that is connected, and the track made of them. It never opens the blueprint. */
export async function createPositionService(host: PositionHost): Promise<PositionService> {
  const settings = await openGnssSettings(host.folder);
  const shelf = openTrackShelf(path.join(host.folder, 'tracks'));
  const grants = createGrants();
  const pages = new Set<EmitOf<typeof positionContract>>();
  const emit: EmitOf<typeof positionContract> = (name, payload) => {
    for (const page of pages) page(name, payload);
  };
  const raw = createRawLog(
    path.join(host.folder, 'raw'),
    () => host.now(),
    () => emit('raw', raw.state()),
  );
  let connection: Connection | null = null;
  let status: SourceStatus = OFF;
  let last: FixEvent | null = null;
  let sky: readonly Satellite[] = [];
  /** The next position is of another receiver than the one before. */
  let another = false;

  const keeper = createTrackKeeper(shelf, {
    settings: settings.get,
    now: () => host.now(),
    onSaved: () => track.run(),
  });
  const track = atMostOnceASecond(() => emit('track', keeper.now()));
  const counters = atMostOnceASecond(() => emit('counters', countersNow()));
  const countersNow = (): Counters =>
    connection === null
      ? SILENT
      : { faults: { ...connection.watch.receiver.faults }, jumps: { ...connection.watch.receiver.jumps } };

  const show = (fix: FixEvent): void => {
    last = fix;
    emit('fix', fix);
    counters.run();
  };

  const disconnect = async (): Promise<void> => {
    const old = connection;
    if (old === null) return;
    connection = null;
    old.watch.stop();
    [status, sky] = [OFF, []];
    emit('source', status);
    await old.source.close();
  };

  const connect = async (choice: SourceChoice): Promise<Result<null>> => {
    const opener = sourceOpener(choice, (token) => grants.path(token, 'read'));
    if (!opener.ok) return opener;
    await disconnect();
    another = true;
    last = null;
    const watch = watchReceiver(
      settings.get,
      {
        fix: (fix, apart) => {
          const alone = apart || another;
          another = false;
          if (keeper.step({ kind: 'fix', fix, apart: alone }).ok) track.run();
          show({ fix, use: 'counts', apart: alone });
        },
        doubtful: (fix, why) => show({ fix, use: why, apart: true }),
        signal: (state) => emit('signal', state),
        satellites: (view) => {
          sky = view;
          emit('satellites', view);
        },
      },
      choice.kind === 'file',
    );
    const source = opener.value({
      bytes: (chunk, atMs) => {
        if (connection?.watch !== watch) return;
        raw.add(chunk);
        watch.bytes(chunk, atMs);
      },
      time: (atMs) => {
        if (connection?.watch === watch) watch.time(atMs);
      },
      status: (next) => {
        if (connection !== null && connection.watch !== watch) return;
        status = next;
        // The line has gone dead: what is shown from now on is old.
        if (next.state !== 'open') watch.stop();
        if (next.state === 'ended') counters.run();
        emit('source', next);
      },
    });
    connection = { choice, watch, source };
    return ok(null);
  };

  /** One after the other: of two that overlap, one source would be left open. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };

  const stateNow = (): PositionState => ({
    settings: settings.get(),
    source: connection?.choice ?? null,
    status,
    signal: connection?.watch.receiver.state ?? 'none',
    last,
    satellites: sky,
    counters: countersNow(),
    track: keeper.now(),
    raw: raw.state(),
  });

  const pointsOf = async (id: string | null, from: number): Promise<Result<TrackPoints>> => {
    const now = keeper.now();
    if (id === null || id === now?.id) {
      const points = keeper.points(from);
      return points === null ? fail('position.no-track') : ok(points);
    }
    const read = await shelf.read(id);
    return read === null ? fail('position.no-such-track') : ok(read.track.columns.view(from));
  };
  const nameOf = async (id: string | null): Promise<string> => {
    const now = keeper.now();
    if (id === null || id === now?.id) return now?.name ?? '';
    return (await shelf.read(id))?.head.name ?? '';
  };
  const told = <T>(result: Result<T>): Result<T> => {
    if (result.ok) emit('track', keeper.now());
    return result;
  };

  return {
    attach: (page) => {
      pages.add(page);
      return () => pages.delete(page);
    },
    control: {
      grant: ({ token, path: file, access }) => {
        grants.give(token, file, access);
        return ok(null);
      },
      close: async () => {
        await inTurn(disconnect);
        track.stop();
        counters.stop();
        await keeper.close();
        await raw.close();
        track.stop();
        return ok(null);
      },
    },
    page: {
      state: () => ok(stateNow()),
      ports: async () => ok(await listPorts()),
      connect: ({ source }) => inTurn(() => connect(source)),
      disconnect: async () => {
        await inTurn(disconnect);
        return ok(null);
      },
      setSettings: async ({ settings: next }) => {
        await settings.set(next);
        return ok(next);
      },
      keepRaw: ({ on }) => raw.switch(on),
      startTrack: async ({ name }) => told(await keeper.start(name)),
      pauseTrack: () => told(keeper.step({ kind: 'pause' })),
      resumeTrack: () => told(keeper.step({ kind: 'resume' })),
      stopTrack: async () => {
        const stopped = await keeper.stop();
        // One that could not be ended is paused now.
        emit('track', keeper.now());
        return stopped;
      },
      recoverTrack: async ({ id }) => told(await keeper.recover(id)),
      tracks: async () => {
        const now = keeper.now();
        return ok(await shelf.list(now === null || now.summary.phase === 'stopped' ? null : now.id));
      },
      forgetTrack: async ({ id }) => {
        const now = keeper.now();
        if (now?.id === id && now.summary.phase !== 'stopped') return fail('position.track-running');
        keeper.leave(id);
        await shelf.remove(id);
        return told(ok(null));
      },
      trackPoints: async ({ id, from }) => {
        const points = await pointsOf(id, from);
        return points.ok ? ok(copied(points.value)) : points;
      },
      exportTrack: async ({ id, file }) => {
        const target = grants.path(file, 'write');
        if (!target.ok) return target;
        const points = await pointsOf(id, 0);
        if (!points.ok) return points;
        if (points.value.count === 0) return fail('position.track-empty');
        await writeTrackGpx(target.value, await nameOf(id), points.value);
        return ok({ points: points.value.count });
      },
    },
  };
}
