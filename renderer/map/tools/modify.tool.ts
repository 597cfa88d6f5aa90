import type { Packed } from '../../../shared/geometry/packed.ts';
import {
  handles,
  insertedVertex,
  movedVertex,
  pointsOf,
  type VertexAt,
} from '../../../shared/map/ring-edit.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { chosenHit, nextHit } from '../../../shared/map/snap-choice.ts';
import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import { layerOf } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

const REACH_PIXELS = 9;
/** More handles than this in view would hide the shape: they come when the map is nearer. */
const MOST_HANDLES = 600;
/** Edges shorter than this on screen, in pixels, have no middle handle. */
const SHORT_EDGE = 28;

interface Grip {
  readonly record: FeatureRecord;
  readonly vertex: VertexAt;
  /** A vertex that the drag puts in after `vertex.index`. */
  readonly inserts: boolean;
  readonly live: string;
  /** The pointer has moved since it took hold. */
  moved: boolean;
  /** The check has the whole shape, so that only what moves must be sent. */
  sent: boolean;
}

const positionOf = ({ xy, rings }: Packed, ring: number, index: number): LonLat => {
  const at = 2 * (rings[ring]! + index);
  return [xy[at]!, xy[at + 1]!];
};

/**
 * The borders inside a coverage are one line for both sides and move together; a plan drawn over another one does
 * not drag it along, unless Ctrl is held.
 */
const isCoverage = (record: FeatureRecord): boolean => layerOf(record.layer)?.schema.coverage ?? false;

const refOf = (record: FeatureRecord): RecordRef => ({ table: record.layer, uid: record.uid });

