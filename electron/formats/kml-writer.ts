import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { partCount, partOf } from '../../shared/geometry/counts.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import type { OutFeature, OutField, OutLayer } from '../../shared/export/out-layer.ts';
import { fail, ok } from '../../shared/result.ts';
import type { Writer } from './define-format.ts';
import { markText } from './geopackage-tables.ts';
import { xmlText } from './xml-text.ts';

const FLUSH_AT = 1 << 20;

function coordinates(xy: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < xy.length; i += 2) text += `${i === 0 ? '' : ' '}${xy[i]},${xy[i + 1]}`;
  return `<coordinates>${text}</coordinates>`;
}

function part(kind: Packed['kind'], rings: readonly ArrayLike<number>[]): string {
  const [first = []] = rings;
  if (kind === 'point') return `<Point>${coordinates(first)}</Point>`;
  if (kind === 'line') return `<LineString>${coordinates(first)}</LineString>`;
  const boundary = (name: string, ring: ArrayLike<number>): string =>
    `<${name}><LinearRing>${coordinates(ring)}</LinearRing></${name}>`;
  const holes = rings.slice(1).map((ring) => boundary('innerBoundaryIs', ring));
  return `<Polygon>${boundary('outerBoundaryIs', first)}${holes.join('')}</Polygon>`;
}

function geometryText(packed: Packed | null): string {
  if (packed === null || packed.xy.length === 0) return '';
  const parts = Array.from({ length: partCount(packed) }, (_, i) => part(packed.kind, partOf(packed, i)));
  return parts.length === 1 ? parts[0]! : `<MultiGeometry>${parts.join('')}</MultiGeometry>`;
}

/** The field whose value programs show as the name of a place: `name`, else the first that is a text. */
const nameField = (fields: readonly OutField[]): number => {
  const own = fields.findIndex(({ key }) => key === 'name');
  return own >= 0 ? own : fields.findIndex(({ key, type }) => type === 'text' && key !== 'uid');
};

function placemark(layer: OutLayer, { values, geometry }: OutFeature, named: number): string {
  const name = values[named] ?? null;
  const data = layer.fields.flatMap((field, i) => {
    const value = values[i] ?? null;
    return value === null
      ? []
      : [
          `<Data name="${xmlText(field.name)}"><displayName>${xmlText(field.label)}</displayName>` +
            `<value>${xmlText(String(value))}</value></Data>`,
        ];
  });
  return (
    `<Placemark>${name === null ? '' : `<name>${xmlText(String(name))}</name>`}` +
    `<ExtendedData>${data.join('')}</ExtendedData>${geometryText(geometry)}</Placemark>\n`
  );
}

async function writeLayer(file: FileHandle, layer: OutLayer, signal: AbortSignal): Promise<number | null> {
  const named = nameField(layer.fields);
  let buffer = `<Folder><name>${xmlText(layer.title)}</name>\n`;
  let count = 0;
  for await (const feature of layer.features()) {
    if (signal.aborted) return null;
    buffer += placemark(layer, feature, named);
    count++;
    if (buffer.length > FLUSH_AT) {
      await file.write(buffer);
      buffer = '';
    }
  }
  await file.write(`${buffer}</Folder>\n`);
  return count;
}

/**
 * Writes KML 2.2: a folder for each layer, the name of each feature, and its values under the labels of their fields.
 * KML is in WGS 84; the degrees of CGCS2000 are written as they are, which differs by centimetres.
 */
export const kmlWriter: Writer = {
  extension: '.kml',
  layers: 'many',
  crs: 'degrees',
  encodings: [],
  tables: false,
  write: async (layers, { folder, stem }, { language, mark, signal }) => {
    if (layers.length === 0) return fail('export.no-layers');
    const file = await open(path.join(folder, `${stem}.kml`), 'wx');
    let features = 0;
    try {
      await file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>' +
          `<name>${xmlText(stem)}</name><description>${xmlText(markText(language, mark))}</description>\n`,
      );
      for (const layer of layers) {
        const count = await writeLayer(file, layer, signal);
        if (count === null) return fail('cancelled');
        features += count;
      }
      await file.write('</Document></kml>\n');
      await file.sync();
      return ok({ features, renamed: [], notes: [] });
    } finally {
      await file.close();
    }
  },
};
