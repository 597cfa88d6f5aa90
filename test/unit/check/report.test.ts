import { describe, expect, it } from 'vitest';
import { checkReport } from '../../../shared/check/report.ts';
import { findingKey, pieceKey } from '../../../shared/rules/identity.ts';
import { findingsIn } from '../../fixtures/check/checking.ts';
import { PAIR_RULES } from '../../fixtures/check/rulesets.ts';
import { put } from '../../fixtures/check/memory-source.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';

const mu = (m2: number): string => ((m2 * 3) / 2000).toFixed(2);

describe('the report for machines', () => {
  it('has exactly the agreed form', async () => {
    const { checker } = await findingsIn(
      [
        put('industrial_park', 1, rect(0, 0, 1000, 1000), { name: '城东园', park_kind: 'industrial_park' }),
        put('ecological_redline', 7, rect(900, 0, 1100, 100), { is_core_reserve: 0 }),
        put('urban_boundary', 1, rect(0, 0, 1000, 900), {}),
      ],
      PAIR_RULES,
    );
    const report = checkReport({ findings: checker.findings(), notChecked: checker.notChecked() });
    const subject = { layer: 'industrial_park', uid: 'industrial_park-1' };
    const ref = { table: subject.layer, uid: subject.uid };
    const redline = findingKey('park-redline', ref, 'ecological_redline');
    const outside = findingKey('park-outside-boundary', ref, 'urban_boundary');
    const [first, second] = report.findings;
    const barred = rectArea(900, 0, 1000, 100);
    const strip = rectArea(0, 900, 1000, 1000);
    expect(JSON.parse(JSON.stringify(report))).toEqual({
      findings: [
        {
          id: redline,
          rule: 'park-redline',
          severity: 'blocking',
          subject,
          counterpart: 'ecological_redline',
          area_m2: expect.closeTo(barred, 3),
          message: `园区「城东园」压占生态保护红线${mu(barred)}亩，园区建设不属于允许的有限人为活动，禁止。`,
          pieces: [
            {
              id: pieceKey(redline, 'ecological_redline-7'),
              other: { layer: 'ecological_redline', uid: 'ecological_redline-7' },
              area_m2: expect.closeTo(barred, 3),
              geometry: first!.pieces[0]!.geometry,
            },
          ],
        },
        {
          id: outside,
          rule: 'park-outside-boundary',
          severity: 'blocking',
          subject,
          counterpart: 'urban_boundary',
          area_m2: expect.closeTo(strip, 3),
          message: `园区「城东园」有${mu(strip)}亩位于城镇开发边界外。`,
          pieces: [
            {
              id: pieceKey(outside, null),
              other: null,
              area_m2: expect.closeTo(strip, 3),
              geometry: second!.pieces[0]!.geometry,
            },
          ],
        },
      ],
      not_checked: [
        { rule: 'park-basic-farmland', missing: ['basic_farmland'] },
        { rule: 'park-planned-non-construction', missing: ['land_use'] },
        { rule: 'town-zone', missing: ['town_center', 'functional_zone'] },
        { rule: 'ecological-zone-construction', missing: ['ecological_zone', 'land_use'] },
      ],
    });
  });

  it('gives geometry as GeoJSON in longitude and latitude, multi-part where the piece is', async () => {
    const { checker } = await findingsIn(
      [
        put('industrial_park', 1, rect(0, 0, 1000, 100), {}),
        put('urban_boundary', 1, rect(100, -10, 900, 110), {}),
      ],
      PAIR_RULES,
    );
    const { findings } = checkReport({ findings: checker.findings(), notChecked: [] });
    const geometry = findings[0]!.pieces[0]!.geometry;
    if (geometry.type !== 'MultiPolygon') throw new Error(geometry.type);
    const corners = (index: number) =>
      new Set(geometry.coordinates[index]![0]!.map(([x, y]) => `${x!.toFixed(9)} ${y!.toFixed(9)}`));
    const wanted = (...points: [number, number][]) =>
      new Set(points.map(([x, y]) => at(x, y)).map(([x, y]) => `${x.toFixed(9)} ${y.toFixed(9)}`));
    expect(geometry.coordinates).toHaveLength(2);
    expect(corners(0)).toEqual(wanted([0, 0], [100, 0], [100, 100], [0, 100]));
    expect(corners(1)).toEqual(wanted([900, 0], [1000, 0], [1000, 100], [900, 100]));
  });
});
