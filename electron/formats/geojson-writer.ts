import { open } from 'node:fs/promises';
import { toGeoJson } from '../../shared/geometry/geojson.ts';
import type { FeatureRecord } from '../../shared/model/record.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { WriteOptions, WriteReport } from './define-format.ts';

const FLUSH_AT = 1 << 20;

/**
 * Writes features as GeoJSON with the structure of RFC 7946. Coordinates are CGCS2000, which the `crs` member says as a
 * foreign member (GDAL and QGIS read it); canonical values print with at most nine decimals. The id is the uid.
 */
export async function writeGeoJson(
  features: AsyncIterable<FeatureRecord>,
  path: string,
  { schema, signal }: WriteOptions,
): Promise<Result<WriteReport>> {
  const file = await open(path, 'w');
  try {
    const name = JSON.stringify(schema.id);
    let buffer = `{"type":"FeatureCollection","name":${name},"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[\n`;
    let count = 0;
    const multi = schema.geometry === 'MULTIPOLYGON';
    for await (const record of features) {
      if (signal.aborted) return fail('cancelled');
      const feature = {
        type: 'Feature',
        id: record.uid,
        properties: { uid: record.uid, ...record.fields },
        geometry: record.geometry === null ? null : toGeoJson(record.geometry, { multi }),
      };
      buffer += `${count === 0 ? '' : ',\n'}${JSON.stringify(feature)}`;
      count++;
      if (buffer.length > FLUSH_AT) {
        await file.write(buffer);
        buffer = '';
      }
    }
    await file.write(`${buffer}\n]}\n`);
    await file.sync();
    return ok({ features: count });
  } finally {
    await file.close();
  }
}
