import type { Fields, FieldValue, RecordRef } from '../model/record.ts';

export type LonLat = readonly [number, number];

/** What a sketch becomes: a new feature, a hole in one, or a further part of one. */
export type SketchPurpose =
  | { readonly kind: 'feature' }
  | { readonly kind: 'hole'; readonly of: RecordRef }
  | { readonly kind: 'part'; readonly of: RecordRef };

/**
 * A ring being drawn. `undone` holds the points taken back, last first, until a new one is set. A `closed` ring
 * has all its points and does not follow the pointer: it waits for its attributes, or for the store.
 */
export interface Sketch {
  readonly id: string;
  readonly layer: string;
  readonly purpose: SketchPurpose;
  readonly points: readonly LonLat[];
  readonly undone: readonly LonLat[];
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
  | { readonly type: 'begin'; readonly id: string; readonly layer: string; readonly purpose: SketchPurpose }
  | { readonly type: 'add'; readonly point: LonLat }
  | { readonly type: 'remove-last' }
  | { readonly type: 'restore-last' }
  | { readonly type: 'close' }
  | { readonly type: 'set-field'; readonly name: string; readonly value: FieldValue }
  | { readonly type: 'shelve' }
  | { readonly type: 'resume' }
  | { readonly type: 'finished' };

const same = (a: LonLat | undefined, b: LonLat): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

const samePurpose = (a: SketchPurpose, b: SketchPurpose): boolean =>
  a.kind === 'feature' || b.kind === 'feature'
    ? a.kind === b.kind
    : a.kind === b.kind && a.of.table === b.of.table && a.of.uid === b.of.uid;

const withPoints = (state: SketchState): Sketch | null =>
  state.current && state.current.points.length > 0 ? state.current : state.shelved;

/** The next state; the same object when the action changes nothing. */
export function reduceSketch(state: SketchState, action: SketchAction): SketchState {
  const { current } = state;
  switch (action.type) {
    case 'begin': {
      if (current && current.layer === action.layer && samePurpose(current.purpose, action.purpose))
        return state;
      const { id, layer, purpose } = action;
      return {
        current: { id, layer, purpose, points: [], undone: [], closed: false, fields: {} },
        shelved: withPoints(state),
      };
    }
    case 'add': {
      // A double click brings the same point twice; neighbours must differ.
      if (!current || same(current.points.at(-1), action.point)) return state;
      return {
        ...state,
        current: { ...current, points: [...current.points, action.point], undone: [], closed: false },
      };
    }
    case 'remove-last': {
      const last = current?.points.at(-1);
      if (!current || !last) return state;
      const points = current.points.slice(0, -1);
      return { ...state, current: { ...current, points, undone: [last, ...current.undone], closed: false } };
    }
    case 'restore-last': {
      const [first, ...undone] = current?.undone ?? [];
      if (!current || !first) return state;
      return { ...state, current: { ...current, points: [...current.points, first], undone } };
    }
    case 'close':
      return current && !current.closed ? { ...state, current: { ...current, closed: true } } : state;
    case 'set-field': {
      if (!current) return state;
      const fields = { ...current.fields, [action.name]: action.value };
      return { ...state, current: { ...current, fields } };
    }
    case 'shelve':
      return current ? { current: null, shelved: withPoints(state) } : state;
    case 'resume':
      if (!state.shelved) return state;
      return { current: state.shelved, shelved: current && current.points.length > 0 ? current : null };
    case 'finished':
      return current ? { ...state, current: null } : state;
  }
}

/** Whether the points make a ring that can be finished: three different places. */
export const canFinish = (sketch: Sketch): boolean => {
  const places = new Set(sketch.points.map(([lon, lat]) => `${lon},${lat}`));
  return places.size >= 3;
};

/** The ring with the pointer as its next point, or without it when there is none or the ring is closed. */
export const ringWith = (sketch: Sketch, pointer: LonLat | null): readonly LonLat[] =>
  pointer && !sketch.closed && !same(sketch.points.at(-1), pointer)
    ? [...sketch.points, pointer]
    : sketch.points;
