import { readEpsg } from '../../shared/crs/parse-wkt.ts';
import { packFlat } from '../../shared/geometry/build-packed.ts';
import { fatal, refused, type RawValue } from '../../shared/import/raw.ts';
import { gpxWriter } from './gpx-writer.ts';
import { groupedFormat, type Grouped } from './grouped-layers.ts';
import { readXml, type XmlEvent } from './xml-stream.ts';

/* GPX 1.0 and 1.1: waypoints, tracks and routes of receivers and field apps. */

interface Kind {
  /** The layer that such features go to. */
  readonly group: string;
  /** The element of their positions; null for the feature itself. */
  readonly point: string | null;
}

/** Elements that are features. */
const FEATURES = new Map<string, Kind>([
  ['wpt', { group: 'waypoints', point: null }],
  ['trk', { group: 'tracks', point: 'trkpt' }],
  ['rte', { group: 'routes', point: 'rtept' }],
]);
const VALUES = new Set(['name', 'desc', 'cmt', 'type', 'sym', 'time', 'ele', 'src', 'number']);

interface Feature {
  readonly element: string;
  readonly of: Kind;
  readonly number: number;
  readonly values: Record<string, RawValue>;
  /** Positions of each piece. */
  readonly pieces: number[][];
  broken: boolean;
}

/** Longitude and latitude of an element; null where it has none. */
function position(attributes: Readonly<Record<string, string>>): readonly [number, number] | null {
  const { lon = '', lat = '' } = attributes;
  const x = lon.trim() === '' ? NaN : Number(lon);
  const y = lat.trim() === '' ? NaN : Number(lat);
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}

function finished({ of: { group, point }, number, values, pieces, broken }: Feature): Grouped {
  if (broken) return { group, item: refused(number, 'gpx-position') };
  // A piece of one position is no line.
  const full = pieces.filter((piece) => piece.length >= (point === null ? 2 : 4));
  const geometry =
    full.length === 0
      ? null
      : packFlat(
          point === null ? 'point' : 'line',
          full.map((piece) => [piece]),
        );
  return { group, item: { kind: 'feature', number, values, geometry } };
}

/** Takes events one by one and gives the features that end with them. */
function createGpxScan(): (event: XmlEvent) => Grouped | null {
  const path: string[] = [];
  let feature: Feature | null = null;
  let text = '';
  let number = 0;
  return (event) => {
    if (event.kind === 'text') {
      text += event.text;
      return null;
    }
    text = event.kind === 'open' ? '' : text;
    const { name } = event;
    if (event.kind === 'open') {
      path.push(name);
      const kind = FEATURES.get(name);
      if (feature === null && kind !== undefined)
        feature = { element: name, of: kind, number: ++number, values: {}, pieces: [], broken: false };
      if (feature === null) return null;
      if (name === 'trkseg') feature.pieces.push([]);
      if (name !== (feature.of.point ?? feature.element)) return null;
      const at = position(event.attributes);
      if (at === null) feature.broken = true;
      else if (feature.pieces.length === 0) feature.pieces.push([...at]);
      else feature.pieces[feature.pieces.length - 1]!.push(...at);
      return null;
    }
    path.pop();
    if (feature === null) return null;
    if (VALUES.has(name) && path[path.length - 1] === feature.element) feature.values[name] = text.trim();
    if (name !== feature.element) return null;
    const done = finished(feature);
    feature = null;
    return done;
  };
}

/** Points, tracks and routes of GPX files. */
export const gpxFormat = groupedFormat(
  {
    id: 'gpx',
    extensions: ['.gpx'],
    recognises: (head) => /<(\w+:)?gpx[\s>]/.test(Buffer.from(head).toString('latin1').replaceAll('\0', '')),
    writer: gpxWriter,
  },
  {
    crs: readEpsg(4326),
    scan: async function* (file, { signal, onShare }) {
      const take = createGpxScan();
      for await (const piece of readXml(file.path, { signal, onShare })) {
        if ('kind' in piece) {
          yield { group: '', item: fatal(piece.code, piece.params) };
          return;
        }
        for (const event of piece) {
          const found = take(event);
          if (found !== null) yield found;
        }
      }
    },
  },
);
