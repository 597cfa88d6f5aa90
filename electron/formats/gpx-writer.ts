import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { OutFeature, OutField, OutLayer, OutNote } from '../../shared/export/out-layer.ts';
import { partCount, partOf } from '../../shared/geometry/counts.ts';
import { fail, ok } from '../../shared/result.ts';
import type { Writer } from './define-format.ts';
import { markText } from './geopackage-tables.ts';
import {
  GPX_END,
  GPX_SEGMENT_BEGIN,
  GPX_SEGMENT_END,
  GPX_TRACK_END,
  gpxBegin,
  gpxTrackBegin,
  gpxTrackPoint,
  gpxWaypoint,
  type GpxWords,
} from '../../shared/export/gpx-text.ts';
import { nameField } from './kml-writer.ts';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 20;

/** A value that is a moment, not a day alone. */
const timeOf = (value: unknown): number | null => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
};

/** What receivers show of a feature: its name, and its values line by line under their labels. */
function wordsOf(fields: readonly OutField[], { values }: OutFeature, named: number): GpxWords {
  const lines = fields.flatMap(({ label }, i) => {
    const value = values[i] ?? null;
    return value === null || i === named ? [] : [`${label}: ${value}`];
  });
  const name = values[named] ?? null;
  return { name: name === null ? null : String(name), description: lines.join('\n') };
}

function points(feature: OutFeature, of: GpxWords, timed: number): string {
  const { xy } = feature.geometry!;
  const timeMs = timeOf(feature.values[timed]);
  let text = '';
  for (let i = 0; i < xy.length; i += 2) text += gpxWaypoint({ lon: xy[i]!, lat: xy[i + 1]!, timeMs }, of);
  return text;
}

/** Lines, and the borders of areas, each piece a segment. */
function track({ geometry }: OutFeature, of: GpxWords): string {
  let text = gpxTrackBegin(of);
  for (let part = 0; part < partCount(geometry!); part++) {
    for (const xy of partOf(geometry!, part)) {
      text += GPX_SEGMENT_BEGIN;
      for (let i = 0; i < xy.length; i += 2) text += gpxTrackPoint({ lon: xy[i]!, lat: xy[i + 1]! });
      text += GPX_SEGMENT_END;
    }
  }
  return text + GPX_TRACK_END;
}

interface Counted {
  readonly features: number;
  readonly shapeless: number;
}

async function writeLayer(file: FileHandle, layer: OutLayer, signal: AbortSignal): Promise<Counted | null> {
  const named = nameField(layer.fields);
  const timed = layer.fields.findIndex(({ type }) => type === 'datetime');
  let [buffer, features, shapeless] = ['', 0, 0];
  for await (const feature of layer.features()) {
    if (signal.aborted) return null;
    if (feature.geometry === null || feature.geometry.xy.length === 0) {
      shapeless++;
      continue;
    }
    features++;
    const of = wordsOf(layer.fields, feature, named);
    buffer += layer.geometry === 'POINT' ? points(feature, of, timed) : track(feature, of);
    if (buffer.length > FLUSH_AT) {
      await writeAll(file, buffer);
      buffer = '';
    }
  }
  await writeAll(file, buffer);
  return { features, shapeless };
}

const isArea = ({ geometry }: OutLayer): boolean => geometry === 'POLYGON' || geometry === 'MULTIPOLYGON';

/**
 * Writes GPX 1.1: points as waypoints, lines as tracks, areas by their borders, which is said. Recorded tracks with
 * their times go out by the service of positions; a line of a layer has none. GPX is in WGS 84; the degrees of CGCS2000
 * are written as they are, which differs by centimetres.
 */
export const gpxWriter: Writer = {
  extension: '.gpx',
  layers: 'many',
  crs: 'degrees',
  encodings: [],
  tables: false,
  write: async (layers, { folder, stem }, { language, mark, signal }) => {
    const shaped = layers.filter(({ geometry }) => geometry !== null);
    if (shaped.length === 0) return fail('export.no-layers');
    const file = await open(path.join(folder, `${stem}.gpx`), 'wx');
    const notes: OutNote[] = [];
    let features = 0;
    try {
      await writeAll(file, gpxBegin({ name: stem, description: markText(language, mark) }));
      // Points first, as the schema wants it.
      const order = [
        ...shaped.filter(({ geometry }) => geometry === 'POINT'),
        ...shaped.filter(({ geometry }) => geometry !== 'POINT'),
      ];
      for (const layer of order) {
        const counted = await writeLayer(file, layer, signal);
        if (counted === null) return fail('cancelled');
        features += counted.features;
        if (isArea(layer) && counted.features > 0)
          notes.push({ code: 'gpx-areas', layer: layer.title, params: { count: counted.features } });
        if (counted.shapeless > 0)
          notes.push({ code: 'gpx-no-shape', layer: layer.title, params: { count: counted.shapeless } });
      }
      await writeAll(file, GPX_END);
      await file.sync();
      return ok({ features, renamed: [], notes });
    } finally {
      await file.close();
    }
  },
};
