import type { VertexAt } from '../../../shared/map/ring-edit.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { useTool } from '../../state/tool.ts';
import { boxRubber } from '../behaviors/rubber.behavior.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { fitOf, fitPreview } from './fit.ts';
import { inTurn } from './in-turn.ts';
import { makeSharingWatch } from './sharers.ts';
import { tabThroughHits } from './snap-keys.ts';
import { onlyPolygon, refOf } from './subjects.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';
import {
  deleteVertices,
  insertingVertex,
  movingVertices,
  runVertexCommand,
  sharesBorders,
} from './vertex-commands.ts';
import { dragVertices, vertexPoint, type VertexDrag } from './vertex-drag.ts';
import { edgeAt, handleAt, handlesInView, NO_HANDLES, sameVertex } from './vertex-handles.ts';

/**
 * Works on the vertices of the one selected feature: drags one or all that are chosen, puts new ones into edges and
 * takes them out. Every gesture is one step. Who shares a vertex is shown before it is moved and goes along.
 */
export const modifyTool = ({ map, snapper, live }: Desk): MapTool => {
  const turns = inTurn();
  const watch = makeSharingWatch();
  const rubber = boxRubber(map);
  const fitted = fitPreview('modify');
  let drag: VertexDrag | null = null;

  const show = (): void => {
    const shape = onlyPolygon()?.geometry ?? null;
    useTool.setState({ handles: shape ? handlesInView(map, shape) : null });
  };
  const choose = (chosen: readonly VertexAt[]): void => useTool.setState({ chosen });

  const rest = (): void => {
    drag?.end();
    drag = null;
    fitted.end();
    snapper.stop();
    useTool.setState({ dragged: null, sharers: null, ghosts: [] });
  };

  /** What a click or drag here would take hold of. */
  const under = (at: PointerAt): { vertex: VertexAt; inserts: boolean } | null => {
    const shown = useTool.getState().handles ?? NO_HANDLES;
    const vertex = handleAt(map, shown.vertices, at);
    if (vertex) return { vertex, inserts: false };
    const middle = handleAt(map, shown.middles, at);
    return middle ? { vertex: middle, inserts: true } : null;
  };

  const commandOf = ({ record, vertices, held, inserted }: VertexDrag, to: LonLat, shared: boolean) =>
    inserted
      ? insertingVertex(record, inserted, to, shared)
      : movingVertices(record, vertices, held, to, shared);

  const letGo = async (held: VertexDrag, at: PointerAt): Promise<void> => {
    const to = held.moved ? await snapper.place(at.lonLat, [refOf(held.record)]) : held.held.point;
    const shared = sharesBorders(at.ctrl);
    const done =
      held.moved || held.inserted ? await runVertexCommand(commandOf(held, to, shared), shared) : false;
    rest();
    // What was dragged stays as it was drawn until the new shape has been read; what was refused falls back.
    if (!done) show();
  };

  const stops = [
    useSelectedFeatures.subscribe(() => {
      if (drag) return;
      useTool.setState({ dragged: null });
      choose([]);
      show();
    }),
    useTool.subscribe((state, before) => {
      if (!drag?.moved || !state.cursor || state.cursor === before.cursor) return;
      drag.show(state.cursor);
      if (fitOf().fit) fitted.show(...commandOf(drag, state.cursor, drag.shared));
    }),
  ];
  const onMoveEnd = (): void => {
    if (!drag) show();
  };
  map.on('moveend', onMoveEnd);

  return {
    id: 'modify',
    cursor: 'default',
    start: show,
    stop: () => {
      turns.end();
      for (const stop of stops) stop();
      map.off('moveend', onMoveEnd);
      watch.stop();
      rest();
      useTool.setState({ handles: null, chosen: [] });
    },
    down: (at) => {
      const record = onlyPolygon();
      if (!record || useTool.getState().busy) return false;
      const found = under(at);
      if (!found) {
        if (!at.shift) return false;
        rubber.begin(at);
        return true;
      }
      const { vertex, inserts } = found;
      const { chosen } = useTool.getState();
      const known = chosen.some((one) => sameVertex(one, vertex));
      if (at.shift && !inserts) {
        choose(known ? chosen.filter((one) => !sameVertex(one, vertex)) : [...chosen, vertex]);
        return true;
      }
      const taken = inserts || !known ? [vertex] : chosen;
      if (!inserts) choose(taken);
      watch.stop();
      drag = dragVertices(live, record, taken, vertex, inserts ? vertex : null, sharesBorders(at.ctrl));
      useTool.setState({ cursor: vertex.point });
      return true;
    },
    drag: (at) => {
      if (rubber.active()) return rubber.follow(at);
      if (!drag) return;
      drag.moved = true;
      snapper.follow(at.lonLat, [refOf(drag.record)]);
    },
    up: (at) => {
      if (rubber.active()) {
        const inside = rubber.end(at);
        const vertices = useTool.getState().handles?.vertices ?? [];
        choose(vertices.filter(({ point }) => inside(point)));
        return;
      }
      const held = drag;
      if (held) turns.next(() => letGo(held, at));
    },
    move: (at) => {
      const record = onlyPolygon();
      if (!record || drag) return;
      const found = under(at);
      map.getCanvas().style.cursor = found ? 'move' : 'default';
      const ends = (vertex: VertexAt): LonLat[] => [
        vertexPoint(record.geometry!, vertex),
        vertexPoint(record.geometry!, { ...vertex, index: vertex.index + 1 }),
      ];
      watch.over(found ? (found.inserts ? ends(found.vertex) : [found.vertex.point]) : null, record.uid);
    },
    leave: () => watch.stop(),
    doubleClick: (at) => {
      const record = onlyPolygon();
      const edge = record?.geometry && !under(at) ? edgeAt(map, record.geometry, at) : null;
      if (!record || !edge) return;
      const shared = sharesBorders(at.ctrl);
      turns.next(async () => {
        await runVertexCommand(insertingVertex(record, edge, edge.point, shared), shared);
      });
    },
    key: (combination) => {
      const { chosen } = useTool.getState();
      const record = onlyPolygon();
      if ((combination === 'Delete' || combination === 'Backspace') && chosen.length > 0 && record) {
        turns.next(async () => {
          if (await deleteVertices(record, chosen, sharesBorders(false))) choose([]);
        });
        return true;
      }
      if (combination === 'Ctrl+A' && record) {
        choose(useTool.getState().handles?.vertices ?? []);
        return true;
      }
      if (combination === 'Tab' || combination === 'Shift+Tab')
        return tabThroughHits(combination === 'Tab' ? 1 : -1);
      if (combination !== 'Esc') return false;
      if (drag) {
        rest();
        show();
      } else if (chosen.length > 0) choose([]);
      else useTool.getState().setTool('select');
      return true;
    },
  };
};
