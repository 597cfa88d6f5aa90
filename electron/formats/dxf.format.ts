import { NO_CRS } from '../../shared/crs/parse-wkt.ts';
import { packFlat } from '../../shared/geometry/build-packed.ts';
import { partCount, partOf } from '../../shared/geometry/counts.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import type { Problem, RawFeature } from '../../shared/import/raw.ts';
import { fail, ok } from '../../shared/result.ts';
import type { FileRef } from './define-format.ts';
import { dxfEncoding, endsAsDrawing, iconvName, withoutEscapes } from './dxf-encoding.ts';
import { createLabels, type Labels } from './dxf-labels.ts';
import { dxfWriter } from './dxf-writer.ts';
import { gdalFormat } from './gdal-reading.ts';
import { groupedFormat, type Grouped, type GroupedReading } from './grouped-layers.ts';

/** The one layer that GDAL gives of a drawing, and its fields. */
const ENTITIES = 'entities';
/** The texts of a drawing that stand in a polygon, as a value of it. */
const LABEL = 'Label';

const entities = gdalFormat(
  { id: 'dxf', extensions: [], recognises: () => false },
  {
    open: async (file, { encoding }) => {
      // GDAL looks for the end of some tables for ever where a drawing is cut short.
      if (!(await endsAsDrawing(file.path))) return fail('dxf-cut');
      return ok([
        {
          prefix: '',
          source: {
            folder: null,
            files: [{ name: 'source.dxf', path: file.path }],
            driver: 'DXF',
            options: [],
          },
          settings: {
            DXF_ENCODING: iconvName(encoding ?? (await dxfEncoding(file.path))),
            // Members of a block come one by one: together they would be of several kinds.
            DXF_MERGE_BLOCK_GEOMETRIES: 'FALSE',
          },
        },
      ]);
    },
  },
);

/** A line whose every piece ends where it began encloses a surface: drawings have no other polygons. */
function closed(geometry: Packed | null): Packed | null {
  if (geometry === null || geometry.kind !== 'line') return geometry;
  const rings = Array.from({ length: partCount(geometry) }, (_, part) => partOf(geometry, part)[0]!);
  const isRing = (xy: Float64Array): boolean =>
    xy.length >= 8 && xy[0] === xy[xy.length - 2] && xy[1] === xy[xy.length - 1];
  return rings.every(isRing)
    ? packFlat(
        'polygon',
        rings.map((ring) => [ring]),
      )
    : geometry;
}

const textOf = ({ values }: RawFeature): string => withoutEscapes(String(values['Text'] ?? '')).trim();

/** A drawing may be read several times for one job, and its texts are the same each time. */
const knownLabels = new WeakMap<FileRef, Map<string, Labels>>();

/** The texts of a drawing; or why it cannot be read. */
async function labelsOf(
  file: FileRef,
  options: Parameters<GroupedReading['scan']>[1],
): Promise<Labels | Problem> {
  const of = knownLabels.get(file) ?? new Map<string, Labels>();
  knownLabels.set(file, of);
  const key = options.encoding ?? '';
  const known = of.get(key);
  if (known !== undefined) return known;
  const labels = createLabels();
  for await (const item of entities.read(file, { ...options, layer: ENTITIES, onShare: () => {} })) {
    if (item.kind === 'problem' && item.fatal) return item;
    if (item.kind !== 'feature' || item.geometry?.kind !== 'point') continue;
    const text = textOf(item);
    if (text !== '') labels.add(item.geometry.xy[0]!, item.geometry.xy[1]!, text);
  }
  if (!options.signal.aborted) of.set(key, labels);
  return labels;
}

/**
 * Drawings (DXF in text, AutoCAD R12 and later): a layer for each drawing layer and kind. Closed lines are polygons,
 * arcs and splines become chords, blocks are taken apart, and a polygon gets the texts that stand in it. A drawing does
 * not say its reference system.
 */
export const dxfFormat = groupedFormat(
  {
    id: 'dxf',
    extensions: ['.dxf'],
    recognises: (head) =>
      /^(\s*999\r?\n[^\r\n]*\r?\n)*\s*0\r?\n\s*SECTION\b/.test(Buffer.from(head).toString('latin1')),
    writer: dxfWriter,
  },
  {
    crs: NO_CRS,
    encoding: async (file, chosen) => chosen ?? (await dxfEncoding(file.path)),
    scan: async function* (file, options): AsyncGenerator<Grouped> {
      const labels = await labelsOf(file, options);
      if ('fatal' in labels) {
        yield { group: '', item: labels };
        return;
      }
      for await (const item of entities.read(file, { ...options, layer: ENTITIES })) {
        if (item.kind === 'problem') {
          yield { group: '', item };
          continue;
        }
        const geometry = closed(item.geometry);
        const text = textOf(item);
        const layer = withoutEscapes(String(item.values['Layer'] ?? '')) || '0';
        const label = geometry?.kind === 'polygon' ? labels.inside(geometry) : null;
        yield {
          group: layer,
          item: {
            kind: 'feature',
            number: item.number,
            geometry,
            values: {
              Layer: layer,
              ...(text !== '' && { Text: text }),
              ...(label !== null && { [LABEL]: label }),
              Linetype: item.values['Linetype'] ?? null,
              EntityHandle: item.values['EntityHandle'] ?? null,
            },
          },
        };
      }
    },
  },
);
