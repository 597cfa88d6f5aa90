import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Committed } from '../../../shared/change/change.ts';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import {
  canFinish,
  ringWith,
  type LonLat,
  type Sketch,
  type SketchPurpose,
} from '../../../shared/map/sketch.ts';
import { nextHit, chosenHit } from '../../../shared/map/snap-choice.ts';
import { useLayout } from '../../state/layout.ts';
import { notify } from '../../state/notices.ts';
import { useTool, type ToolId } from '../../state/tool.ts';
import { shownOnMap } from '../run-command.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

/** What the three drawing tools differ in. */
export interface RingWork {
  readonly id: ToolId;
  /** Layer and purpose of a new ring; null when there is nothing to draw on. */
  begin(): { readonly layer: string; readonly purpose: SketchPurpose } | null;
  /** What the check takes the ring for; null where it does not take part. */
  live(
    sketch: Sketch,
    ring: readonly LonLat[],
  ): { readonly ref: RecordRef | null; readonly fields: Fields; readonly geometry: Packed } | null;
  /** Names of the attributes that must be given first. */
  lacking?(sketch: Sketch): readonly string[];
  /** Writes the ring; null when that was refused, else what was written. */
  finish(sketch: Sketch): Promise<Committed | null>;
  /** What follows when the map shows it. */
  done?(commit: Committed, sketch: Sketch): void;
}

/** A click this near, in pixels, to the first point closes the ring. */
const CLOSE_PIXELS = 8;

const current = (): Sketch | null => useTool.getState().sketch.current;

/** Drawing one ring: click sets points, double click or Enter finishes, Backspace takes the last point back. */
export function ringTool({ map, snapper, live }: Desk, work: RingWork): MapTool {
  // Clicks wait for the snap answer at their own place, one after the other, so that none overtakes.
  // Keys that change the points wait with them. What still waits when the tool is put down is void.
  let queue: Promise<void> = Promise.resolve();
  let down = false;
  const inTurn = (step: () => Promise<void> | void): void => {
    queue = queue.then(() => (down ? undefined : step()));
  };

  const begin = (): void => {
    const start = work.begin();
    if (start) useTool.getState().sketchAction({ type: 'begin', id: crypto.randomUUID(), ...start });
  };

  const measure = (): void => {
    const { cursor } = useTool.getState();
    const sketch = current();
    const ring = sketch ? ringWith(sketch, cursor) : [];
    const as = sketch && ring.length >= 3 ? work.live(sketch, ring) : null;
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
      if (sketch.points.length > 0) notify('info', 'map.draw.too-few');
      return;
    }
    useTool.getState().sketchAction({ type: 'close' });
    const lacking = work.lacking?.(sketch) ?? [];
    if (lacking.length > 0) {
      useLayout.getState().change({ rightOpen: true });
      notify('info', 'map.draw.lacking', { fields: lacking.join('、') });
      return;
    }
    // What fails is said, and the points stay.
    const commit = await work.finish(sketch);
    if (!commit) return;
    await shownOnMap(commit.rev);
    live.end();
    useTool.getState().sketchAction({ type: 'finished' });
    work.done?.(commit, sketch);
  };

  const closes = (at: PointerAt): boolean => {
    const points = current()?.points ?? [];
    if (points.length < 3 || current()?.closed) return false;
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
    if (state.finishAsked !== before.finishAsked) inTurn(finish);
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
      down = true;
      stop();
      const points = current()?.points.length ?? 0;
      useTool.getState().sketchAction({ type: 'shelve' });
      if (points > 0) notify('info', 'map.draw.shelved', { n: points });
      snapper.stop();
      live.end();
    },
    move: (at) => snapper.follow(at.lonLat),
    leave: () => {
      snapper.stop();
      useTool.setState({ cursor: null });
    },
    click: (at) => inTurn(() => (closes(at) ? finish() : add(at.lonLat))),
    doubleClick: () => inTurn(finish),
    key: (combination) => {
      const { snap, sketch } = useTool.getState();
      switch (combination) {
        case 'Enter':
          inTurn(finish);
          return true;
        case 'Backspace':
          inTurn(() => useTool.getState().sketchAction({ type: 'remove-last' }));
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
          inTurn(() => useTool.getState().sketchAction({ type: 'resume' }));
          return true;
        case 'Esc':
          // One level back: out of the tool. The points are set aside and can be taken up again.
          inTurn(() => useTool.getState().setTool('select'));
          return true;
        default:
          return false;
      }
    },
  };
}
