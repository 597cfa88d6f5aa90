import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { ToolId } from '../../state/tool.ts';
import type { LiveCheck } from '../behaviors/live.behavior.ts';
import type { Snapper } from '../behaviors/snap.behavior.ts';
import type { Tracer } from '../behaviors/trace.behavior.ts';

/** A pointer event on the map: the place, the pixel from the map's corner, and the keys held. */
export interface PointerAt {
  readonly lonLat: LonLat;
  readonly x: number;
  readonly y: number;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
}

/** What a tool works with. */
export interface Desk {
  readonly map: MapLibreMap;
  readonly snapper: Snapper;
  readonly tracer: Tracer;
  readonly live: LiveCheck;
}

/**
 * A tool: one file, listed in catalogue.ts. Everything is optional but its cursor. `down` answers true to
 * take the drag, which then does not pan; `key` answers true when it has used the key (`Enter`, `Esc`,
 * `Tab`, `Delete` ..., written as in the key sheet).
 */
export interface MapTool {
  readonly id: ToolId;
  readonly cursor: string;
  start?(): void;
  stop?(): void;
  move?(at: PointerAt): void;
  leave?(): void;
  click?(at: PointerAt): void;
  doubleClick?(at: PointerAt): void;
  down?(at: PointerAt): boolean;
  drag?(at: PointerAt): void;
  up?(at: PointerAt): void;
  key?(combination: string): boolean;
}

export type MakeTool = (desk: Desk) => MapTool;
