import { create } from 'zustand';
import type { Transform } from '../../shared/geometry/affine.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import type { SketchMethod } from '../../shared/map/shape-methods.ts';
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

export type ToolId =
  | 'select'
  | 'select-box'
  | 'select-lasso'
  | 'draw-polygon'
  | 'draw-line'
  | 'draw-point'
  | 'draw-hole'
  | 'draw-part'
  | 'fill-hole'
  | 'modify'
  | 'move'
  | 'rotate'
  | 'scale'
  | 'reshape'
  | 'split'
  | 'split-ring'
  | 'split-area'
  | 'erase'
  | 'clip'
  | 'cut-by'
  | 'merge-redraw'
  | 'measure-length'
  | 'measure-area'
  | 'field-tap'
  | 'field-sketch'
  | 'photo-place';

/** How the pointer sets points: one a click, a trail, along borders that are there, or as anchors of a shape. */
export type DrawWay = SketchMethod | 'freehand' | 'trace';

/** A shape that is not there (yet): what an edit would make, or what it would go along with. */
export interface Ghost {
  readonly geometry: Packed;
  readonly kind: 'after' | 'before' | 'along' | 'mark';
}

/** An outline while one or more of its vertices are dragged: what stays, drawn once, and what follows the pointer. */
export interface Dragged {
  readonly uids: ReadonlySet<string>;
  readonly still: readonly (readonly LonLat[])[];
  readonly moving: readonly (readonly LonLat[])[];
}

/** A feature that has a vertex or an edge in common with the one being edited. */
export interface SharerName {
  readonly ref: RecordRef;
  readonly title: string;
  /** Whether it goes along, or stays because its layer is locked. */
  readonly follows: boolean;
}

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
  readonly way: DrawWay;
  /** Tracing goes the longer way round. */
  readonly traceLonger: boolean;
  readonly snapping: boolean;
  /** Alt is held. */
  readonly suspended: boolean;
  /** Space is held: dragging pans whatever the tool. */
  readonly panning: boolean;
  readonly sketch: SketchState;
  readonly snap: SnapChoice;
  /** Where the next point would fall: snapped, on the grid; null while the pointer is off the map. */
  readonly cursor: LonLat | null;
  /** The border that a click would follow to the cursor, the cursor last; null where it goes straight there. */
  readonly path: readonly LonLat[] | null;
  readonly live: LiveReadout | null;
  /** Length or bearing typed for the segment in hand: the next point keeps it (shared/map/constrain.ts). */
  readonly constraint: Constraint;
  /** Vertices and edge middles that modify offers. */
  readonly handles: Handles | null;
  /** The handles that are chosen; a drag moves them all. */
  readonly chosen: readonly VertexAt[];
  /** The shape that a selected feature is getting while it is worked on. */
  readonly preview: { readonly uid: string; readonly geometry: Packed } | null;
  readonly dragged: Dragged | null;
  readonly ghosts: readonly Ghost[];
  /** What a drag of the selected features would do to them. */
  readonly transform: Transform | null;
  /** The place about which they are turned and sized, where it was set by hand. */
  readonly pivot: LonLat | null;
  /** Who shares what is in hand; null while nothing is. */
  readonly sharers: readonly SharerName[] | null;
  /** A box or lasso that is being pulled over the map. */
  readonly rubber: readonly LonLat[];
  /** True while a command of the tool runs. */
  readonly busy: boolean;
  /** Grows when a panel asks to finish the shape in hand. */
  readonly finishAsked: number;
  readonly askFinish: () => void;
  /** A vertex that is asked for from elsewhere than the pointer, on the grid; the tool in hand takes each request. */
  readonly addAsked: { readonly point: LonLat } | null;
  readonly askAdd: (point: LonLat) => void;
  readonly setTool: (tool: ToolId, drawLayer?: string) => void;
  readonly setWay: (way: DrawWay) => void;
  readonly setSnapping: (on: boolean) => void;
  readonly setSuspended: (on: boolean) => void;
  readonly setPanning: (on: boolean) => void;
  readonly setSnap: (snap: SnapChoice) => void;
  readonly setConstraint: (constraint: Constraint) => void;
  readonly setCursor: (cursor: LonLat | null) => void;
  readonly setLive: (live: LiveReadout | null) => void;
  readonly sketchAction: (action: SketchAction) => void;
}

const NOTHING: readonly never[] = [];
const FREE: Constraint = {};
const AT_REST = {
  snap: NO_SNAP,
  path: null,
  live: null,
  constraint: FREE,
  handles: null,
  chosen: NOTHING,
  preview: null,
  dragged: null,
  ghosts: NOTHING,
  transform: null,
  pivot: null,
  sharers: null,
  rubber: NOTHING,
} as const;

/** How a sketch is kept that is drawn this way. */
const methodOf = (way: DrawWay): SketchMethod => (way === 'freehand' || way === 'trace' ? 'vertices' : way);

export const useTool = create<ToolState>()((set) => ({
  tool: 'select',
  drawLayer: 'industrial_park',
  way: 'vertices',
  traceLonger: false,
  snapping: true,
  suspended: false,
  panning: false,
  sketch: NO_SKETCH,
  cursor: null,
  busy: false,
  finishAsked: 0,
  askFinish: () => set((state) => ({ finishAsked: state.finishAsked + 1 })),
  addAsked: null,
  askAdd: (point) => set({ addAsked: { point } }),
  ...AT_REST,
  setTool: (tool, drawLayer) =>
    set((state) =>
      state.tool === tool && (drawLayer ?? state.drawLayer) === state.drawLayer
        ? state
        : { tool, drawLayer: drawLayer ?? state.drawLayer, ...AT_REST },
    ),
  setWay: (way) =>
    set((state) => ({
      way,
      path: null,
      sketch: reduceSketch(state.sketch, { type: 'set-method', method: methodOf(way) }),
    })),
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

/** What the next click would add to the sketch, the cursor last; nothing while the pointer is off the map. */
export const reachOf = ({ path, cursor }: Pick<ToolState, 'path' | 'cursor'>): readonly LonLat[] =>
  path ?? (cursor ? [cursor] : []);
