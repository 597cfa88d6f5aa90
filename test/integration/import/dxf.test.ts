import fs from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dxfWriter } from '../../../electron/formats/dxf-writer.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { lineLayer, pointLayer, polygonLayer, rowsOf, square } from '../../fixtures/export/layers.ts';
import { newFolder, writeWith, type Written } from '../../fixtures/export/write.ts';
import { newBlueprint, openIo, value } from '../../fixtures/import/io.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';
import { readAll } from '../../fixtures/import/read-all.ts';

interface Audit {
  readonly version: string;
  readonly encoding: string;
  readonly faults: readonly string[];
  readonly layers: readonly string[];
  readonly extent: readonly (readonly number[])[];
  readonly entities: readonly {
    readonly kind: string;
    readonly layer: string;
    readonly closed: boolean | null;
    readonly points: readonly (readonly number[])[] | null;
    readonly text: string | null;
    readonly at: readonly number[] | null;
  }[];
}

const hasEzdxf = hasPython('ezdxf');
const home = newFolder();
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));
let files = 0;
const put = (content: string | Uint8Array): string => {
  const file = path.join(home, `drawing-${files++}.dxf`);
  fs.writeFileSync(file, content);
  return file;
};

let written: Written;
beforeAll(async () => {
  written = await writeWith(dxfWriter, [polygonLayer(4525), pointLayer(4525), lineLayer(4525)], home);
});

describe('a drawing that goes out', () => {
  it.skipIf(!hasEzdxf)(
    'has no fault for an independent reader, and every ring as a closed polyline',
    async () => {
      expect(must(written.result).features).toBe(10);
      const audit = runPython('audit_dxf.py', [written.file]) as Audit;
      expect([audit.version, audit.encoding, audit.faults]).toEqual(['AC1015', 'gbk', []]);
      const rows = await rowsOf(polygonLayer(4525));
      const rings = rows.flatMap(({ geometry }) =>
        geometry === null
          ? []
          : Array.from({ length: partCount(geometry) }, (_, part) => partOf(geometry, part)).flat(),
      );
      const closed = audit.entities.filter((entity) => entity.closed === true);
      expect(closed.map(({ points }) => points)).toEqual(
        rings.map((xy) => Array.from({ length: xy.length / 2 - 1 }, (_, i) => [xy[2 * i], xy[2 * i + 1]])),
      );
      expect([...new Set(audit.entities.map(({ layer }) => layer))]).toEqual([
        '规划用地用海_0701',
        '规划用地用海_0701_注记',
        '规划用地用海_1001',
        '规划用地用海_1001_注记',
        '规划用地用海_100101',
        '规划用地用海_100101_注记',
        '公共服务设施_0701',
        '公共服务设施_0701_注记',
        '公共服务设施_1001',
        '公共服务设施_1001_注记',
        '外业轨迹_0701',
        '外业轨迹_0701_注记',
      ]);
      // Every name stands on the surface of its polygon, also where the middle of the box is a hole.
      const texts = audit.entities.filter(
        ({ kind, layer }) => kind === 'TEXT' && layer.startsWith('规划用地用海'),
      );
      const shapes = rows.filter(
        ({ geometry, values }) => geometry !== null && geometry.xy.length > 0 && values[1] !== '',
      );
      expect(texts).toHaveLength(shapes.length);
      texts.forEach(({ at }, i) =>
        expect(pointInPolygon(shapes[i]!.geometry!, at![0]!, at![1]!)).toBe('inside'),
      );
    },
  );

  it('comes back with its layers, names and positions; the system is asked', async () => {
    const read = must(await readAll(written.file, home));
    expect(read.format).toBe('dxf');
    expect(
      read.probe.layers.every(({ crs, encoding }) => crs.kind === 'none' && encoding === 'gb18030'),
    ).toBe(true);
    const layer = read.layers.find(({ name }) => name === '规划用地用海_1001');
    expect(layer?.features.map(({ geometry }) => geometry?.kind)).toEqual(['polygon', 'polygon', 'polygon']);
    expect(layer?.features[0]?.values['Label']).toBe('㙍头村𠮷山');
    const rows = await rowsOf(polygonLayer(4525));
    expect(layer?.features[0]?.geometry?.xy).toEqual(partOf(rows[1]!.geometry!, 0)[0]);
    expect(
      read.layers.find(({ name }) => name === '规划用地用海_0701')?.features[1]?.geometry?.xy,
    ).toHaveLength(48_002);
    await newBlueprint(path.join(home, 'blueprint.gpkg'));
    const io = await openIo(path.join(home, 'blueprint.gpkg'), path.join(home, 'scratch'));
    const probe = value(await io.probe(written.file));
    expect(probe.layers[0]?.epsg).toBeNull();
    expect(probe.layers[0]?.candidates[0]).toMatchObject({ epsg: 4525 });
    const plan = { sourceLayer: '规划用地用海_1001', mapping: { remark: 'Label' }, epsg: 4525 };
    const report = value(await io.stage(written.file, 'land_use', plan));
    expect(report).toMatchObject({ read: 3, staged: 3, refused: 0 });
    expect(report.sample[0]?.fields['remark']).toBe('㙍头村𠮷山');
  });

  it('has the same bytes each time', async () => {
    const again = await writeWith(dxfWriter, [polygonLayer(4525), pointLayer(4525), lineLayer(4525)], home);
    expect(fs.readFileSync(again.file).equals(fs.readFileSync(written.file))).toBe(true);
  });

  it('has one layer for each map layer where that is asked, and texts of the height that is asked', async () => {
    const own = { layers: 'layer', textHeight: 12 };
    const { file, result } = await writeWith(dxfWriter, [polygonLayer(4525)], home, { own, language: 'en' });
    expect(must(result).notes.map(({ code, params }) => [code, params['count']])).toEqual([
      ['dxf-values', undefined],
      ['dxf-holes', 2],
      ['dxf-empty', 2],
    ]);
    const text = iconv.decode(fs.readFileSync(file), 'cp936');
    expect(text).toContain('40\n12\n1\n');
    const read = must(await readAll(file, home));
    expect(read.layers.map(({ name }) => name)).toEqual(['规划用地用海', '规划用地用海_labels']);
  });

  it('is refused in degrees, and with options that are none', async () => {
    const { result } = await writeWith(dxfWriter, [polygonLayer(4490)], home);
    expect(result).toMatchObject({ error: { code: 'export.plane-only' } });
    for (const own of [{ layers: 'colour' }, { textHeight: 0 }, { textHeight: '5' }, { classField: 7 }]) {
      const refused = await writeWith(dxfWriter, [polygonLayer(4525)], home, { own });
      expect(refused.result).toMatchObject({
        error: { code: 'export.own', params: { option: Object.keys(own)[0] } },
      });
    }
  });
});

