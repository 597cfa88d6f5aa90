import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { kmlWriter } from '../../../electron/formats/kml-writer.ts';
import { toGeoJson } from '../../../shared/geometry/geojson.ts';
import { must } from '../../../shared/result.ts';
import { dumpLayers, hasGdalPython } from '../../fixtures/export/gdal-dump.ts';
import {
  FIELDS,
  layerOf,
  lineLayer,
  pointLayer,
  polygonLayer,
  rowsOf,
  square,
} from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';
import { readAll } from '../../fixtures/import/read-all.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';

const home = newFolder();
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));
let files = 0;
const put = (content: string | Uint8Array, extension = '.kml'): string => {
  const file = path.join(home, `source-${files++}${extension}`);
  fs.writeFileSync(file, content);
  return file;
};
const kml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>县域</name>${body}</Document></kml>`;
const ring = (x: number, y: number, side: number): string =>
  square(x, y, side)
    .map(([a, b]) => `${a},${b},0`)
    .join(' ');
const polygon = (outer: string, ...inner: string[]): string =>
  `<Polygon><outerBoundaryIs><LinearRing><coordinates>${outer}</coordinates></LinearRing></outerBoundaryIs>${inner
    .map(
      (text) =>
        `<innerBoundaryIs><LinearRing><coordinates>${text}</coordinates></LinearRing></innerBoundaryIs>`,
    )
    .join('')}</Polygon>`;

const SOURCE = kml(`
  <Folder><name>园区</name>
    <Placemark><name>㙍头村𠮷山</name><description><![CDATA[<b>一期</b>]]></description>
      <ExtendedData><Data name="编号"><displayName>Code</displayName><value>990121000012345678</value></Data>
      <SchemaData schemaUrl="#x"><SimpleData name="面积">12.5</SimpleData></SchemaData></ExtendedData>
      ${polygon(ring(110.7, 30.1, 0.02), ring(110.705, 30.105, 0.005))}</Placemark>
    <Placemark><name>两块</name><MultiGeometry>${polygon(ring(110.8, 30.1, 0.01))}${polygon(ring(110.82, 30.1, 0.01))}</MultiGeometry></Placemark>
    <Placemark><name>入口</name><TimeStamp><when>2026-11-29</when></TimeStamp><Point><coordinates> 110.71 , 30.11 , 5 </coordinates></Point></Placemark>
    <Folder><name>子</name><Placemark><name>路</name><LineString><coordinates>
      110.7,30.1
      110.8,30.2 110.9,30.1</coordinates></LineString></Placemark></Folder>
  </Folder>
  <Placemark><name>轨迹</name><gx:Track><when>2026-01-01T00:00:00Z</when><gx:coord>110.1 30.1 4</gx:coord><gx:coord>110.2 30.2 4</gx:coord></gx:Track></Placemark>
  <Placemark><name>没有图形</name></Placemark>
  <NetworkLink><Link><href>http://example.invalid/x.kml</href></Link></NetworkLink>`);

