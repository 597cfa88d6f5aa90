import type { LonLat } from '../../shared/geometry/geodesic.ts';
import { recordOf } from '../../shared/gnss/position-record.ts';
import { positionNow, type PositionsState } from './position.ts';

/** A place on the ground below the antenna. */
export interface GroundPosition {
  readonly at: LonLat;
  /** Metres above the geoid; null where the receiver gives none. */
  readonly heightM: number | null;
}

/** The position of now as the receiver gives it, with the height of the ground there; null without one. */
export function groundOf(state: Pick<PositionsState, 'service' | 'countedAt'>): GroundPosition | null {
  const now = positionNow(state);
  if (now === null || state.service === null) return null;
  const { lon, lat } = now.fix;
  return { at: [lon, lat], heightM: recordOf(now.fix, state.service.settings).heightGeoidM };
}
