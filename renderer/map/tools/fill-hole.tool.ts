import { inTurn } from './in-turn.ts';
import { holeUnder } from './part-under.ts';
import { onlyPolygon, refOf } from './subjects.ts';
import { ringXY } from '../../../shared/geometry/counts.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { useTool } from '../../state/tool.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { notify } from '../../state/notices.ts';
import { runCommand } from '../run-command.ts';
import type { Desk, MapTool, PointerAt } from './tool.ts';

/** Fills the hole that is clicked, or makes a feature of it. */
export const fillHoleTool = (_desk: Desk): MapTool => {
  const turns = inTurn();

  const point = (at: PointerAt): void => {
    const geometry = onlyPolygon()?.geometry;
    const ring = geometry ? holeUnder(geometry, at.lonLat) : null;
    const hole = geometry && ring !== null ? packFlat('polygon', [[ringXY(geometry, ring)]]) : null;
    if (hole || useTool.getState().ghosts.length > 0)
      useTool.setState({ ghosts: hole ? [{ geometry: hole, kind: 'after' }] : [] });
  };

  const fill = async (at: PointerAt): Promise<void> => {
    const record = onlyPolygon();
    const ring = record?.geometry ? holeUnder(record.geometry, at.lonLat) : null;
    if (!record || ring === null) {
      notify('info', 'map.fill-hole.none');
      return;
    }
    const { fillHole } = useToolOptions.getState();
    await runCommand('fill-hole', { ref: refOf(record), ring, how: fillHole });
    useTool.setState({ ghosts: [] });
  };

  return {
    id: 'fill-hole',
    cursor: 'crosshair',
    stop: () => turns.end(),
    move: point,
    leave: () => useTool.setState({ ghosts: [] }),
    click: (at) => turns.next(() => fill(at)),
    key: (combination) => {
      if (combination !== 'Esc') return false;
      useTool.getState().setTool('select');
      return true;
    },
  };
};