describe('KML', () => {
  it('gives its folders as layers, one for each kind of geometry, with names, data and tracks', async () => {
    const read = must(await readAll(put(SOURCE), home));
    expect(read.format).toBe('kml');
    expect(read.layers.map(({ name, features }) => [name, features.length])).toEqual([
      ['县域/园区 · Polygon', 2],
      ['县域/园区 · Point', 1],
      ['县域/园区/子', 1],
      ['县域 · LineString', 1],
      ['县域', 1],
    ]);
    const [polygons, points, lines, track] = read.layers;
    expect(polygons?.features[0]?.values).toEqual({
      name: '㙍头村𠮷山',
      description: '<b>一期</b>',
      编号: '990121000012345678',
      面积: '12.5',
    });
    expect(
      polygons?.features.map(({ geometry }) => [...(geometry?.rings ?? []), '|', ...(geometry?.parts ?? [])]),
    ).toEqual([
      [0, 5, 10, '|', 0, 2],
      [0, 5, 10, '|', 0, 1, 2],
    ]);
    expect([...(polygons?.features[0]?.geometry?.xy ?? [])].slice(0, 4)).toEqual([110.7, 30.1, 110.72, 30.1]);
    expect([...(points?.features[0]?.geometry?.xy ?? [])]).toEqual([110.71, 30.11]);
    expect(points?.features[0]?.values).toMatchObject({ when: '2026-11-29' });
    expect([...(lines?.features[0]?.geometry?.xy ?? [])]).toEqual([110.7, 30.1, 110.8, 30.2, 110.9, 30.1]);
    expect([...(track?.features[0]?.geometry?.xy ?? [])]).toEqual([110.1, 30.1, 110.2, 30.2]);
    expect(read.probe.layers[0]?.crs).toEqual({ kind: 'known', epsg: 4490, wgs84: true });
    expect(read.probe.layers[0]?.fields.map(({ name }) => name)).toEqual([
      'name',
      'description',
      '编号',
      '面积',
    ]);
    expect(read.probe.notes.map(({ code }) => code)).toEqual(['kml-link']);
  });

  it('is read from KMZ, and in GBK or UTF-16', async () => {
    const zipped = zipSync({
      'doc.kml': new TextEncoder().encode(SOURCE),
      'files/icon.png': new Uint8Array(9),
    });
    const names = must(await readAll(put(SOURCE), home)).layers.map(({ name }) => name);
    for (const file of [
      put(zipped, '.kmz'),
      put(iconv.encode(SOURCE.replace('UTF-8', 'GB18030'), 'gb18030')),
      put(
        Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SOURCE.replace('UTF-8', 'UTF-16'), 'utf16le')]),
      ),
    ]) {
      const read = must(await readAll(file, home));
      expect(read.layers.map(({ name }) => name)).toEqual(names);
      expect(read.layers[0]?.features[0]?.values['name']).toBe('㙍头村𠮷山');
    }
    expect(await readAll(put(zipSync({ 'a.txt': new Uint8Array(3) }), '.kmz'), home)).toMatchObject({
      error: { code: 'import.zip-no-shapefile' },
    });
  });

  it('with a document type is refused before anything in it is expanded', async () => {
    const bomb = Array.from({ length: 20 }, (_, k) => `<!ENTITY a${k + 1} "${`&a${k};`.repeat(10)}">`).join(
      '',
    );
    const file = put(
      `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a0 "哈">${bomb}]><kml><Placemark><name>&a20;</name></Placemark></kml>`,
    );
    expect(await readAll(file, home)).toMatchObject({ ok: false, error: { code: 'import.xml-dtd' } });
    const outside = put('<?xml version="1.0"?><!DOCTYPE kml SYSTEM "file:///etc/passwd"><kml></kml>');
    expect(await readAll(outside, home)).toMatchObject({ ok: false, error: { code: 'import.xml-dtd' } });
  });

  it('that is broken, too deep or of an unknown encoding is refused with where it is', async () => {
    const whole = kml(`<Placemark>${polygon(ring(110, 30, 0.1))}</Placemark>`);
    expect(await readAll(put(whole.slice(0, -20)), home)).toMatchObject({
      error: { code: 'import.xml-broken' },
    });
    expect(await readAll(put(kml('<Placemark>&nbsp;</Placemark>')), home)).toMatchObject({
      error: { code: 'import.xml-broken', params: { line: 3 } },
    });
    expect(await readAll(put(kml('<Folder>'.repeat(5000))), home)).toMatchObject({
      error: { code: 'import.xml-broken' },
    });
    expect(await readAll(put(whole.replace('UTF-8', 'klingon')), home)).toMatchObject({
      error: { code: 'import.xml-encoding' },
    });
  });

  it('refuses single placemarks whose positions are none, by number', async () => {
    const bad = ['110.1', 'a,b', '110,', ',30', '110,30 nonsense', 'NaN,30', '1e999,3'];
    const body = bad
      .map((text) => `<Placemark><Point><coordinates>${text}</coordinates></Point></Placemark>`)
      .join('');
    const good = '<Placemark><Point><coordinates>110,30</coordinates></Point></Placemark>';
    const read = must(await readAll(put(kml(good + body)), home));
    expect(read.layers[0]?.features.map(({ number }) => number)).toEqual([1]);
    expect(read.layers[0]?.problems.map(({ code, feature, refused }) => [code, feature, refused])).toEqual(
      bad.map((_, k) => ['kml-coordinates', k + 2, true]),
    );
  });

  it('gives the same whether its head or all of it is asked for', async () => {
    const marks = Array.from(
      { length: 700 },
      (_, k) =>
        `<Placemark><name>${k}</name><Point><coordinates>${110 + k / 1000},30</coordinates></Point></Placemark>`,
    );
    const read = must(await readAll(put(kml(marks.join(''))), home));
    expect(read.layers[0]?.features.map(({ values }) => values['name'])).toEqual(
      marks.map((_, k) => String(k)),
    );
  });

  it('element names that are members of every object mean nothing', async () => {
    const body =
      '<constructor/><toString>x</toString><Placemark><constructor/><ExtendedData><Data name="__proto__"><value>1</value></Data></ExtendedData><Point><coordinates>110,30</coordinates></Point></Placemark>';
    const read = must(await readAll(put(kml(body)), home));
    expect(Object.entries(read.layers[0]?.features[0]?.values ?? {})).toEqual([['__proto__', '1']]);
  });

  it('with bytes changed never throws or hangs', async () => {
    const random = seeded(7);
    const bytes = new TextEncoder().encode(SOURCE);
    let refused = 0;
    for (let k = 0; k < 400; k++) {
      const file = put(mutate(bytes, random));
      const read = await readAll(file, home);
      if (!read.ok) refused++;
      fs.rmSync(file);
    }
    expect(refused).toBeGreaterThan(100);
  });
});

