import { open } from 'node:fs/promises';
import path from 'node:path';
import type { OutFeature, OutField } from '../../shared/export/out-layer.ts';
import { toGeoJson } from '../../shared/geometry/geojson.ts';
import { ok, fail } from '../../shared/result.ts';
import type { Writer } from './define-format.ts';
import { writeAll } from '../../shared/write-all.ts';

const FLUSH_AT = 1 << 20;

const properties = (fields: readonly OutField[], feature: OutFeature): Record<string, unknown> =>
  Object.fromEntries(fields.map(({ name }, i) => [name, feature.values[i] ?? null]));

/**
 * Writes features as GeoJSON with the structure of RFC 7946. Coordinates are those of the layer's system, which the
 * `crs` member says as a foreign member (GDAL and QGIS read it); canonical degrees print with at most nine decimals.
 * The id is the uid.
 */
export const geojsonWriter: Writer = {
  extension: '.geojson',
  layers: 'one',
  crs: 'any',
  encodings: [],
  tables: false,
  write: async ([layer], { folder, stem }, { signal }) => {
    if (layer === undefined) return fail('export.no-layers');
    const file = await open(path.join(folder, `${stem}.geojson`), 'wx');
    try {
      const name = JSON.stringify(layer.name);
      let buffer = `{"type":"FeatureCollection","name":${name},"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::${layer.crs.epsg}"}},"features":[\n`;
      let count = 0;
      const multi = layer.geometry === 'MULTIPOLYGON';
      const uid = layer.fields.findIndex(({ key }) => key === 'uid');
      for await (const feature of layer.features()) {
        if (signal.aborted) return fail('cancelled');
        const id = feature.values[uid] ?? null;
        const text = JSON.stringify({
          type: 'Feature',
          ...(id !== null && { id }),
          properties: properties(layer.fields, feature),
          geometry: feature.geometry === null ? null : toGeoJson(feature.geometry, { multi }),
        });
        buffer += `${count === 0 ? '' : ',\n'}${text}`;
        count++;
        if (buffer.length > FLUSH_AT) {
          await writeAll(file, buffer);
          buffer = '';
        }
      }
      await writeAll(file, `${buffer}\n]}\n`);
      await file.sync();
      return ok({ features: count, renamed: [], notes: [] });
    } finally {
      await file.close();
    }
  },
};
