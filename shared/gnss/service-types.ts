import type { Failure } from '../result.ts';
import type { JumpCounts } from './jump-guard.ts';
import type { GnssSettings } from './settings.ts';
import type { SignalState } from './signal.ts';
import type { TrackSummary } from './track-recorder.ts';
import type { Faults, Fix, Satellite } from './types.ts';

/** Where the bytes of a receiver come from. */
export type SourceChoice =
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }
  /** `host`: this machine, or a receiver in a local network. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** `host`: who sends; from this machine alone unless it is an address in a local network. */
  | { readonly kind: 'udp'; readonly host: string; readonly port: number }
  /** A recording; `rate` times as fast as it was, 0 as fast as it can be read. */
  | { readonly kind: 'file'; readonly file: string; readonly rate: number };

/** `waiting`: not there (yet, or any more), and tried again. `ended`: over, and not tried again. */
export interface SourceStatus {
  readonly state: 'off' | 'waiting' | 'open' | 'ended';
  readonly trouble: Failure | null;
}

export interface SerialPortInfo {
  readonly path: string;
  /** Maker and product as the system names them; empty where it does not. */
  readonly label: string;
}

/** A position as it comes to a window. */
export interface FixEvent {
  readonly fix: Fix;
  /**
   * `counts`: measured, and recorded while a track runs. `not-measured` (estimated, typed in, simulated) and `jump` (not
   * confirmed yet) are shown and never recorded.
   */
  readonly use: 'counts' | 'not-measured' | 'jump';
  /** Not to be joined to the one before. */
  readonly apart: boolean;
}

export interface Counters {
  readonly faults: Faults;
  readonly jumps: JumpCounts;
}

/** The track that runs, or was ended last. */
export interface RunningTrack {
  readonly id: string;
  readonly name: string;
  readonly summary: TrackSummary;
  /** UTC, milliseconds: up to when it is on the disk; null before the first time. */
  readonly savedMs: number | null;
  /** What keeps it from the disk. */
  readonly trouble: Failure | null;
}

/** A track on this computer that is not in a blueprint yet. */
export interface KeptTrack {
  readonly id: string;
  readonly name: string;
  readonly summary: TrackSummary;
  /** False where it was not ended: the app, the computer or its battery gave out. */
  readonly ended: boolean;
}

export interface PositionState {
  readonly settings: GnssSettings;
  readonly source: SourceChoice | null;
  readonly status: SourceStatus;
  readonly signal: SignalState;
  /** The last position, whatever its use; its age is for the signal to say. */
  readonly last: FixEvent | null;
  readonly satellites: readonly Satellite[];
  readonly counters: Counters;
  readonly track: RunningTrack | null;
  /** The raw data of the receiver are kept. */
  readonly raw: { readonly on: boolean; readonly path: string | null; readonly trouble: Failure | null };
}
