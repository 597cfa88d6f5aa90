import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { metresPerDegree } from '../../../shared/geometry/local-frame.ts';
import { splitByArea } from '../../../shared/geometry/split-area.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { notifyFailure } from '../../state/notices.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand, selectWritten } from '../run-command.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { inTurn } from './in-turn.ts';
import { onlyPolygon, refOf } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/** The bearing from one place to another, whole tenths of a degree clockwise from north. */
function bearing(from: LonLat, to: LonLat): number {
  const { lon, lat } = metresPerDegree(from[1]);
  const degrees = (Math.atan2((to[0] - from[0]) * lon, (to[1] - from[1]) * lat) * 180) / Math.PI;
  return Math.round(((degrees + 360) % 360) * 10) / 10;
}

/**
 * Cuts off exactly so much area. The piece lies on the side of the pointer, and the cutting line across the direction
 * to it, unless a bearing was typed; a click or Enter cuts.
 */
export const splitAreaTool = (_desk: Desk): MapTool => {
  const turns = inTurn();
  let pointer: LonLat | null = null;

  /** Direction of the cutting line and the side of the piece. */
  const cutting = (): { bearingDeg: number; side: 'left' | 'right' } | null => {
    const geometry = onlyPolygon()?.geometry;
    if (!geometry) return null;
    const [west, south, east, north] = geometry.box;
    const middle: LonLat = [(west + east) / 2, (south + north) / 2];
    const typed = useToolOptions.getState().splitBearing;
    const to = pointer ? bearing(middle, pointer) : 0;
    if (typed === null) return { bearingDeg: (to + 90) % 360, side: 'left' };
    const off = (to - typed + 360) % 360;
    return { bearingDeg: typed, side: off < 180 ? 'right' : 'left' };
  };

  const show = (): void => {
    const geometry = onlyPolygon()?.geometry;
    const how = cutting();
    if (!geometry || !how || !pointer) return useTool.setState({ ghosts: [] });
    const cut = splitByArea(geometry, useToolOptions.getState().splitAreaM2, how.bearingDeg, how.side);
    useTool.setState({
      ghosts: cut.ok
        ? [
            { geometry: cut.value.inside, kind: 'after' },
            { geometry: packFlat('line', [[cut.value.line.flat()]]), kind: 'before' },
          ]
        : [],
    });
  };

  const cut = async (): Promise<void> => {
    const record = onlyPolygon();
    const how = cutting();
    if (!record?.geometry || !how) return;
    const { splitAreaM2: areaM2 } = useToolOptions.getState();
    const possible = splitByArea(record.geometry, areaM2, how.bearingDeg, how.side);
    if (!possible.ok) return notifyFailure(possible.error);
    const done = await runCommand('split-by-area', { ref: refOf(record), areaM2, ...how });
    if (!done.ok) return;
    useTool.getState().setTool('select');
    void selectWritten(done.value, record.layer, 2);
  };

  const stops = [
    useToolOptions.subscribe(show),
    useSelectedFeatures.subscribe(show),
    useTool.subscribe((state, before) => {
      if (state.finishAsked !== before.finishAsked) turns.next(cut);
    }),
  ];

  return {
    id: 'split-area',
    cursor: 'crosshair',
    stop: () => {
      turns.end();
      for (const stop of stops) stop();
    },
    move: (at) => {
      pointer = at.lonLat;
      show();
    },
    click: (at) => {
      pointer = at.lonLat;
      turns.next(cut);
    },
    key: (combination) => {
      if (combination === 'Enter') turns.next(cut);
      else if (combination === 'Esc') useTool.getState().setTool('select');
      else return false;
      return true;
    },
  };
};
