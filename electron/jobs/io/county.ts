import type { Packed } from '../../../shared/geometry/packed.ts';
import { createCountyTest, type CountyTest } from '../../../shared/import/county-test.ts';
import type { Reader } from '../../store/read/reader.ts';

/** The county of a blueprint; null when it has none yet. */
export async function readCounty(reader: Reader): Promise<CountyTest | null> {
  const state = reader.layers().find(({ schema }) => schema.role === 'county');
  if (state === undefined || state.count === 0) return null;
  const counties: Packed[] = [];
  for await (const batch of reader.scan({ layer: state.schema.id, fields: [], order: 'fid' })) {
    for (const geometry of batch.geometries) if (geometry) counties.push(geometry);
  }
  return createCountyTest(counties);
}