/** Drags vertices of the one selected feature, puts new ones into edges and takes them out: one step a gesture. */
export const modifyTool = ({ map, snapper, live }: Desk): MapTool => {
  let grip: Grip | null = null;

  const only = (): FeatureRecord | null => {
    const { records } = useSelectedFeatures.getState();
    const [record] = records;
    if (records.length !== 1 || record?.geometry?.kind !== 'polygon') return null;
    return layerOf(record.layer)?.locked ? null : record;
  };

  const pixel = (at: LonLat): { x: number; y: number } => map.project([at[0], at[1]]);

  /** The handles in view, unless they are too many. */
  const show = (shape: Packed | null = only()?.geometry ?? null): void => {
    if (!shape) {
      useTool.setState({ handles: null, activeHandle: null });
      return;
    }
    const bounds = map.getBounds();
    const inView = ({ point }: VertexAt): boolean => bounds.contains([point[0], point[1]]);
    const all = handles(shape);
    const vertices = all.vertices.filter(inView);
    const middles = all.middles.filter((middle) => {
      if (!inView(middle)) return false;
      const start = shape.xy.subarray(2 * (shape.rings[middle.ring]! + middle.index));
      const a = pixel([start[0]!, start[1]!]);
      const b = pixel([start[2]!, start[3]!]);
      return Math.hypot(a.x - b.x, a.y - b.y) >= SHORT_EDGE;
    });
    const fits = vertices.length <= MOST_HANDLES;
    useTool.setState({ handles: fits ? { vertices, middles } : { vertices: [], middles: [] } });
  };

  const nearest = (list: readonly VertexAt[], at: PointerAt): VertexAt | null => {
    let best: VertexAt | null = null;
    let reach = REACH_PIXELS;
    for (const one of list) {
      const { x, y } = pixel(one.point);
      const distance = Math.hypot(x - at.x, y - at.y);
      if (distance <= reach) {
        best = one;
        reach = distance;
      }
    }
    return best;
  };

  const preview = (): void => {
    const { cursor } = useTool.getState();
    if (!grip?.record.geometry || !cursor) return;
    const { ring, index } = grip.vertex;
    const from = grip.record.geometry;
    const geometry = grip.inserts
      ? insertedVertex(from, ring, index, cursor)
      : movedVertex(from, ring, index, cursor);
    const at = grip.inserts ? index + 1 : index;
    useTool.setState({ preview: { uid: grip.record.uid, geometry } });
    show(geometry);
    const shape = {
      sketch: grip.live,
      layer: grip.record.layer,
      ref: refOf(grip.record),
      fields: grip.record.fields,
      geometry,
    };
    live.update(
      shape,
      grip.sent ? pointsOf(geometry, ring, at).map((point) => ({ point, to: cursor })) : undefined,
    );
    grip.sent = true;
  };

  const write = async (held: Grip, to: LonLat, ctrl: boolean): Promise<void> => {
    const { ring, index } = held.vertex;
    const geometry = held.record.geometry!;
    const params = { ref: refOf(held.record), ring, index, at: positionOf(geometry, ring, index), to };
    const done = await (held.inserts
      ? runCommand('insert-vertex', { ...params, end: positionOf(geometry, ring, index + 1) })
      : runCommand('move-vertex', { ...params, shared: ctrl || isCoverage(held.record) }));
    // The shape that was dragged stays until the new one has been read, or falls back when it was refused.
    if (!done.ok) useTool.setState({ preview: null });
  };

  const remove = async (vertex: VertexAt): Promise<void> => {
    const record = only();
    if (!record) return;
    const done = await runCommand('delete-vertex', {
      ref: refOf(record),
      ring: vertex.ring,
      index: vertex.index,
      at: positionOf(record.geometry!, vertex.ring, vertex.index),
      shared: isCoverage(record),
    });
    if (done.ok) useTool.setState({ activeHandle: null });
  };

  const letGo = (): void => {
    grip = null;
    snapper.stop();
    live.end();
  };

  const stops = [
    useSelectedFeatures.subscribe(() => {
      useTool.setState({ preview: null });
      show();
    }),
    useTool.subscribe((state, before) => {
      if (grip?.moved && state.cursor !== before.cursor) preview();
    }),
  ];
  const onMoveEnd = (): void => show();
  map.on('moveend', onMoveEnd);

  return {
    id: 'modify',
    cursor: 'default',
    start: () => show(),
    stop: () => {
      for (const stop of stops) stop();
      map.off('moveend', onMoveEnd);
      letGo();
      useTool.setState({ handles: null, activeHandle: null, preview: null });
    },
    down: (at) => {
      const { handles: shown, busy } = useTool.getState();
      const record = only();
      if (!shown || !record || busy) return false;
      const vertex = nearest(shown.vertices, at);
      const middle = vertex ? null : nearest(shown.middles, at);
      const held = vertex ?? middle;
      if (!held) return false;
      grip = {
        record,
        vertex: held,
        inserts: vertex === null,
        live: crypto.randomUUID(),
        moved: false,
        sent: false,
      };
      useTool.setState({ activeHandle: vertex, cursor: held.point });
      return true;
    },
    drag: (at) => {
      if (!grip) return;
      grip.moved = true;
      snapper.follow(at.lonLat, [refOf(grip.record)]);
    },
    up: (at) => {
      const held = grip;
      if (!held) return;
      void (async () => {
        const dragged = held.moved;
        const to = dragged ? await snapper.place(at.lonLat, [refOf(held.record)]) : held.vertex.point;
        letGo();
        // A click on a middle puts a vertex there; a click on a vertex only marks it.
        if (dragged || held.inserts) await write(held, to, at.ctrl);
      })();
    },
    move: (at) => {
      const { handles: shown } = useTool.getState();
      const over = shown && (nearest(shown.vertices, at) ?? nearest(shown.middles, at));
      map.getCanvas().style.cursor = over ? 'move' : 'default';
    },
    key: (combination) => {
      const { activeHandle, snap } = useTool.getState();
      if ((combination === 'Delete' || combination === 'Backspace') && activeHandle) {
        void remove(activeHandle);
        return true;
      }
      if (combination === 'Tab' && snap.hits.length > 0) {
        const next = nextHit(snap);
        const hit = chosenHit(next);
        useTool.setState({ snap: next, ...(hit ? { cursor: [hit.point[0], hit.point[1]] as LonLat } : {}) });
        return true;
      }
      if (combination !== 'Esc') return false;
      if (grip) {
        letGo();
        useTool.setState({ preview: null });
      } else if (activeHandle) {
        useTool.setState({ activeHandle: null });
      } else {
        useTool.getState().setTool('select');
      }
      return true;
    },
  };
};
