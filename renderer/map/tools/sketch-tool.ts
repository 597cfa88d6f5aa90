import type { Committed } from '../../../shared/change/change.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { anchorsOf } from '../../../shared/map/shape-methods.ts';
import {
  canFinish,
  outlineOf,
  type LonLat,
  type Sketch,
  type SketchAction,
  type SketchForm,
  type SketchPurpose,
} from '../../../shared/map/sketch.ts';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import { useLayout } from '../../state/layout.ts';
import { notify } from '../../state/notices.ts';
import { reachOf, useTool, type Ghost, type ToolId } from '../../state/tool.ts';
import { freehandTrail } from '../behaviors/freehand.behavior.ts';
import { shownOnMap } from '../run-command.ts';
import { inTurn } from './in-turn.ts';
import { tabThroughHits } from './snap-keys.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

/** What the tools that draw a shape differ in. */
export interface SketchWork {
  readonly id: ToolId;
  /** What a new sketch is for; null when there is nothing to draw on. */
  begin(): { readonly layer: string; readonly form: SketchForm; readonly purpose: SketchPurpose } | null;
  /** What the check takes the outline for; null where it does not take part. */
  live?(
    sketch: Sketch,
    outline: readonly LonLat[],
  ): { readonly ref: RecordRef | null; readonly fields: Fields; readonly geometry: Packed } | null;
  /** What finishing would make, shown while drawing. */
  ghosts?(sketch: Sketch, outline: readonly LonLat[]): readonly Ghost[];
  /** Names of the attributes that must be given first. */
  lacking?(sketch: Sketch): readonly string[];
  /** Writes the shape; null when that was refused (the points stay), else what was written. */
  finish(sketch: Sketch): Promise<Committed | null>;
  /** What follows when the map shows it. */
  done?(commit: Committed, sketch: Sketch): void;
  /** A finished shape stays to be looked at, and the next click begins another. */
  readonly stays?: boolean;
}

/** A click this near, in pixels, to the first point closes the ring. */
const CLOSE_PIXELS = 8;

const current = (): Sketch | null => useTool.getState().sketch.current;
const act = (...args: Parameters<ReturnType<typeof useTool.getState>['sketchAction']>): void =>
  useTool.getState().sketchAction(...args);

/** Shapes of anchors are rings: a line is drawn point by point, whatever was chosen for rings. */
const methodFor = (form: SketchForm) => {
  const { way } = useTool.getState();
  return form === 'ring' && way !== 'freehand' && way !== 'trace' ? way : 'vertices';
};

