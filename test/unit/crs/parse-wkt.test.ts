import { describe, expect, it } from 'vitest';
import { CRS_CATALOGUE, crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { readCrsName, readEpsg, readWkt } from '../../../shared/crs/parse-wkt.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';
import { GDAL_MISSING, gdalWkt, hasGdal } from '../../fixtures/import/gdal.ts';

const ESRI_37 =
  'PROJCS["CGCS2000_3_Degree_GK_Zone_37",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
const known = (epsg: number, wgs84 = false) => ({ kind: 'known', epsg, wgs84 });

describe('well-known text', () => {
  it('of ArcGIS', () => {
    expect(readWkt(ESRI_37)).toEqual(known(4525));
    expect(readWkt(ESRI_37.replace('37500000.0', '500000.0'))).toEqual(known(4546));
    expect(readWkt(ESRI_37.replace('"CGCS2000_3_Degree_GK_Zone_37"', '"本地坐标"'))).toEqual(known(4525));
  });

  it('believes the parameters, not the name', () => {
    expect(readWkt(ESRI_37.replace('111.0', '114.0').replace('37500000', '38500000'))).toEqual(known(4526));
    expect(readWkt(ESRI_37.replace('"Scale_Factor",1.0', '"Scale_Factor",0.9996'))).toMatchObject({
      kind: 'unsupported',
    });
    expect(readWkt(ESRI_37.replace('"Meter",1.0', '"Kilometer",1000.0'))).toMatchObject({
      kind: 'unsupported',
    });
    expect(readWkt(ESRI_37.replace('111.0', '111.5'))).toMatchObject({ kind: 'unsupported' });
  });

  it('knows nothing where code and parameters contradict each other', () => {
    const both = `${ESRI_37.slice(0, -1)},AUTHORITY["EPSG","4526"]]`;
    expect(readWkt(both)).toEqual({ kind: 'none' });
    expect(readWkt(both.replace('4526', '4525'))).toEqual(known(4525));
  });

  it.each([
    'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    'PROJCS["Beijing_1954_3_Degree_GK_Zone_37",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],PARAMETER["Central_Meridian",111.0],UNIT["Meter",1.0]]',
  ])('tells the old datums: %s', (text) => {
    expect(readWkt(text)).toMatchObject({ kind: 'old-datum' });
  });

  it('says of other systems that they are not read, and of nonsense nothing', () => {
    expect(readWkt(ESRI_37.replaceAll('China', 'Nowhere').replaceAll('CGCS2000', 'X'))).toMatchObject({
      kind: 'unsupported',
    });
    for (const text of ['', 'PROJCS[', 'PROJCS["a"', 'LOCAL_CS["a"]', '(((', '[[[['.repeat(999)]) {
      expect(['none', 'unsupported']).toContain(readWkt(text).kind);
    }
  });

  it('never breaks, whatever the text', () => {
    const random = seeded(7);
    const bytes = new TextEncoder().encode(ESRI_37);
    for (let i = 0; i < 3000; i++) {
      const read = readWkt(new TextDecoder().decode(mutate(bytes, random)));
      expect(['known', 'none', 'unsupported', 'old-datum']).toContain(read.kind);
    }
  });
});

describe('names and codes', () => {
  it.each([
    ['urn:ogc:def:crs:EPSG::4490', known(4490)],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', known(4490, true)],
    ['EPSG:4326', known(4490, true)],
    ['epsg:4525', known(4525)],
    ['http://www.opengis.net/def/crs/EPSG/0/4546', known(4546)],
    ['EPSG:2363', { kind: 'old-datum', name: 'EPSG:2363', epsg: 2363 }],
    ['EPSG:3857', { kind: 'unsupported', name: 'EPSG:3857' }],
    ['', { kind: 'none' }],
  ])('%s', (name, reading) => expect(readCrsName(name)).toEqual(reading));

  it('codes', () => {
    expect(readEpsg(4326)).toEqual(known(4490, true));
    expect(readEpsg(4610)).toMatchObject({ kind: 'old-datum' });
    expect(readEpsg(32649)).toMatchObject({ kind: 'unsupported' });
    expect(readEpsg(NaN)).toEqual({ kind: 'none' });
  });
});

describe.skipIf(!hasGdal)(`texts as GDAL writes them (${hasGdal ? 'running' : GDAL_MISSING})`, () => {
  it.each(['wkt1', 'wkt2', 'wkt_esri'] as const)('%s of systems of every kind', (dialect) => {
    for (const crs of CRS_CATALOGUE.filter((_, i) => i % 8 === 0)) {
      const read = readWkt(gdalWkt(crs.epsg, dialect));
      expect(read, `EPSG:${crs.epsg}`).toMatchObject({ kind: 'known' });
      if (read.kind !== 'known') continue;
      // Esri's text has no code, and 3- and 6-degree zones on one meridian are the same map.
      const same = crsByEpsg(read.epsg);
      expect([same?.centralMeridian, same?.falseEasting], `EPSG:${crs.epsg}`).toEqual([
        crs.centralMeridian,
        crs.falseEasting,
      ]);
      expect(dialect === 'wkt_esri' ? crs.epsg : read.epsg).toBe(crs.epsg);
    }
  });

  it('tells old datums and WGS 84', () => {
    for (const epsg of [2327, 2363, 2401, 2436, 4214, 4555, 4610, 4790, 21413]) {
      expect(readWkt(gdalWkt(epsg, 'wkt_esri')), `EPSG:${epsg}`).toMatchObject({ kind: 'old-datum' });
    }
    expect(readWkt(gdalWkt(4326, 'wkt_esri'))).toEqual(known(4490, true));
    expect(readWkt(gdalWkt(32649, 'wkt1'))).toMatchObject({ kind: 'unsupported' });
  });
});
