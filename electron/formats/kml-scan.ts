import { packFlat } from '../../shared/geometry/build-packed.ts';
import type { GeometryKind } from '../../shared/geometry/packed.ts';
import { fatal, noticed, refused, type RawValue } from '../../shared/import/raw.ts';
import type { Grouped } from './grouped-layers.ts';
import { parseCoordinates } from './kml-coordinates.ts';
import { readXml, type XmlEvent } from './xml-stream.ts';

/* OGC KML 2.2 (07-147r2), and the tracks of Google's extension. Heights, styles and views are left out. */

type Parts = Record<GeometryKind, number[][][]>;

interface Placemark {
  readonly number: number;
  readonly values: Map<string, RawValue>;
  readonly parts: Parts;
  /** Rings of the polygon that is open, its shell first. */
  rings: number[][] | null;
  track: number[];
  broken: boolean;
}

const CONTAINERS = new Set(['Document', 'Folder']);
/** Elements that refer to something outside or show a picture. */
const LINKS = new Map([
  ['NetworkLink', 'kml-link'],
  ['GroundOverlay', 'kml-picture'],
  ['PhotoOverlay', 'kml-picture'],
]);
/** Texts of a placemark that become values as they are. */
const PLAIN = new Set(['name', 'description', 'address', 'when', 'begin', 'end']);

/** Reads the placemarks of a file. */
export function createKmlScan(topName: string): { take(event: XmlEvent): Grouped[] } {
  const containers: string[] = [];
  const path: string[] = [];
  const linked = new Set<string>();
  let text = '';
  let placemark: Placemark | null = null;
  let field = '';
  let number = 0;

  const group = (): string => containers.filter((name) => name !== '').join('/') || topName;
  const parent = (): string => path[path.length - 2] ?? '';

  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    path.push(name);
    text = '';
    if (placemark === null) {
      if (CONTAINERS.has(name)) containers.push('');
      if (name === 'Placemark') {
        const parts: Parts = { point: [], line: [], polygon: [] };
        placemark = { number: ++number, values: new Map(), parts, rings: null, track: [], broken: false };
      }
      return;
    }
    if (name === 'Polygon') placemark.rings = [];
    if (name === 'Track') placemark.track = [];
    if (name === 'Data' || name === 'SimpleData') field = attributes['name'] ?? '';
  };

  /** Where the positions of a `coordinates` go, by the element that holds them. */
  const coordinates = (of: Placemark): void => {
    const xy = parseCoordinates(text);
    if (xy === null) {
      of.broken = true;
      return;
    }
    if (xy.length === 0) return;
    const holder = parent();
    if (holder === 'Point') of.parts.point.push([xy.slice(0, 2)]);
    else if (holder === 'LineString') of.parts.line.push([xy]);
    else if (holder === 'LinearRing' && of.rings === null) of.parts.line.push([xy]);
    else if (holder === 'LinearRing') {
      const shell = path.includes('outerBoundaryIs');
      if (shell) of.rings!.unshift(xy);
      else of.rings!.push(xy);
    }
  };

  const inside = (of: Placemark, name: string): void => {
    if (name === 'coordinates') coordinates(of);
    else if (name === 'coord' && parent() === 'Track') {
      const [x = NaN, y = NaN] = text.trim().split(/\s+/).map(Number);
      if (Number.isFinite(x) && Number.isFinite(y)) of.track.push(x, y);
      else of.broken = true;
    } else if (name === 'Track' && of.track.length > 0) of.parts.line.push([of.track]);
    else if (name === 'Polygon') {
      if (of.rings !== null && of.rings.length > 0) of.parts.polygon.push(of.rings);
      of.rings = null;
    } else if (name === 'SimpleData' || (name === 'value' && parent() === 'Data')) {
      if (field !== '') of.values.set(field, text);
    } else if (PLAIN.has(name) && (parent() === 'Placemark' || parent().startsWith('Time'))) {
      of.values.set(name, text.trim());
    }
  };

  const finished = (of: Placemark): Grouped[] => {
    const at = group();
    if (of.broken) return [{ group: at, item: refused(of.number, 'kml-coordinates') }];
    const values = Object.fromEntries(of.values);
    const kinds = (['polygon', 'line', 'point'] as const).filter((kind) => of.parts[kind].length > 0);
    if (kinds.length === 0)
      return [{ group: at, item: { kind: 'feature', number: of.number, values, geometry: null } }];
    return kinds.map((kind) => ({
      group: at,
      item: {
        kind: 'feature',
        number: of.number,
        values,
        geometry: packFlat(kind, of.parts[kind]),
      },
    }));
  };

  const close = (name: string): Grouped[] => {
    let found: Grouped[] = [];
    if (placemark !== null && name === 'Placemark') {
      found = finished(placemark);
      placemark = null;
    } else if (placemark !== null) inside(placemark, name);
    else if (CONTAINERS.has(name)) containers.pop();
    else if (name === 'name' && CONTAINERS.has(parent()))
      containers[containers.length - 1] = text.trim().replaceAll('/', '／').slice(0, 120);
    const link = LINKS.get(name);
    if (link !== undefined && !linked.has(link)) {
      linked.add(link);
      found.push({ group: '', item: noticed(null, link) });
    }
    path.pop();
    text = '';
    return found;
  };

  return {
    take: (event) => {
      if (event.kind === 'open') open(event.name, event.attributes);
      else if (event.kind === 'close') return close(event.name);
      else text += event.text;
      return [];
    },
  };
}

/** All placemarks of a KML file. */
export async function* scanKml(
  path: string,
  topName: string,
  options: { readonly signal: AbortSignal; readonly onShare: (share: number) => void },
): AsyncGenerator<Grouped> {
  const scan = createKmlScan(topName);
  for await (const piece of readXml(path, options)) {
    if ('kind' in piece) {
      yield { group: '', item: fatal(piece.code, piece.params) };
      return;
    }
    for (const event of piece) yield* scan.take(event);
  }
}