describe('KML that goes out', () => {
  it.skipIf(!hasGdalPython)('is read by GDAL with every name and position', async () => {
    const layers = [polygonLayer(4490), pointLayer(4490), lineLayer(4490)];
    const { file, result } = await writeWith(kmlWriter, layers, home);
    expect(must(result)).toMatchObject({ features: 10 });
    const { layers: found } = dumpLayers(file);
    expect(found.map(({ name, count }) => [name, count])).toEqual([
      ['规划用地用海', 6],
      ['公共服务设施', 3],
      ['外业轨迹', 1],
    ]);
    const rows = await rowsOf(layers[0]!);
    expect(found[0]?.features.map(({ values }) => values[0])).toEqual(rows.map(({ values }) => values[1]));
    const flat = (value: unknown): unknown =>
      Array.isArray(value) && typeof value[0] === 'number'
        ? value.slice(0, 2)
        : Array.isArray(value)
          ? value.map(flat)
          : value;
    expect(found[0]?.features.map(({ shape }) => flat(shape?.coordinates ?? null))).toEqual(
      rows.map(({ geometry }) =>
        geometry === null || geometry.xy.length === 0
          ? null
          : (toGeoJson(geometry, { multi: false }) as { coordinates: unknown }).coordinates,
      ),
    );
  });

  it('comes back as it went, values under their names, the same bytes each time', async () => {
    const layers = [polygonLayer(4490), lineLayer(4490)];
    const first = await writeWith(kmlWriter, layers, home);
    const second = await writeWith(kmlWriter, layers, home);
    expect(fs.readFileSync(first.file).equals(fs.readFileSync(second.file))).toBe(true);
    const read = must(await readAll(first.file, home));
    const polygons = read.layers.find(({ name }) => name.endsWith('规划用地用海 · Polygon'));
    const rows = (await rowsOf(layers[0]!)).filter(
      ({ geometry }) => geometry !== null && geometry.xy.length > 0,
    );
    expect(polygons?.features.map(({ geometry }) => geometry?.xy)).toEqual(
      rows.map(({ geometry }) => geometry?.xy),
    );
    expect(polygons?.features.map(({ geometry }) => geometry?.parts)).toEqual(
      rows.map(({ geometry }) => geometry?.parts),
    );
    expect(polygons?.features.map(({ values }) => FIELDS.map(({ name }) => values[name] ?? null))).toEqual(
      rows.map(({ values }) => values.map((value) => (value === null ? null : String(value)))),
    );
  });

  it('holds any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
        const shape = packMultiPolygon([[square(110, 30, 0.1)]]);
        const base = layerOf('x', text, 'MULTIPOLYGON', [shape], 4490, [FIELDS[1]!]);
        const layer = {
          ...base,
          features: async function* () {
            yield { values: [text], geometry: shape };
          },
        };
        const { file } = await writeWith(kmlWriter, [layer], home);
        const read = must(await readAll(file, home));
        // XML makes one line break of all.
        const plain = text.replaceAll(/\r\n?/g, '\n');
        expect(read.layers[0]?.features[0]?.values['name']).toBe(plain);
      }),
      { numRuns: 60 },
    );
  });
});

