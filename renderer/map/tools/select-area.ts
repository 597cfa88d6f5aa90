import type { Map as MapLibreMap } from 'maplibre-gl';
import { selectByArea } from '../../state/select-area.ts';
import { useTool, type ToolId } from '../../state/tool.ts';
import type { Rubber } from '../behaviors/rubber.behavior.ts';
import { inTurn } from './in-turn.ts';
import { visibleLayers } from './subjects.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

const modeOf = (at: PointerAt) => (at.shift ? 'add' : at.ctrl ? 'remove' : 'set');

/**
 * Selects by an area pulled over the map, in all visible layers, or in the active one when it is visible. Pulled
 * from left to right it takes what lies wholly inside, from right to left also what it touches.
 */
export const selectAreaTool =
  (id: ToolId, makeRubber: (map: MapLibreMap) => Rubber) =>
  ({ map }: Desk): MapTool => {
    const turns = inTurn();
    const rubber = makeRubber(map);
    let startX = 0;
    return {
      id,
      cursor: 'crosshair',
      stop: () => {
        turns.end();
        rubber.cancel();
      },
      down: (at) => {
        startX = at.x;
        rubber.begin(at);
        return true;
      },
      drag: (at) => rubber.follow(at),
      up: (at) => {
        const ring = rubber.ring();
        rubber.end(at);
        if (ring.length < 3) return;
        const how = at.x >= startX ? 'inside' : 'touches';
        turns.next(() => selectByArea(ring, how, visibleLayers(), modeOf(at)));
      },
      key: (combination) => {
        if (combination !== 'Esc') return false;
        if (rubber.active()) rubber.cancel();
        else useTool.getState().setTool('select');
        return true;
      },
    };
  };
