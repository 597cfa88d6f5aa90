import type { Fields, FieldValue, RecordRef } from '../model/record.ts';
import { anchorsOf, shapeFromAnchors, type SketchMethod } from './shape-methods.ts';

export type LonLat = readonly [number, number];

/** What a sketch is made of: one place, a line, or a ring. */
export type SketchForm = 'point' | 'line' | 'ring';

/** What is done with a finished sketch: a new feature, or work on the features `of`. */
export interface SketchPurpose {
  readonly kind:
    | 'feature'
    | 'hole'
    | 'part'
    | 'split'
    | 'split-ring'
    | 'reshape'
    | 'erase'
    | 'clip'
    | 'merge-redraw'
    | 'measure-length'
    | 'measure-area';
  readonly of: readonly RecordRef[];
}

/**
 * A shape being drawn. A step is what one gesture set: one point, or the many of a traced border. `undone` holds the
 * steps taken back, last first, until a new one is set. A `closed` shape has all its points and does not follow the
 * pointer: it waits for its attributes, or for the store.
 */
export interface Sketch {
  readonly id: string;
  readonly layer: string;
  readonly form: SketchForm;
  readonly purpose: SketchPurpose;
  /** How points become the shape: as they are, or as anchors of a rectangle or circle. */
  readonly method: SketchMethod;
  readonly points: readonly LonLat[];
  /** Number of points of each step, in order; they add up to all of them. */
  readonly steps: readonly number[];
  readonly undone: readonly (readonly LonLat[])[];
  readonly closed: boolean;
  /** Attributes of the feature it will be, as far as they are known. */
  readonly fields: Fields;
}

/** The sketch in hand, and the one that was set aside by stepping back (never thrown away silently). */
export interface SketchState {
  readonly current: Sketch | null;
  readonly shelved: Sketch | null;
}

export const NO_SKETCH: SketchState = { current: null, shelved: null };

export type SketchAction =
  | {
      readonly type: 'begin';
      readonly id: string;
      readonly layer: string;
      readonly form: SketchForm;
      readonly purpose: SketchPurpose;
      readonly method?: SketchMethod;
    }
  | { readonly type: 'add'; readonly point: LonLat }
  /** Several points as one step. */
  | { readonly type: 'add-many'; readonly points: readonly LonLat[] }
  /** The shape is these points, as one step in place of all others, and has all it needs. */
  | { readonly type: 'become'; readonly points: readonly LonLat[] }
  | { readonly type: 'set-method'; readonly method: SketchMethod }
  | { readonly type: 'remove-last' }
  | { readonly type: 'restore-last' }
  | { readonly type: 'close' }
  | { readonly type: 'set-field'; readonly name: string; readonly value: FieldValue }
  | { readonly type: 'shelve' }
  | { readonly type: 'resume' }
  | { readonly type: 'finished' };

const same = (a: LonLat | undefined, b: LonLat): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

const samePurpose = (a: SketchPurpose, b: SketchPurpose): boolean =>
  a.kind === b.kind &&
  a.of.length === b.of.length &&
  a.of.every((ref, i) => ref.table === b.of[i]!.table && ref.uid === b.of[i]!.uid);

const withPoints = (state: SketchState): Sketch | null =>
  state.current && state.current.points.length > 0 ? state.current : state.shelved;

const withStep = (sketch: Sketch, points: readonly LonLat[]): Sketch => ({
  ...sketch,
  points: [...sketch.points, ...points],
  steps: [...sketch.steps, points.length],
  closed: false,
});

/** Points without those that stand where the one before stands: a double click brings the same place twice. */
function fresh(last: LonLat | undefined, points: readonly LonLat[]): LonLat[] {
  const out: LonLat[] = [];
  for (const point of points) if (!same(out.at(-1) ?? last, point)) out.push(point);
  return out;
}

function begun(action: Extract<SketchAction, { type: 'begin' }>): Sketch {
  const { id, layer, form, purpose, method = 'vertices' } = action;
  return {
    id,
    layer,
    form,
    purpose,
    method,
    points: [],
    steps: [],
    undone: [],
    closed: false,
    fields: {},
  };
}

function reduceCurrent(sketch: Sketch, action: SketchAction): Sketch {
  switch (action.type) {
    case 'add':
    case 'add-many': {
      const points = fresh(sketch.points.at(-1), action.type === 'add' ? [action.point] : action.points);
      return points.length === 0 ? sketch : { ...withStep(sketch, points), undone: [] };
    }
    case 'become':
      return {
        ...sketch,
        method: 'vertices',
        points: action.points,
        steps: [action.points.length],
        undone: [],
        closed: true,
      };
    case 'set-method':
      // Anchors mean nothing to another way of drawing; points do.
      return sketch.method === action.method || (sketch.points.length > 0 && anchorsOf(action.method) > 0)
        ? sketch
        : { ...sketch, method: action.method };
    case 'remove-last': {
      const count = sketch.steps.at(-1);
      if (count === undefined) return sketch;
      return {
        ...sketch,
        points: sketch.points.slice(0, -count),
        steps: sketch.steps.slice(0, -1),
        undone: [sketch.points.slice(-count), ...sketch.undone],
        closed: false,
      };
    }
    case 'restore-last': {
      const [first, ...undone] = sketch.undone;
      return first ? { ...withStep(sketch, first), undone } : sketch;
    }
    case 'close':
      return sketch.closed ? sketch : { ...sketch, closed: true };
    case 'set-field':
      return { ...sketch, fields: { ...sketch.fields, [action.name]: action.value } };
    default:
      return sketch;
  }
}

/** The next state; the same object when the action changes nothing. */
export function reduceSketch(state: SketchState, action: SketchAction): SketchState {
  const { current } = state;
  switch (action.type) {
    case 'begin': {
      if (current && current.layer === action.layer && samePurpose(current.purpose, action.purpose))
        return state;
      return { current: begun(action), shelved: withPoints(state) };
    }
    case 'shelve':
      return current ? { current: null, shelved: withPoints(state) } : state;
    case 'resume':
      if (!state.shelved) return state;
      return { current: state.shelved, shelved: current && current.points.length > 0 ? current : null };
    case 'finished':
      return current ? { ...state, current: null } : state;
    default: {
      const next = current ? reduceCurrent(current, action) : null;
      return next === current ? state : { ...state, current: next };
    }
  }
}

const FEWEST: Readonly<Record<SketchForm, number>> = { point: 1, line: 2, ring: 3 };

/** Whether the points make a shape that can be finished: three different places for a ring, two for a line. */
export const canFinish = (sketch: Sketch): boolean => {
  const places = new Set(sketch.points.map(([lon, lat]) => `${lon},${lat}`));
  return anchorsOf(sketch.method) === 0 && places.size >= FEWEST[sketch.form];
};

/**
 * The shape with what the next click would add (`reach`, the pointer last), or as it is when nothing would or the
 * shape is closed. Anchors of a rectangle or circle are given as the shape they stand for.
 */
export function outlineOf(sketch: Sketch, reach: readonly LonLat[]): readonly LonLat[] {
  const points = sketch.closed ? sketch.points : [...sketch.points, ...fresh(sketch.points.at(-1), reach)];
  return anchorsOf(sketch.method) > 0 ? shapeFromAnchors(sketch.method, points) : points;
}
