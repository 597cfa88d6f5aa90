import path from 'node:path';
import type { TimedPoints } from '../../shared/photo/timed-track.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { readXml, type XmlEvent } from './xml-stream.ts';

interface Columns {
  readonly time: number[];
  readonly lon: number[];
  readonly lat: number[];
  readonly starts: number[];
}

/** Times of GPX are UTC; without a zone they are read as such. */
function timeOf(text: string): number {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  if (match === null) return NaN;
  return Date.parse(match[2] === undefined ? `${text.trim()}Z` : text.trim());
}

/** Takes the points of tracks; each `trkseg` begins a segment. */
function createScan({ time, lon, lat, starts }: Columns): (event: XmlEvent) => void {
  let point: { lon: number; lat: number; time: number } | null = null;
  let begins = true;
  let text = '';
  return (event) => {
    if (event.kind === 'text') {
      text += event.text;
      return;
    }
    const { name } = event;
    if (event.kind === 'open') {
      text = '';
      if (name === 'trkseg') begins = true;
      if (name !== 'trkpt') return;
      const { lon: x = '', lat: y = '' } = event.attributes;
      point = { lon: x === '' ? NaN : Number(x), lat: y === '' ? NaN : Number(y), time: NaN };
      return;
    }
    if (point === null) return;
    if (name === 'time') point.time = timeOf(text);
    if (name !== 'trkpt') return;
    if (begins) starts.push(time.length);
    begins = false;
    time.push(point.time);
    lon.push(point.lon);
    lat.push(point.lat);
    point = null;
  };
}

/**
 * The points of the tracks of a GPX file with their times, of which a file says no accuracy. Failures `gpx.broken`,
 * `gpx.no-times` (name), `cancelled`.
 */
export async function readGpxTimes(file: string, signal: AbortSignal): Promise<Result<TimedPoints>> {
  const name = path.basename(file);
  const columns: Columns = { time: [], lon: [], lat: [], starts: [] };
  const take = createScan(columns);
  try {
    for await (const piece of readXml(file, { signal })) {
      if ('kind' in piece) return fail('gpx.broken', { name });
      for (const event of piece) take(event);
    }
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return fail('evidence.cannot-read', { name });
  }
  if (signal.aborted) return fail('cancelled');
  const { time, lon, lat, starts } = columns;
  if (!time.some(Number.isFinite)) return fail('gpx.no-times', { name });
  return ok({
    count: time.length,
    time: Float64Array.from(time),
    lon: Float64Array.from(lon),
    lat: Float64Array.from(lat),
    accuracy: new Float32Array(time.length).fill(NaN),
    starts: Int32Array.from(starts),
  });
}