const drawing = (entities: string, header = ''): string =>
  `0\nSECTION\n2\nHEADER\n${header}0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${entities}0\nENDSEC\n0\nEOF\n`;
/** A polyline as R12 has it. */
const oldPolyline = (layer: string, ring: readonly (readonly [number, number])[], closed: boolean): string =>
  `0\nPOLYLINE\n8\n${layer}\n66\n1\n70\n${closed ? 1 : 0}\n${ring
    .map(([x, y]) => `0\nVERTEX\n8\n${layer}\n10\n${x}\n20\n${y}\n`)
    .join('')}0\nSEQEND\n8\n${layer}\n`;
const SQUARE = square(37_470_000, 3_330_000, 100).slice(0, 4);

describe('a drawing that comes in', () => {
  it('from R12 in GBK: closed lines are polygons, open ones lines, circles have corners', async () => {
    const body =
      oldPolyline('地类界', SQUARE, true) +
      oldPolyline('道路', SQUARE, false) +
      '0\nCIRCLE\n8\n水井\n10\n37470050\n20\n3330050\n40\n10\n' +
      '0\nTEXT\n8\n注记\n10\n37470040\n20\n3330060\n40\n5\n1\n桐渡镇\n' +
      '0\nTEXT\n8\n注记\n10\n37470040\n20\n3330030\n40\n5\n1\n0701\n';
    for (const [header, encoding] of [
      ['9\n$ACADVER\n1\nAC1009\n9\n$DWGCODEPAGE\n3\nANSI_936\n', 'cp936'],
      ['9\n$ACADVER\n1\nAC1009\n9\n$DWGCODEPAGE\n3\nANSI_1252\n', 'cp936'],
      ['', 'cp936'],
      ['9\n$ACADVER\n1\nAC1021\n', 'utf-8'],
    ] as const) {
      const read = must(await readAll(put(iconv.encode(drawing(body, header), encoding)), home));
      expect(
        read.layers.map(({ name, features }) => [name, features[0]?.geometry?.kind, features.length]),
      ).toEqual([
        ['地类界', 'polygon', 1],
        ['道路', 'line', 1],
        ['水井', 'polygon', 1],
        ['注记', 'point', 2],
      ]);
      expect(read.layers[0]?.features[0]?.values['Label']).toBe('桐渡镇 0701');
      const circle = read.layers[2]?.features[0]?.geometry;
      const radii = Array.from({ length: (circle?.xy.length ?? 0) / 2 }, (_, i) =>
        Math.hypot(circle!.xy[2 * i]! - 37_470_050, circle!.xy[2 * i + 1]! - 3_330_050),
      );
      expect(radii.length).toBeGreaterThan(60);
      for (const radius of radii) expect(Math.abs(radius - 10)).toBeLessThan(1e-6);
    }
  });

  it('in the encoding that the user chooses', async () => {
    const body = oldPolyline('界線', SQUARE, true);
    const file = put(iconv.encode(drawing(body, '9\n$ACADVER\n1\nAC1009\n'), 'big5'));
    const read = must(await readAll(file, home, 'big5'));
    expect(read.layers.map(({ name }) => name)).toEqual(['界線']);
  });

  it('takes blocks apart, and is not filled by blocks within blocks', async () => {
    const names = Array.from({ length: 12 }, (_, k) => `B${k}`);
    const blocks = names
      .map((name, k) => {
        const inner =
          k === 0
            ? '0\nLINE\n8\nL\n10\n0\n20\n0\n11\n1\n21\n1\n'
            : `0\nINSERT\n8\nL\n2\n${names[k - 1]}\n10\n0\n20\n0\n`.repeat(10);
        return `0\nBLOCK\n8\nL\n2\n${name}\n70\n0\n10\n0\n20\n0\n${inner}0\nENDBLK\n8\nL\n`;
      })
      .join('');
    const insert = (name: string): string => `0\nINSERT\n8\nL\n2\n${name}\n10\n5\n20\n5\n`;
    const whole = (name: string): string =>
      `0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nSECTION\n2\nBLOCKS\n${blocks}0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${insert(name)}0\nENDSEC\n0\nEOF\n`;
    const small = must(await readAll(put(whole('B2')), home));
    expect(small.layers[0]?.features).toHaveLength(100);
    // A million million lines, if anybody counted.
    const large = await readAll(put(whole('B11')), home);
    const count = large.ok ? large.value.layers.reduce((sum, { features }) => sum + features.length, 0) : 0;
    expect(count).toBeLessThan(200_000);
  });

  it('that is cut short is refused before GDAL looks for its end', async () => {
    const whole = fs.readFileSync(written.file);
    for (const share of [0.02, 0.5, 0.9999]) {
      const file = put(whole.subarray(0, Math.floor(whole.length * share)));
      expect(await readAll(file, home)).toMatchObject({ error: { code: 'import.dxf-cut' } });
    }
    // What stands behind the end of a file on old systems does not count.
    expect((await readAll(put(`${drawing(oldPolyline('A', SQUARE, true))}\u001a\n`), home)).ok).toBe(true);
  });

  it('that is DWG, binary, or no drawing is refused with what to do', async () => {
    expect(await readAll(put('AC1027\0\0\0\0'), home)).toMatchObject({ error: { code: 'import.dwg' } });
    expect(await readAll(put('AutoCAD Binary DXF\r\n\u001a\0'), home)).toMatchObject({
      error: { code: 'import.dwg' },
    });
    expect(await readAll(put('just text'), home)).toMatchObject({ error: { code: 'import.wrong-content' } });
  });

  it('with bytes changed never breaks or hangs its host', async () => {
    const random = seeded(42);
    const bytes = iconv.encode(
      drawing(
        oldPolyline('地类界', SQUARE, true) +
          oldPolyline('道路', SQUARE, false) +
          '0\nCIRCLE\n8\nC\n10\n5\n20\n5\n40\n10\n',
      ),
      'cp936',
    );
    let different = 0;
    for (let k = 0; k < 80; k++) {
      const file = put(mutate(bytes, random));
      const read = await readAll(file, home);
      if (!read.ok || read.value.layers.length !== 3) different++;
      fs.rmSync(file);
    }
    expect(different).toBeGreaterThan(10);
  });

  it('a polygon gets the texts within it, and none from a hole or beside it', async () => {
    const { createLabels } = await import('../../../electron/formats/dxf-labels.ts');
    const labels = createLabels();
    labels.add(5, 5, '洞里');
    labels.add(1, 9, '上');
    labels.add(1, 1, '下');
    labels.add(20, 1, '外');
    const ring = packMultiPolygon([[square(0, 0, 10), square(4, 4, 3, true)]], { raw: true });
    expect(labels.inside(ring)).toBe('上 下');
    expect(labels.inside(packMultiPolygon([[square(50, 50, 1)]], { raw: true }))).toBeNull();
  });
});
