import { randomUUID } from 'node:crypto';
import type { GnssSettings } from '../../shared/gnss/settings.ts';
import type { RunningTrack } from '../../shared/gnss/service-types.ts';
import {
  newTrack,
  stepTrack,
  summaryOf,
  type Track,
  type TrackEvent,
} from '../../shared/gnss/track-recorder.ts';
import { trackPointAt, type TrackPoints } from '../../shared/gnss/track-points.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { openAppendLog, type AppendLog } from './append-log.ts';
import { END_LINE, headLine, pointLine } from './track-lines.ts';
import type { TrackShelf } from './track-shelf.ts';

/** Seconds of a track that a crash may cost. */
const SAVE_EVERY_MS = 2000;

type KeeperEvent = { readonly kind: 'pause' | 'resume' } | Extract<TrackEvent, { kind: 'fix' }>;

/** The track that runs, in memory and on the disk. */
export interface TrackKeeper {
  now(): RunningTrack | null;
  points(from: number): TrackPoints | null;
  start(name: string): Promise<Result<RunningTrack>>;
  recover(id: string): Promise<Result<RunningTrack>>;
  step(event: KeeperEvent): Result<RunningTrack>;
  /**
   * Ends the track once all of it is on the disk. Where it cannot be written, it is paused instead, still to be ended or
   * gone on with: `position.not-ended` (`cause`: the system's code).
   */
  stop(): Promise<Result<RunningTrack>>;
  /** Lets a track go that has been ended. */
  leave(id: string): void;
  /** Puts what there is on the disk and closes; the track is not ended by it. */
  close(): Promise<void>;
}

interface Running {
  readonly id: string;
  readonly name: string;
  track: Track;
  /** Null once the track has been ended. */
  log: AppendLog | null;
  /** Points that have been given to the log. */
  logged: number;
  savedMs: number | null;
  trouble: Failure | null;
}

export function createTrackKeeper(
  shelf: TrackShelf,
  host: { readonly settings: () => GnssSettings; readonly now: () => number; readonly onSaved: () => void },
): TrackKeeper {
  let running: Running | null = null;
  /** One is being opened. */
  let entering = false;
  /** The one that runs is being ended. */
  let ending = false;
  const runs = (): boolean => running !== null && running.track.phase !== 'stopped';
  const told = ({ id, name, track, savedMs, trouble }: Running): RunningTrack => ({
    id,
    name,
    summary: summaryOf(track),
    savedMs,
    trouble,
  });

  const openLog = async (of: Running, keep: number): Promise<Result<AppendLog>> => {
    try {
      return ok(
        await openAppendLog(await shelf.fileOf(of.id), {
          keep,
          everyMs: SAVE_EVERY_MS,
          trouble: (cause) => fail('position.log-failed', { cause }).error,
          onWritten: (trouble) => {
            of.trouble = trouble;
            if (trouble === null) of.savedMs = host.now();
            host.onSaved();
          },
        }),
      );
    } catch (error) {
      return fail('position.log-failed', { cause: (error as NodeJS.ErrnoException).code ?? String(error) });
    }
  };

  /** Gives the log what has come to the track. */
  const log = (of: Running): void => {
    const { columns } = of.track;
    if (of.log === null || columns.count === of.logged) return;
    const fresh = columns.view(of.logged);
    const starts = new Set(fresh.starts);
    for (let i = 0; i < fresh.count; i++) of.log.add(pointLine(trackPointAt(fresh, i), starts.has(i)));
    of.logged = columns.count;
  };

  const take = (of: Running, event: TrackEvent): void => {
    of.track = stepTrack(of.track, event, host.settings());
    log(of);
  };

  const enter = async (of: Running, keep: number): Promise<Result<RunningTrack>> => {
    const opened = await openLog(of, keep).finally(() => {
      entering = false;
    });
    if (!opened.ok) return opened;
    of.log = opened.value;
    running = of;
    return ok(told(of));
  };

  return {
    now: () => (running === null ? null : told(running)),
    points: (from) => running?.track.columns.view(from) ?? null,
    start: async (name) => {
      if (entering || runs()) return fail('position.track-running');
      entering = true;
      const { frame, antennaHeightM } = host.settings();
      const of: Running = {
        id: randomUUID(),
        name,
        track: newTrack(),
        log: null,
        logged: 0,
        savedMs: null,
        trouble: null,
      };
      const entered = await enter(of, 0);
      if (!entered.ok) return entered;
      of.log?.add(headLine({ v: 1, id: of.id, name, frame, antennaHeightM }));
      // A track without its head could not be found again.
      await of.log?.flush();
      take(of, { kind: 'start' });
      return ok(told(of));
    },
    recover: async (id) => {
      if (entering || runs()) return fail('position.track-running');
      entering = true;
      const read = await shelf.read(id);
      if (read === null || read.ended) {
        entering = false;
        return fail('position.no-such-track');
      }
      const { head, track, bytes } = read;
      const logged = track.columns.count;
      return enter({ id, name: head.name, track, log: null, logged, savedMs: null, trouble: null }, bytes);
    },
    step: (event) => {
      if (running === null || !runs() || ending) return fail('position.no-track');
      take(running, event);
      return ok(told(running));
    },
    stop: async () => {
      if (running === null || !runs() || ending) return fail('position.no-track');
      const of = running;
      // What was passed over last ends the segment, and has to be on the disk too.
      take(of, { kind: 'pause' });
      ending = true;
      const left = await of.log?.close(END_LINE).finally(() => {
        ending = false;
      });
      if (left != null) return fail('position.not-ended', { ...left.params });
      of.log = null;
      take(of, { kind: 'stop' });
      return ok(told(of));
    },
    leave: (id) => {
      if (running?.id === id && !runs()) running = null;
    },
    close: async () => {
      // What was passed over last ends the segment.
      if (running !== null) take(running, { kind: 'pause' });
      const last = running?.log;
      running = null;
      // There is no later to try again in.
      if ((await last?.close()) != null) await last?.abandon();
    },
  };
}
