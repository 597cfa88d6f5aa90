import { create } from 'zustand';
import type { TrackPoints } from '../../shared/gnss/track-points.ts';
import { positionClient } from '../bridge/client.ts';
import { usePosition } from './position.ts';

/** The running track as it is drawn: a line a segment, flat longitudes and latitudes. */
export interface TrackLine {
  readonly id: string | null;
  readonly points: number;
  readonly segments: readonly (readonly number[])[];
}

const NONE: TrackLine = { id: null, points: 0, segments: [] };
export const useTrackLine = create<TrackLine>()(() => NONE);

/** The line with more points at its end; those before the first start go on with the last segment. */
export function withPoints({ id, points, segments }: TrackLine, more: TrackPoints): TrackLine {
  const out = segments.slice();
  const starts = new Set(more.starts);
  for (let i = 0; i < more.count; i++) {
    const at = [more.lon[i]!, more.lat[i]!] as const;
    const last = starts.has(i) ? undefined : out.at(-1);
    if (last === undefined) out.push([...at]);
    // Segments that were given out before are left as they are: the last one is made anew once a call.
    else if (last === segments.at(-1) && out.length === segments.length)
      out[out.length - 1] = [...last, ...at];
    else (last as number[]).push(...at);
  }
  return { id, points: points + more.count, segments: out };
}

let asking = false;

/** Reads what the track has more than the line. One question at a time; the last one leaves nothing out. */
async function readOn(): Promise<void> {
  if (asking) return;
  asking = true;
  for (;;) {
    const track = usePosition.getState().service?.track ?? null;
    if (track === null) {
      if (useTrackLine.getState().id !== null) useTrackLine.setState(NONE, true);
      break;
    }
    if (useTrackLine.getState().id !== track.id) useTrackLine.setState({ ...NONE, id: track.id }, true);
    const line = useTrackLine.getState();
    const client = positionClient();
    if (client === null || line.points >= track.summary.points) break;
    const more = await client.trackPoints({ id: track.id, from: line.points });
    if (!more.ok || more.value.count === 0) break;
    if (useTrackLine.getState() === line) useTrackLine.setState(withPoints(line, more.value), true);
  }
  asking = false;
}

/** Follows the running track; once for the life of the page. */
export const followTrackLine = (): (() => void) =>
  usePosition.subscribe((state, before) => {
    if (state.service?.track !== before.service?.track) void readOn();
  });
