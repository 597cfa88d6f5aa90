import { distanceM } from '../geometry/distance.ts';
import { DEFAULT_MAX_GAP_S } from './match-track.ts';
import type { TimedTrack } from './timed-track.ts';

/** A shift of the camera's clock, seconds to be added to it. */
export interface SuggestedShift {
  readonly shiftS: number;
  /** How far the track then was from the place, metres. */
  readonly distanceM: number;
  /** Shifts at which the track is near: the longer one stood there, the less is known. */
  readonly fromS: number;
  readonly toS: number;
}

/** The shift from a photograph of a clock that is right: what the clock shows less what the camera says. */
export const shiftFromClock = (cameraMs: number, clockMs: number): number =>
  Math.round((clockMs - cameraMs) / 1000);

interface Near {
  readonly timeMs: number;
  readonly distanceM: number;
}

/** Where on the line between two points the place is nearest, as a share of it; plane, for lines of seconds. */
function nearestShare(a: readonly number[], b: readonly number[], to: readonly [number, number]): number {
  const [ax = 0, ay = 0] = a;
  const [bx = 0, by = 0] = b;
  const shrink = Math.cos((to[1] * Math.PI) / 180);
  const [dx, dy] = [(bx - ax) * shrink, by - ay];
  const along = (to[0] - ax) * shrink * dx + (to[1] - ay) * dy;
  const length = dx * dx + dy * dy;
  return length === 0 ? 0 : Math.max(0, Math.min(1, along / length));
}

/**
 * Shifts from a photograph whose place is known: each time that the track passed within `withinM` metres of it, the
 * nearest pass first; of equally near ones the one that shifts the least. Empty where it never did.
 *
 * @param cameraMs what the camera says, milliseconds since 1970 without any shift
 */
export function shiftsFromPlace(
  { runs, points: { time, lon, lat } }: TimedTrack,
  place: readonly [lon: number, lat: number],
  cameraMs: number,
  withinM = 50,
  maxGapS = DEFAULT_MAX_GAP_S,
): SuggestedShift[] {
  const found: SuggestedShift[] = [];
  if (Number.isNaN(cameraMs)) return found;
  let pass: Near[] = [];
  const seconds = ({ timeMs }: Near): number => Math.round((timeMs - cameraMs) / 1000);
  const end = (): void => {
    const [first] = pass;
    if (first !== undefined) {
      const nearest = pass.reduce((best, one) => (one.distanceM < best.distanceM ? one : best), first);
      found.push({
        shiftS: seconds(nearest),
        distanceM: nearest.distanceM,
        fromS: seconds(first),
        toS: seconds(pass.at(-1)!),
      });
    }
    pass = [];
  };
  const look = (timeMs: number, x: number, y: number): void => {
    const distance = distanceM(x, y, place[0], place[1]);
    if (distance <= withinM) pass.push({ timeMs, distanceM: distance });
    else end();
  };
  for (const { points } of runs) {
    for (let k = 0; k < points.length; k++) {
      const [a, b] = [points[k]!, points[k + 1]];
      look(time[a]!, lon[a]!, lat[a]!);
      if (b === undefined) continue;
      const span = time[b]! - time[a]!;
      if (span > maxGapS * 1000) {
        end();
        continue;
      }
      const share = nearestShare([lon[a]!, lat[a]!], [lon[b]!, lat[b]!], place);
      if (share > 0 && share < 1)
        look(
          time[a]! + share * span,
          lon[a]! + share * (lon[b]! - lon[a]!),
          lat[a]! + share * (lat[b]! - lat[a]!),
        );
    }
    end();
  }
  return found.sort((a, b) => a.distanceM - b.distanceM || Math.abs(a.shiftS) - Math.abs(b.shiftS));
}
