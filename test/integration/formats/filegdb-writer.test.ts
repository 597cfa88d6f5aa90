import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gdbName } from '../../../electron/formats/filegdb-names.ts';
import { filegdbWriter } from '../../../electron/formats/filegdb-writer.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { isEmptyPacked, partCount, partOf } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { must } from '../../../shared/result.ts';
import { dumpLayers, hasGdalPython } from '../../fixtures/export/gdal-dump.ts';
import {
  FIELDS,
  layerOf,
  lineLayer,
  pointLayer,
  polygonLayer,
  rowsOf,
  tableLayer,
} from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { readAll } from '../../fixtures/import/read-all.ts';

const home = newFolder();
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));
const all = (epsg: number) => [polygonLayer(epsg), pointLayer(epsg), lineLayer(epsg), tableLayer()];

/** Area within rings as they stand, by the shoelace formula. */
function areaOf(packed: Packed): number {
  let area = 0;
  for (let part = 0; part < partCount(packed); part++) {
    partOf(packed, part).forEach((ring, k) => {
      let twice = 0;
      // From the first vertex, so that the digits of large eastings do not drown the figure.
      for (let i = 0; i + 3 < ring.length; i += 2)
        twice +=
          (ring[i]! - ring[0]!) * (ring[i + 3]! - ring[1]!) -
          (ring[i + 2]! - ring[0]!) * (ring[i + 1]! - ring[1]!);
      area += (k === 0 ? 1 : -1) * Math.abs(twice / 2);
    });
  }
  return area;
}

const printed = (value: string | number | null, type: string): string | number | null => {
  if (typeof value !== 'string') return value;
  if (type === 'date') return `${value.replaceAll('-', '/')} 00:00:00`;
  if (type !== 'datetime') return value;
  // Moments of the fixtures are UTC before four in the afternoon: eight hours later it is the same day in China.
  const hour = String(Number(value.slice(11, 13)) + 8).padStart(2, '0');
  return `${value.slice(0, 10).replaceAll('-', '/')} ${hour}${value.slice(13, 19)}`;
};

