import { create } from 'zustand';
import type { Packed } from '../../shared/geometry/packed.ts';
import type { Constraint } from '../../shared/map/constrain.ts';
import type { VertexAt } from '../../shared/map/ring-edit.ts';
import {
  NO_SKETCH,
  reduceSketch,
  type LonLat,
  type SketchAction,
  type SketchState,
} from '../../shared/map/sketch.ts';
import { NO_SNAP, type SnapChoice } from '../../shared/map/snap-choice.ts';

export type ToolId = 'select' | 'draw-polygon' | 'draw-hole' | 'draw-part' | 'modify';

/** What the shape in hand measures and would collide with; `waiting` while the answer to the newest shape is out. */
export interface LiveReadout {
  readonly areaM2: number;
  readonly waiting: boolean;
  readonly hits: readonly { readonly rule: string; readonly areaM2: number }[];
  readonly collisions: readonly Packed[];
}

export interface Handles {
  readonly vertices: readonly VertexAt[];
  readonly middles: readonly VertexAt[];
}

/** The tool in hand. Sketch points live here, so nothing is lost when panels move or the map is rebuilt. */
export interface ToolState {
  readonly tool: ToolId;
  /** Layer that draw-polygon draws into. */
  readonly drawLayer: string;
  readonly snapping: boolean;
  /** Alt is held. */
  readonly suspended: boolean;
  /** Space is held: dragging pans whatever the tool. */
  readonly panning: boolean;
  readonly sketch: SketchState;
  readonly snap: SnapChoice;
  /** Where the next point would fall: snapped, on the grid; null while the pointer is off the map. */
  readonly cursor: LonLat | null;
  readonly live: LiveReadout | null;
  /** Length or bearing typed for the segment in hand: the next point keeps it (shared/map/constrain.ts). */
  readonly constraint: Constraint;
  /** Vertices and edge middles that modify offers. */
  readonly handles: Handles | null;
  readonly activeHandle: VertexAt | null;
  /** The shape that a selected feature is getting while it is dragged. */
  readonly preview: { readonly uid: string; readonly geometry: Packed } | null;
  /** True while a command of the tool runs. */
  readonly busy: boolean;
  /** Grows when a panel asks to finish the shape in hand. */
  readonly finishAsked: number;
  readonly askFinish: () => void;
  readonly setTool: (tool: ToolId, drawLayer?: string) => void;
  readonly setSnapping: (on: boolean) => void;
  readonly setSuspended: (on: boolean) => void;
  readonly setPanning: (on: boolean) => void;
  readonly setSnap: (snap: SnapChoice) => void;
  readonly setConstraint: (constraint: Constraint) => void;
  readonly setCursor: (cursor: LonLat | null) => void;
  readonly setLive: (live: LiveReadout | null) => void;
  readonly sketchAction: (action: SketchAction) => void;
}

const FREE: Constraint = {};
const AT_REST = {
  snap: NO_SNAP,
  live: null,
  constraint: FREE,
  handles: null,
  activeHandle: null,
  preview: null,
} as const;

export const useTool = create<ToolState>()((set) => ({
  tool: 'select',
  drawLayer: 'industrial_park',
  snapping: true,
  suspended: false,
  panning: false,
  sketch: NO_SKETCH,
  cursor: null,
  busy: false,
  finishAsked: 0,
  askFinish: () => set((state) => ({ finishAsked: state.finishAsked + 1 })),
  ...AT_REST,
  setTool: (tool, drawLayer) =>
    set((state) =>
      state.tool === tool && (drawLayer ?? state.drawLayer) === state.drawLayer
        ? state
        : { tool, drawLayer: drawLayer ?? state.drawLayer, ...AT_REST },
    ),
  setSnapping: (snapping) => set({ snapping, snap: NO_SNAP }),
  setSuspended: (suspended) =>
    set((state) => (state.suspended === suspended ? state : { suspended, snap: NO_SNAP })),
  setPanning: (panning) => set((state) => (state.panning === panning ? state : { panning })),
  setSnap: (snap) => set({ snap }),
  setConstraint: (constraint) => set({ constraint }),
  setCursor: (cursor) => set({ cursor }),
  setLive: (live) => set({ live }),
  sketchAction: (action) => set((state) => ({ sketch: reduceSketch(state.sketch, action) })),
}));
