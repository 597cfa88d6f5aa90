import { z } from 'zod';
import type { GnssSettings } from '../gnss/settings.ts';
import type {
  Counters,
  FixEvent,
  KeptTrack,
  PositionState,
  RunningTrack,
  SerialPortInfo,
  SourceChoice,
  SourceStatus,
} from '../gnss/service-types.ts';
import type { SignalState } from '../gnss/signal.ts';
import type { TrackPoints } from '../gnss/track-points.ts';
import type { Satellite } from '../gnss/types.ts';
import { defineContract, event, method } from './contract.ts';
import { finite, text } from './schemas.ts';

const port = z.number().int().min(1).max(65_535);
const host = z.string().max(80);
const BAUD_RATES = [4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600] as const;
const id = z.string().regex(/^[0-9a-f-]{36}$/);
const name = z.string().trim().min(1).max(120);

/** A device by its name alone: no way to any other file. */
const device = z.string().regex(/^(\/dev\/([\w-]+\/)*[\w.:-]+|(\\\\\.\\)?COM\d{1,3})$/i);

export const sourceChoice: z.ZodType<SourceChoice> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), path: device, baudRate: z.literal(BAUD_RATES) }),
  z.strictObject({ kind: z.literal('tcp'), host, port }),
  z.strictObject({ kind: z.literal('udp'), host, port }),
  z.strictObject({ kind: z.literal('file'), file: text, rate: finite.min(0).max(1000) }),
]);

export const gnssSettings: z.ZodType<GnssSettings> = z.strictObject({
  staleAfterS: finite.min(1).max(600),
  lostAfterS: finite.min(1).max(3600),
  maxSpeedMps: finite.min(1).max(1000),
  confirmations: z.number().int().min(2).max(60),
  frame: z.enum(['wgs84', 'cgcs2000']),
  antennaHeightM: finite.min(-10).max(100),
  minDistanceM: finite.min(0).max(10_000),
  minTimeS: finite.min(0).max(3600),
});

/**
 * Positions from receivers, and tracks. The process behind it reads serial ports, local addresses and recordings; it
 * looks up no name, and reaches no address but those of this machine and of local networks.
 */
export const positionContract = defineContract({
  name: 'position',
  methods: {
    state: method<PositionState>()(z.strictObject({})),
    ports: method<readonly SerialPortInfo[]>()(z.strictObject({})),
    /** Leaves the source there is and opens another; what becomes of it is told by `source`. */
    connect: method<null>()(z.strictObject({ source: sourceChoice })),
    disconnect: method<null>()(z.strictObject({})),
    /** Kept over the next start. */
    setSettings: method<GnssSettings>()(z.strictObject({ settings: gnssSettings })),
    /** Keeps the bytes of the receiver as they come, in a file of the user's folder; answers with its path. */
    keepRaw: method<string | null>()(z.strictObject({ on: z.boolean() })),
    startTrack: method<RunningTrack>()(z.strictObject({ name })),
    pauseTrack: method<RunningTrack>()(z.strictObject({})),
    resumeTrack: method<RunningTrack>()(z.strictObject({})),
    /**
     * Ends the track; it stays on this computer until it is forgotten. Answered once it is on the disk; where it cannot
     * be written, it is paused and not ended (`position.not-ended`).
     */
    stopTrack: method<RunningTrack>()(z.strictObject({})),
    /** Tracks of this computer but the one that runs. */
    tracks: method<readonly KeptTrack[]>()(z.strictObject({})),
    /** Takes up a track that was not ended: paused, to be resumed or stopped. */
    recoverTrack: method<RunningTrack>()(z.strictObject({ id })),
    /** Deletes a track that is kept elsewhere by now, or that nobody wants. */
    forgetTrack: method<null>()(z.strictObject({ id })),
    /** Points of a track from a number on; `id` null for the one that runs. */
    trackPoints: method<TrackPoints>()(
      z.strictObject({ id: id.nullable(), from: z.number().int().nonnegative() }),
    ),
    /** Writes a track as GPX with its times and heights into a file the user chose. */
    exportTrack: method<{ readonly points: number }>()(z.strictObject({ id: id.nullable(), file: text })),
  },
  events: {
    fix: event<FixEvent>(),
    signal: event<SignalState>(),
    satellites: event<readonly Satellite[]>(),
    /** Once a second at most. */
    counters: event<Counters>(),
    source: event<SourceStatus>(),
    /** After each step of the track; while positions come, once a second at most. */
    track: event<RunningTrack | null>(),
    /** When raw data cannot be written, or can be again. */
    raw: event<PositionState['raw']>(),
  },
});

/** What the shell tells: which files the user chose, and that the app ends. */
export const positionControl = defineContract({
  name: 'position-control',
  methods: {
    grant: method<null>()(z.strictObject({ token: text, path: text, access: z.enum(['read', 'write']) })),
    /** Leaves the source; answered once the track is on the disk. It is not ended by it. */
    close: method<null>()(z.strictObject({})),
  },
  events: {},
});