/** Drawing one shape: click sets points, double click or Enter finishes, Backspace takes the last step back. */
export function sketchTool(desk: Desk, work: SketchWork): MapTool {
  const { map, snapper, tracer, live } = desk;
  // Clicks wait for the snap answer at their own place, one after the other, so that none overtakes.
  // Keys that change the points wait with them. What still waits when the tool is put down is void.
  const turns = inTurn();
  const trail = freehandTrail(map);

  const begin = (): void => {
    const start = work.begin();
    if (start) act({ type: 'begin', id: crypto.randomUUID(), method: methodFor(start.form), ...start });
  };

  const measure = (): void => {
    const sketch = current();
    const outline = sketch ? outlineOf(sketch, reachOf(useTool.getState())) : [];
    const ghosts = sketch && outline.length > 1 ? (work.ghosts?.(sketch, outline) ?? []) : [];
    if (ghosts.length > 0 || useTool.getState().ghosts.length > 0) useTool.setState({ ghosts });
    const whole = sketch?.form === 'ring' ? outline.length >= 3 : false;
    const as = sketch && whole ? (work.live?.(sketch, outline) ?? null) : null;
    if (!sketch || !as) {
      if (useTool.getState().live) live.end();
      return;
    }
    live.update({ sketch: sketch.id, layer: sketch.layer, ...as });
  };

  const finish = async (): Promise<void> => {
    const sketch = current();
    if (!sketch || useTool.getState().busy) return;
    if (!canFinish(sketch)) {
      if (sketch.points.length > 0) notify('info', `map.draw.too-few.${sketch.form}`);
      return;
    }
    act({ type: 'close' });
    const lacking = work.lacking?.(sketch) ?? [];
    if (lacking.length > 0) {
      useLayout.getState().change({ rightOpen: true });
      notify('info', 'map.draw.lacking', { fields: lacking.join('、') });
      return;
    }
    if (work.stays) return;
    // What fails is said, and the points stay.
    const commit = await work.finish(sketch);
    if (!commit) return;
    await shownOnMap(commit.rev);
    live.end();
    act({ type: 'finished' });
    useTool.setState({ ghosts: [] });
    work.done?.(commit, sketch);
  };

  const closes = (at: PointerAt): boolean => {
    const sketch = current();
    const points = sketch?.points ?? [];
    if (sketch?.form !== 'ring' || points.length < 3 || sketch.closed) return false;
    const first = map.project([points[0]![0], points[0]![1]]);
    return Math.hypot(first.x - at.x, first.y - at.y) <= CLOSE_PIXELS;
  };

  /** The sketch that the next point belongs to. */
  const ready = (): Sketch | null => {
    if (work.stays && current()?.closed) act({ type: 'finished' });
    if (!current()) begin();
    return current();
  };

  const add = async (at: LonLat): Promise<void> => {
    const sketch = ready();
    if (!sketch) return;
    const point = await snapper.place(at);
    const along = useTool.getState().way === 'trace' ? await tracer.path(sketch.points.at(-1), point) : null;
    return set(along ? { type: 'add-many', points: along } : { type: 'add', point });
  };

  /** A point that is where it is said to be: it is not snapped. */
  const addExactly = (point: LonLat): Promise<void> | void =>
    ready() ? set({ type: 'add', point }) : undefined;

  const set = async (step: Extract<SketchAction, { type: 'add' | 'add-many' }>): Promise<void> => {
    act(step);
    // What was typed held for this segment.
    useTool.setState({ constraint: {} });
    const sketch = current();
    if (sketch?.form === 'point') return finish();
    if (sketch && anchorsOf(sketch.method) === sketch.points.length && sketch.points.length > 0) {
      const points = outlineOf({ ...sketch, closed: true }, []);
      // Anchors in a line make no shape: the last one is set again.
      if (points.length >= 3) act({ type: 'become', points });
      else act({ type: 'remove-last' });
    }
    measure();
  };

  const freehand = (): boolean => useTool.getState().way === 'freehand' && current()?.form !== 'point';

  const stop = useTool.subscribe((state, before) => {
    if (state.finishAsked !== before.finishAsked) turns.next(finish);
    if (state.tool !== work.id) return;
    const asked = state.addAsked;
    if (asked !== null && asked !== before.addAsked) turns.next(() => addExactly(asked.point));
    if (state.cursor !== before.cursor && state.way === 'trace') {
      tracer.follow(current()?.points.at(-1), state.cursor);
    }
    if (state.cursor !== before.cursor || state.path !== before.path || state.sketch !== before.sketch)
      measure();
  });

  return {
    id: work.id,
    cursor: 'crosshair',
    start: () => {
      if (!current()) begin();
    },
    stop: () => {
      turns.end();
      stop();
      const sketch = current();
      const points = sketch?.points.length ?? 0;
      act({ type: work.stays && sketch?.closed ? 'finished' : 'shelve' });
      if (points > 0 && !(work.stays && sketch?.closed)) notify('info', 'map.draw.shelved', { n: points });
      snapper.stop();
      tracer.stop();
      live.end();
    },
    move: (at) => snapper.follow(at.lonLat),
    leave: () => {
      snapper.stop();
      useTool.setState({ cursor: null, path: null });
    },
    down: (at) => {
      if (!freehand()) return false;
      if (work.stays && current()?.closed) act({ type: 'finished' });
      if (!current()) begin();
      trail.begin(at);
      return true;
    },
    drag: (at) => trail.follow(at),
    up: (at) => {
      const points = trail.end(at);
      if (points.length > 1) turns.next(() => act({ type: 'add-many', points }));
    },
    click: (at) => turns.next(() => (closes(at) ? finish() : add(at.lonLat))),
    doubleClick: () => turns.next(finish),
    key: (combination) => {
      switch (combination) {
        case 'Enter':
          turns.next(finish);
          return true;
        case 'Backspace':
          turns.next(() => act({ type: 'remove-last' }));
          return true;
        case 'Tab':
        case 'Shift+Tab':
          return tabThroughHits(combination === 'Tab' ? 1 : -1);
        case 'D':
          if (!useTool.getState().sketch.shelved) return false;
          turns.next(() => act({ type: 'resume' }));
          return true;
        case 'Esc':
          // One level back: out of the tool. The points are set aside and can be taken up again.
          turns.next(() => useTool.getState().setTool('select'));
          return true;
        default:
          return false;
      }
    },
  };
}
