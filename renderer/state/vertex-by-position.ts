import { recordOf, type PositionRecord } from '../../shared/gnss/position-record.ts';
import { notify } from './notices.ts';
import { positionNow, usePosition, whyNoPosition } from './position.ts';
import { useTool } from './tool.ts';

/** The position of now as it is kept: on the grid, in the stored system. Null while there is none that may be used. */
export function recordNow(): PositionRecord | null {
  const state = usePosition.getState();
  const now = positionNow(state);
  return now === null || state.service === null ? null : recordOf(now.fix, state.service.settings);
}

/** Sets the position of now as the next vertex of the shape in hand; where there is none, says why. */
export function addVertexHere(): void {
  const record = recordNow();
  if (record !== null) {
    useTool.getState().askAdd([record.lon, record.lat]);
    return;
  }
  const why = whyNoPosition(usePosition.getState());
  if (why !== null) notify('info', why);
}