describe('a file geodatabase that goes out', () => {
  it.skipIf(!hasGdalPython).each([4490, 4525, 4546])(
    'in EPSG:%i is read by native GDAL with its counts, extents, fields, aliases, values and areas',
    async (epsg) => {
      const layers = all(epsg);
      const { file, folder, result } = await writeWith(filegdbWriter, layers, home);
      expect(must(result)).toEqual({
        features: 13,
        renamed: [],
        // Every second row has a moment: three of six, one of three and so on.
        notes: [
          { code: 'china-time', layer: '规划用地用海', params: { count: 3 } },
          { code: 'china-time', layer: '公共服务设施', params: { count: 1 } },
          { code: 'china-time', layer: '指标表', params: { count: 1 } },
        ],
      });
      expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
      const { layers: found, stderr } = dumpLayers(file);
      expect(stderr).toBe('');
      expect(found.map(({ name, count, epsg: system }) => [name, count, system])).toEqual([
        ['land_use', 6, String(epsg)],
        ['public_facility', 3, String(epsg)],
        ['track', 1, String(epsg)],
        ['quota', 3, null],
      ]);
      const step = epsg === 4490 ? 1e-9 : 1e-4;
      for (const [k, layer] of layers.entries()) {
        const rows = await rowsOf(layer);
        const dumped = found[k]!;
        expect(dumped.fields.map(({ name, alias, type, width }) => [name, alias, type, width])).toEqual([
          ['uid', '标识', 'String', 36],
          ['name', '名称', 'String', 100],
          ['land_class', '地类编码', 'String', 12],
          ['bsm', '标识码', 'String', 18],
          ['floors', '层数', 'Integer', 0],
          ['area_m2', '面积', 'Real', 0],
          ['approved', '批准日期', 'DateTime', 0],
          ['seen', '采集时间', 'DateTime', 0],
        ]);
        expect(
          dumped.features.map(({ values }) =>
            values.map((value) => (typeof value === 'string' ? value.replace('+00', '') : value)),
          ),
        ).toEqual(rows.map(({ values }) => values.map((value, i) => printed(value, FIELDS[i]!.type))));
        const full = rows.flatMap(({ geometry }) =>
          geometry === null || isEmptyPacked(geometry) ? [] : [geometry],
        );
        const [minX = 0, maxX = 0, minY = 0, maxY = 0] = dumped.extent ?? [];
        if (full.length > 0) {
          const box = [0, 1, 2, 3].map((side) => {
            const sides = full.map((geometry) => geometry.box[side]!);
            return side < 2 ? Math.min(...sides) : Math.max(...sides);
          });
          [minX, minY, maxX, maxY].forEach((figure, side) =>
            expect(Math.abs(figure - box[side]!)).toBeLessThan(step),
          );
        }
        if (layer.geometry !== 'MULTIPOLYGON') continue;
        dumped.features.forEach(({ area }, i) => {
          const { geometry } = rows[i]!;
          const wanted = geometry === null ? 0 : areaOf(geometry);
          // Each vertex may be off by half a step of the format's grid.
          expect(Math.abs(area - wanted)).toBeLessThanOrEqual(1e-5 * Math.max(wanted, 1e-9));
        });
      }
    },
  );

  it('comes back through the import with the system, every value, hole, part and vertex', async () => {
    for (const epsg of [4525, 4490]) {
      const layer = polygonLayer(epsg);
      const { file } = await writeWith(filegdbWriter, [layer], home);
      const read = must(await readAll(file, home));
      expect(read.probe.layers[0]?.crs).toEqual({ kind: 'known', epsg, wgs84: false });
      const rows = await rowsOf(layer);
      expect(read.layers[0]?.features.map(({ values }) => values['bsm'])).toEqual(
        rows.map(({ values }) => values[3]),
      );
      read.layers[0]?.features.forEach(({ geometry }, k) => {
        const wanted = rows[k]!.geometry;
        if (wanted === null || isEmptyPacked(wanted)) {
          expect(geometry).toBeNull();
          return;
        }
        expect([geometry?.xy.length, partCount(geometry!), geometry?.rings.length]).toEqual([
          wanted.xy.length,
          partCount(wanted),
          wanted.rings.length,
        ]);
        expect(Math.abs(areaOf(geometry!) / areaOf(wanted) - 1)).toBeLessThan(1e-5);
      });
    }
  });

  it('gives every moment back: one with a zone as the same moment in China time, which is told', async () => {
    const written = [
      '2026-03-02T00:00:00+08:00',
      '2026-03-01T16:00:00Z',
      '2026-03-01T16:00:00.000Z',
      '2026-03-01T11:00:00-05:00',
      '1950-01-01T00:00:00+08:00',
      '2026-03-02T00:00:00',
      '2026-03-02T07:45:30',
      null,
    ];
    const base = layerOf('track', '轨迹', 'POINT', [], 4490, [FIELDS[7]!]);
    const layer = {
      ...base,
      count: written.length,
      features: async function* () {
        for (const value of written) yield { values: [value], geometry: null };
      },
    };
    const { file, result } = await writeWith(filegdbWriter, [layer], home);
    expect(must(result).notes).toEqual([{ code: 'china-time', layer: '轨迹', params: { count: 5 } }]);
    for (const texts of [TEXTS['zh-CN'], TEXTS.en]) expect('export.note.china-time' in texts).toBe(true);
    const [read] = must(await readAll(file, home)).layers;
    const seen = read?.features.map(({ values }) => values['seen'] ?? null) ?? [];
    expect(seen.map((text) => (text === null ? null : String(text).slice(0, 19)))).toEqual([
      '2026-03-02T00:00:00',
      '2026-03-02T00:00:00',
      '2026-03-02T00:00:00',
      '2026-03-02T00:00:00',
      '1950-01-01T00:00:00',
      '2026-03-02T00:00:00',
      '2026-03-02T07:45:30',
      null,
    ]);
    // A moment without a zone is one of the office that wrote it.
    seen.slice(0, 5).forEach((text, i) => {
      expect(text).toMatch(/\d(\.0+)?$/);
      expect(Date.parse(`${String(text)}+08:00`)).toBe(Date.parse(written[i]!));
    });
  });

  it('has the same bytes each time', async () => {
    const first = await writeWith(filegdbWriter, all(4525), home);
    const second = await writeWith(filegdbWriter, all(4525), home);
    const names = fs.readdirSync(first.file);
    expect(fs.readdirSync(second.file)).toEqual(names);
    for (const name of names)
      expect(
        fs.readFileSync(path.join(first.file, name)).equals(fs.readFileSync(path.join(second.file, name))),
        name,
      ).toBe(true);
  });

  it('keeps whole numbers beyond 32 bits, and says which fields it had to call otherwise', async () => {
    const fields = [
      { ...FIELDS[4]!, name: 'OBJECTID' },
      { ...FIELDS[1]!, name: '2023年 名称' },
      { ...FIELDS[3]!, name: 'order' },
    ];
    const base = layerOf('own_layer', '自定', 'POINT', [], 4490, fields);
    const layer = {
      ...base,
      count: 2,
      features: async function* () {
        yield { values: [2 ** 40 + 1, '甲', 'a'], geometry: null };
        yield { values: [-3, '乙', 'b'], geometry: null };
      },
    };
    const { file, result } = await writeWith(filegdbWriter, [layer], home);
    expect(must(result).renamed).toEqual([
      { layer: '自定', from: 'OBJECTID', to: 'OBJECTID_' },
      { layer: '自定', from: '2023年 名称', to: 'T_2023年_名称' },
      { layer: '自定', from: 'order', to: 'order_' },
    ]);
    const read = must(await readAll(file, home));
    expect(read.layers[0]?.features.map(({ values }) => values)).toEqual([
      { OBJECTID_: 2 ** 40 + 1, T_2023年_名称: '甲', order_: 'a' },
      { OBJECTID_: -3, T_2023年_名称: '乙', order_: 'b' },
    ]);
  });

  it('stops when it is cancelled', async () => {
    const { result } = await writeWith(filegdbWriter, all(4490), home, { signal: AbortSignal.abort() });
    expect(result).toEqual({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('a name in a geodatabase', () => {
  it('is made of letters, digits and lines, begins with a letter, and comes once', () => {
    const used = new Set<string>();
    const names = [
      '名称',
      '名称',
      'a b',
      'A_B',
      '_x',
      '9',
      'x'.repeat(80),
      'x'.repeat(90),
      'Shape',
      '𠮷',
    ].map((name) => gdbName(name, used));
    expect(names).toEqual([
      '名称',
      '名称_2',
      'a_b',
      'A_B_2',
      'T_x',
      'T_9',
      'x'.repeat(64),
      `${'x'.repeat(62)}_2`,
      'Shape_',
      '𠮷',
    ]);
  });
});