describe('GPX', () => {
  it('gives points, tracks with their pieces, and routes', async () => {
    const read = must(
      await readAll(
        put(
          `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
            <wpt lat="30.1" lon="110.7"><ele>812.5</ele><name>界桩</name></wpt><wpt lat="" lon="110.7"/>
            <rte><name>线</name><rtept lat="30" lon="110"/><rtept lat="31" lon="111"/></rte>
            <trk><name>巡查</name><trkseg><trkpt lat="30" lon="110"><ele>1</ele><time>2026-11-29T00:00:00Z</time></trkpt><trkpt lat="30.1" lon="110.1"/></trkseg>
            <trkseg><trkpt lat="30.2" lon="110.2"/><trkpt lat="30.3" lon="110.3"/></trkseg><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>`,
          '.gpx',
        ),
        home,
      ),
    );
    expect(read.format).toBe('gpx');
    expect(
      read.layers.map(({ name, features, problems }) => [
        name,
        features.length,
        problems.map(({ code, feature }) => [code, feature]),
      ]),
    ).toEqual([
      ['waypoints', 1, [['gpx-position', 2]]],
      ['routes', 1, []],
      ['tracks', 1, []],
    ]);
    const [points, routes, tracks] = read.layers.map(({ features }) => features[0]);
    expect(points?.values).toEqual({ ele: '812.5', name: '界桩' });
    expect([...(points?.geometry?.xy ?? [])]).toEqual([110.7, 30.1]);
    expect([...(routes?.geometry?.xy ?? [])]).toEqual([110, 30, 111, 31]);
    expect(tracks?.values).toEqual({ name: '巡查' });
    expect([...(tracks?.geometry?.xy ?? [])]).toEqual([110, 30, 110.1, 30.1, 110.2, 30.2, 110.3, 30.3]);
    expect([...(tracks?.geometry?.rings ?? [])]).toEqual([0, 2, 4]);
  });

  it.skipIf(!hasGdalPython)('is read as GDAL reads it', async () => {
    const file = put(
      `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">${Array.from(
        { length: 40 },
        (_, k) => `<wpt lat="${30 + k / 100}" lon="${110 + k / 77}"><name>点${k}</name></wpt>`,
      ).join('')}</gpx>`,
      '.gpx',
    );
    const [points] = dumpLayers(file).layers;
    const read = must(await readAll(file, home));
    expect(read.layers[0]?.features.map(({ geometry }) => [...(geometry?.xy ?? [])])).toEqual(
      points?.features.map(({ shape }) => shape?.coordinates),
    );
  });
});
