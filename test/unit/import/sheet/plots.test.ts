import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partCount, partOf } from '../../../../shared/geometry/counts.ts';
import { createMergeFill } from '../../../../shared/import/sheet/fill-merges.ts';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import type { RawValue } from '../../../../shared/import/raw.ts';
import { readTable, rowsOf } from '../../../fixtures/sheets/features.ts';
import { must } from '../../../fixtures/import/must.ts';

type Ring = readonly (readonly [number, number])[];

const square = (x: number, y: number, size = 100): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];
const closed = (ring: Ring): Ring => [...ring, must(ring[0])];

/** Rings of each part, as lists of points, closed. */
const shape = (geometry: Packed | null): number[][][] =>
  Array.from({ length: partCount(must(geometry)) }, (_, part) =>
    partOf(must(geometry), part).map((ring) => [...ring]),
  );

/** Area of a part with sign by rings: shells add, holes take away. */
const area = (geometry: Packed | null): number =>
  shape(geometry)
    .flat()
    .reduce((sum, ring) => {
      let twice = 0;
      for (let i = 0; i + 3 < ring.length; i += 2)
        twice += ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!;
      return sum + twice / 2;
    }, 0);

const X0 = 3_320_000.5;
const Y0 = 37_403_000.5;

describe('a table of boundary points', () => {
  it('gives a polygon for each plot, with what stands beside its points', () => {
    const rows = (plot: string, ring: Ring, name: string): RawValue[][] =>
      ring.map(([x, y], i) => [plot, name, `J${(i % 4) + 1}`, x, y, 100]);
    const { layout, features, problems } = readTable([
      ['地块编号', '地块名称', '点号', 'X', 'Y', '边长'],
      ...rows('A-1', closed(square(X0, Y0)), '甲'),
      ...rows('A-2', square(X0 + 200, Y0), '乙'),
    ]);
    expect(layout.shape.kind).toBe('plots');
    expect(problems).toEqual([]);
    expect(features.map(({ number, values }) => [number, values])).toEqual([
      [1, { 地块编号: 'A-1', 地块名称: '甲' }],
      [2, { 地块编号: 'A-2', 地块名称: '乙' }],
    ]);
    expect(features.map(({ geometry }) => area(geometry))).toEqual([10_000, 10_000]);
  });

  it('has holes and parts by where rings lie, however they are turned and numbered', () => {
    const rings = [
      closed(square(X0, Y0, 100)),
      closed(square(X0 + 20, Y0 + 20, 20)).toReversed(),
      closed(square(X0 + 60, Y0 + 60, 20)),
      closed(square(X0 + 300, Y0, 10)),
    ];
    const withRings = readTable([
      ['点号', '圈号', 'X', 'Y'],
      ...rings.flatMap((ring, r) => ring.map(([x, y], i): RawValue[] => [`J${i + 1}`, r + 1, x, y])),
    ]);
    // The same where a plot number holds the rings together and each ring closes.
    const withPlot = readTable([
      ['宗地号', '点号', 'X', 'Y'],
      ...rings.flatMap((ring, r) => ring.map(([x, y], i): RawValue[] => ['甲', `J${r * 10 + i}`, x, y])),
    ]);
    for (const { features } of [withRings, withPlot]) {
      expect(features).toHaveLength(1);
      const parts = shape(must(features[0]).geometry);
      expect(parts.map((part) => part.length).sort((a, b) => a - b)).toEqual([1, 3]);
      expect(area(must(features[0]).geometry)).toBe(100 * 100 - 2 * 20 * 20 + 10 * 10);
    }
  });

  it('may name its plots in rows of their own', () => {
    const points = (ring: Ring): RawValue[][] =>
      closed(ring).map(([x, y], i) => [`J${(i % 4) + 1}`, x, y, 100]);
    const { features } = readTable([
      ['界址点成果表'],
      ['地块编号：甲-01  地块名称：北区', null, null, '面积（公顷）：1.0'],
      ['点号', 'X', 'Y', '边长'],
      ...points(square(X0, Y0)),
      ['制表：', null, '审核：', null],
      ['地块编号', '甲-02', '地块名称', '南区'],
      ['点号', 'X', 'Y', '边长'],
      ...points(square(X0, Y0 + 200, 50)),
      ['合计', null, null, 12],
    ]);
    expect(features.map(({ values }) => values)).toEqual([
      { 地块编号: '甲-01', 地块名称: '北区', '面积（公顷）': '1.0' },
      { 地块编号: '甲-02', 地块名称: '南区' },
    ]);
    expect(features.map(({ geometry }) => area(geometry))).toEqual([10_000, 2_500]);
  });

  it('without plot numbers begins a plot where the numbering begins anew', () => {
    const { features } = readTable([
      ['点号', 'X', 'Y'],
      ...[square(X0, Y0), square(X0 + 200, Y0)].flatMap((ring) =>
        closed(ring).map(([x, y], i): RawValue[] => [`J${(i % 4) + 1}`, x, y]),
      ),
    ]);
    expect(features.map(({ geometry }) => area(geometry))).toEqual([10_000, 10_000]);
  });

  it('without a head is known by the names of its points', () => {
    const { layout, features } = readTable(
      closed(square(X0, Y0)).map(([x, y], i): RawValue[] => [`J${(i % 4) + 1}`, x, y]),
    );
    expect(layout).toMatchObject({ header: false, shape: { kind: 'plots' } });
    expect(area(must(features[0]).geometry)).toBe(10_000);
  });

  it('refuses a plot of which a point cannot be read, and no other', () => {
    const { features, problems } = readTable([
      ['地块号', '点号', 'X', 'Y'],
      ...square(X0, Y0).map(([x, y], i): RawValue[] => ['甲', `J${i + 1}`, i === 2 ? '缺' : x, y]),
      ...square(X0 + 200, Y0).map(([x, y], i): RawValue[] => ['乙', `J${i + 1}`, i === 0 ? '？' : x, y]),
      ...square(X0 + 400, Y0).map(([x, y], i): RawValue[] => ['丙', `J${i + 1}`, x, y]),
    ]);
    expect(problems.map(({ feature, code, params }) => [feature, code, params['row']])).toEqual([
      [1, 'sheet-point', 4],
      [2, 'sheet-point', 6],
    ]);
    expect(features.map(({ number, values }) => [number, values['地块号']])).toEqual([[3, '丙']]);
  });

  it('is none where each row has a plot of its own', () => {
    const { layout } = readTable([
      ['地块编号', '点号', 'X', 'Y'],
      ['甲', 'J1', X0, Y0],
      ['乙', 'J1', X0 + 5, Y0],
      ['丙', 'J1', X0 + 9, Y0],
    ]);
    expect(layout.shape.kind).toBe('points');
    // A list of control points names them, and bounds nothing.
    const control = readTable([
      ['点号', 'X', 'Y'],
      ['G1', X0, Y0],
      ['G2', X0 + 5, Y0],
      ['G3', X0 + 9, Y0],
      ['G4', X0, Y0 + 4],
    ]);
    expect(control.layout.shape.kind).toBe('points');
  });

  it('gives back any simple plots, written either way round and from any point', () => {
    const plot = fc.record({
      sides: fc.integer({ min: 3, max: 12 }),
      turn: fc.boolean(),
      from: fc.nat(11),
      close: fc.boolean(),
      radius: fc.integer({ min: 10, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(plot, { minLength: 1, maxLength: 8 }), (plots) => {
        const made = plots.map(({ sides, turn, from, close, radius }, p) => {
          const ring = Array.from({ length: sides }, (_, i): readonly [number, number] => {
            const angle = (2 * Math.PI * i) / sides;
            return [
              Math.round((X0 + p * 1000 + radius * Math.cos(angle)) * 1000) / 1000,
              Math.round((Y0 + radius * Math.sin(angle)) * 1000) / 1000,
            ];
          });
          const turned = turn ? ring.toReversed() : ring;
          const at = from % sides;
          const rotated = [...turned.slice(at), ...turned.slice(0, at)];
          return close ? closed(rotated) : rotated;
        });
        const { features, problems } = readTable([
          ['地块号', '点号', 'X', 'Y'],
          ...made.flatMap((ring, p) =>
            ring.map(([x, y], i): RawValue[] => [p === 0 && i > 0 ? null : `P${p}`, i + 1, x, y]),
          ),
        ]);
        expect(problems).toEqual([]);
        expect(features).toHaveLength(plots.length);
        features.forEach(({ geometry }, p) => {
          const points = new Set(must(made[p]).map(String));
          const [ring] = must(shape(geometry)[0]);
          const read = Array.from(
            { length: must(ring).length / 2 },
            (_, i) => `${must(ring)[2 * i]},${must(ring)[2 * i + 1]}`,
          );
          expect(new Set(read)).toEqual(points);
          expect(read.length).toBe(points.size + 1);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('cells merged over rows', () => {
  it('give their value to each of the rows', () => {
    const fill = createMergeFill([
      { top: 2, bottom: 4, column: 1 },
      { top: 3, bottom: 4, column: 3 },
      { top: 9, bottom: 9, column: 1 },
    ]);
    const rows = rowsOf([
      ['乡镇', '地块', '面积'],
      ['甲', 1, 5],
      [null, 2, 6],
      [null, 3],
      ['乙', 4, 7],
    ]);
    expect(rows.map((row) => fill(row).cells)).toEqual([
      ['乡镇', '地块', '面积'],
      ['甲', 1, 5],
      ['甲', 2, 6],
      ['甲', 3, 6],
      ['乙', 4, 7],
    ]);
  });
});
