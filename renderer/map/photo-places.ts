import type { Map as MapLibreMap } from 'maplibre-gl';
import type { AttachmentRecord } from '../../shared/bridge/task-contract.ts';
import { useFieldWork } from '../state/field-work.ts';
import { marksShown, usePhotos } from '../state/photos.ts';
import { PHOTO_RADIUS } from './overlay/photo-marks.ts';
import { screenOf } from './overlay/screen.ts';

/** A finger may miss a mark by this much, pixels. */
const AROUND = 3;

/** The evidence whose mark is under the pointer, the uppermost of the nearest; null for none, or without marks. */
export function photoAt(
  map: MapLibreMap,
  at: { readonly x: number; readonly y: number },
): AttachmentRecord | null {
  if (!marksShown(usePhotos.getState())) return null;
  const screen = screenOf(map);
  let best: AttachmentRecord | null = null;
  let least = PHOTO_RADIUS + AROUND;
  for (const one of useFieldWork.getState().attachments) {
    if (one.place === null) continue;
    const [x, y] = screen.project(one.place);
    const away = Math.hypot(at.x - x!, at.y - y!);
    if (away <= least) [best, least] = [one, away];
  }
  return best;
}
