import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import {
  canFinish,
  ringWith,
  type LonLat,
  type Sketch,
  type SketchPurpose,
} from '../../../shared/map/sketch.ts';
import { nextHit, chosenHit } from '../../../shared/map/snap-choice.ts';
import { notify } from '../../state/notices.ts';
import { useTool, type ToolId } from '../../state/tool.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

/** What the three drawing tools differ in. */
export interface RingWork {
  readonly id: ToolId;
  /** Layer and purpose of a new ring; null when there is nothing to draw on. */
  begin(): { readonly layer: string; readonly purpose: SketchPurpose } | null;
  /** What the check takes the ring for; null where it does not take part. */
  live(sketch: Sketch): { readonly ref: RecordRef | null; readonly fields: Fields } | null;
  /** Writes the ring; true when that was done. */
  finish(sketch: Sketch): Promise<boolean>;
}

/** A click this near, in pixels, to the first point closes the ring. */
const CLOSE_PIXELS = 8;

const current = (): Sketch | null => useTool.getState().sketch.current;

/** Drawing one ring: click sets points, double click or Enter finishes, Backspace takes the last point back. */
export function ringTool({ map, snapper, live }: Desk, work: RingWork): MapTool {
  // Clicks wait for the snap answer at their own place, one after the other, so that none overtakes.
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void> | void): void => {
    queue = queue.then(step);
  };

  const begin = (): void => {
    const start = work.begin();
    if (start) useTool.getState().sketchAction({ type: 'begin', id: crypto.randomUUID(), ...start });
  };

  const measure = (): void => {
    const { cursor } = useTool.getState();
    const sketch = current();
    const ring = sketch ? ringWith(sketch, cursor) : [];
    const as = sketch ? work.live(sketch) : null;
    if (!sketch || !as || ring.length < 3) {
      if (useTool.getState().live) live.end();
      return;
    }
    live.update({ sketch: sketch.id, layer: sketch.layer, geometry: packPolygon([ring]), ...as });
  };

  const finish = async (): Promise<void> => {
    const sketch = current();
    if (!sketch || useTool.getState().busy) return;
    if (!canFinish(sketch)) {
      if (sketch.points.length > 0) notify('info', 'map.draw.too-few');
      return;
    }
    // What fails is said, and the points stay.
    if (!(await work.finish(sketch))) return;
    live.end();
    useTool.getState().sketchAction({ type: 'finished' });
  };

  const closes = (at: PointerAt): boolean => {
    const points = current()?.points ?? [];
    if (points.length < 3) return false;
    const first = map.project([points[0]![0], points[0]![1]]);
    return Math.hypot(first.x - at.x, first.y - at.y) <= CLOSE_PIXELS;
  };

  const add = async (at: LonLat): Promise<void> => {
    if (!current()) begin();
    const point = await snapper.place(at);
    useTool.getState().sketchAction({ type: 'add', point });
    measure();
  };

  const stop = useTool.subscribe((state, before) => {
    if (state.tool === work.id && (state.cursor !== before.cursor || state.sketch !== before.sketch))
      measure();
  });

  return {
    id: work.id,
    cursor: 'crosshair',
    start: () => {
      if (!current()) begin();
    },
    stop: () => {
      stop();
      const points = current()?.points.length ?? 0;
      useTool.getState().sketchAction({ type: 'shelve' });
      if (points > 0) notify('info', 'map.draw.shelved', { n: points });
      snapper.stop();
      live.end();
    },
    move: (at) => snapper.follow(at.lonLat),
    leave: () => useTool.setState({ cursor: null }),
    click: (at) => inTurn(() => (closes(at) ? finish() : add(at.lonLat))),
    doubleClick: () => inTurn(finish),
    key: (combination) => {
      const { sketchAction, snap, sketch } = useTool.getState();
      switch (combination) {
        case 'Enter':
          inTurn(finish);
          return true;
        case 'Backspace':
          sketchAction({ type: 'remove-last' });
          return true;
        case 'Tab':
        case 'Shift+Tab': {
          const next = nextHit(snap, combination === 'Tab' ? 1 : -1);
          const hit = chosenHit(next);
          useTool.setState({
            snap: next,
            ...(hit ? { cursor: [hit.point[0], hit.point[1]] as LonLat } : {}),
          });
          return snap.hits.length > 0;
        }
        case 'D':
          if (!sketch.shelved) return false;
          sketchAction({ type: 'resume' });
          return true;
        case 'Esc':
          // One level back: out of the tool. The points are set aside and can be taken up again.
          useTool.getState().setTool('select');
          return true;
        default:
          return false;
      }
    },
  };
}
