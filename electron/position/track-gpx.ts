import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { segmentsOf, trackPointAt, type TrackPoints } from '../../shared/gnss/track-points.ts';
import {
  GPX_END,
  GPX_SEGMENT_BEGIN,
  GPX_SEGMENT_END,
  GPX_TRACK_END,
  gpxBegin,
  gpxTrackBegin,
  gpxTrackPoint,
} from '../../shared/export/gpx-text.ts';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 16;

/** Writes a track as GPX with its times and heights; a crash leaves the old file or the new one. */
export async function writeTrackGpx(file: string, name: string, points: TrackPoints): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'wx');
  try {
    const words = { name, description: null };
    let text = gpxBegin(words) + gpxTrackBegin(words);
    for (const [from, to] of segmentsOf(points)) {
      text += GPX_SEGMENT_BEGIN;
      for (let i = from; i < to; i++) {
        text += gpxTrackPoint(trackPointAt(points, i));
        if (text.length > FLUSH_AT) {
          await writeAll(handle, text);
          text = '';
        }
      }
      text += GPX_SEGMENT_END;
    }
    await writeAll(handle, text + GPX_TRACK_END + GPX_END);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  await rename(temporary, file);
}
