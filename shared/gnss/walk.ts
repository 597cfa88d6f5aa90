import { distanceM } from '../geometry/distance.ts';
import type { LonLat } from '../geometry/geodesic.ts';
import { recordOf } from './position-record.ts';
import type { FixEvent } from './service-types.ts';
import type { GnssSettings } from './settings.ts';

/** What a position does to a shape that is walked round. */
export type WalkStep =
  | { readonly kind: 'vertex'; readonly at: LonLat }
  /** Nearer to the last vertex than the distance asked for. */
  | { readonly kind: 'near' }
  /** Not measured, or not confirmed yet. */
  | { readonly kind: 'not-counted' }
  /** An outage or a jump lies between: what was walked there is not known, so nothing is joined over it. */
  | { readonly kind: 'apart' };

/**
 * The step of one position while a shape is walked round.
 *
 * @param last the last vertex that was walked to; null where walking has just begun or was taken up again: the
 *   first position that counts is a vertex
 * @param everyM least distance between vertices, metres
 */
export function walkStep(
  event: FixEvent,
  last: LonLat | null,
  everyM: number,
  settings: Pick<GnssSettings, 'frame' | 'antennaHeightM'>,
): WalkStep {
  if (event.use !== 'counts') return { kind: 'not-counted' };
  if (last !== null && event.apart) return { kind: 'apart' };
  const { lon, lat } = recordOf(event.fix, settings);
  if (last !== null && distanceM(last[0], last[1], lon, lat) < everyM) return { kind: 'near' };
  return { kind: 'vertex', at: [lon, lat] };
}
