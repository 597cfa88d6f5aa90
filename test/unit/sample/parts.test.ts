import { describe, expect, it } from 'vitest';
import { uidOf } from '../../../shared/sample/features.ts';
import { CLASS_TABLE, COUNTY, TOWNSHIPS, ZONE_TABLE } from '../../../shared/sample/figures.ts';
import { random } from '../../../shared/sample/kernel/prng.ts';
import { areaOf, boxOf } from '../../../shared/sample/kernel/ring.ts';
import { countyOutline, townshipRings } from '../../../shared/sample/place/county.ts';
import { ways } from '../../../shared/sample/place/network.ts';
import { lengthOf } from '../../../shared/sample/place/line.ts';
import { Path } from '../../../shared/sample/place/path.ts';
import { settlementOf, surveyCodeOf } from '../../../shared/sample/survey-codes.ts';
import { xOf, yOf } from '../../../shared/sample/kernel/frame.ts';

describe('figures', () => {
  it('add up to the county', () => {
    const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
    expect(sum(Object.values(CLASS_TABLE).map(([base]) => base))).toBeCloseTo(203_640, 6);
    expect(sum(Object.values(CLASS_TABLE).map(([, plan]) => plan))).toBeCloseTo(203_640, 6);
    expect(sum(Object.values(ZONE_TABLE))).toBe(203_640);
    expect(sum(TOWNSHIPS.map((t) => t.km2))).toBeCloseTo(2036.4, 9);
    expect(sum(TOWNSHIPS.map((t) => t.people))).toBeCloseTo(31.82, 9);
  });
});

describe('county line', () => {
  const outline = countyOutline(2026);

  it('has its area and fills its box', () => {
    expect(areaOf(outline)).toBeCloseTo(COUNTY.areaM2, 0);
    const [west, south, east, north] = boxOf(outline);
    expect(west).toBeCloseTo(xOf(COUNTY.box[0]), 6);
    expect(east).toBeCloseTo(xOf(COUNTY.box[2]), 6);
    expect(south).toBeCloseTo(yOf(COUNTY.box[1]), 6);
    expect(north).toBeCloseTo(yOf(COUNTY.box[3]), 6);
  });

  it('is divided into townships of their areas', () => {
    const rings = townshipRings(outline, 2026);
    rings.forEach((ring, k) => expect(areaOf(ring) / 1e6).toBeCloseTo(TOWNSHIPS[k]!.km2, 5));
  });
});

describe('linear features', () => {
  it('have a creek 30 km long and 20 m wide', () => {
    const creek = ways(2026, countyOutline(2026)).find((w) => w.id === 'N12')!;
    expect(lengthOf(creek.line)).toBeCloseTo(30_000, 0);
    expect(Math.abs(areaOf(creek.ring)) / 30_000).toBeCloseTo(20, 0);
  });
});

describe('paths', () => {
  it('give neighbours their own points and exact lobes', () => {
    const path = new Path([0, 0, 1000, 0, 1000, 1000, 0, 1000]);
    const lobe = path.lobe(
      200,
      400,
      [
        [0, 60],
        [200, 60],
      ],
      15_000,
    );
    expect(Math.abs(areaOf(lobe))).toBeCloseTo(15_000, 6);
    expect(path.ring).toContain(200);
    expect(path.ring).toContain(400);
    expect(boxOf(lobe)[1]).toBeCloseTo(-75, 6);
  });
});

describe('codes', () => {
  it('convert to survey classes with their settlement attribute', () => {
    expect(surveyCodeOf('0703')).toBe('0702');
    expect(surveyCodeOf('100102')).toBe('0601');
    expect(surveyCodeOf('0303')).toBe('0305');
    expect(settlementOf('0702', 0)).toBe('203');
    expect(settlementOf('0702', 1)).toBe('201');
    expect(settlementOf('0602', 0)).toBe('204');
    expect(settlementOf('0101', 1)).toBeNull();
  });

  it('make uids of version 7 form that differ', () => {
    const all = Array.from({ length: 5000 }, (_, k) => uidOf(`x ${k}`));
    expect(new Set(all).size).toBe(5000);
    for (const uid of all)
      expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('draw the same numbers from the same seed', () => {
    const a = random(5, 'a');
    const b = random(5, 'a');
    const c = random(6, 'a');
    const list = Array.from({ length: 20 }, () => a.next());
    expect(Array.from({ length: 20 }, () => b.next())).toEqual(list);
    expect(Array.from({ length: 20 }, () => c.next())).not.toEqual(list);
  });
});
