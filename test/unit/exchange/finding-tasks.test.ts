import { describe, expect, it } from 'vitest';
import { findingTask } from '../../../shared/exchange/finding-tasks.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Finding, FindingPiece } from '../../../shared/rules/rule.ts';

const square = (x: number, y: number, size: number): Packed =>
  packFlat('polygon', [[[x, y, x + size, y, x + size, y + size, x, y + size, x, y]]]);

const piece = (geometry: Packed, areaM2: number): FindingPiece => ({
  key: String(areaM2),
  other: null,
  areaM2,
  severity: 'error',
  geometry,
  box: geometry.box,
});

const finding = (pieces: readonly FindingPiece[], box: Finding['box']): Finding => ({
  key: 'k',
  rule: 'C01',
  severity: 'blocking',
  subject: { table: 'industrial_park', uid: '01900000-0000-7000-8000-000000000001' },
  counterpartLayer: 'basic_farmland',
  areaM2: 12_345,
  box,
  pieces,
  message: { key: 'm', params: {} },
  rulesetVersion: '1',
});

const uid = '01900000-0000-7000-8000-000000000009';

describe('a finding as a task', () => {
  it('lies within its largest piece', () => {
    const pieces = [piece(square(110, 30, 0.001), 10_000), piece(square(110.5, 30.5, 0.01), 1_000_000)];
    const task = findingTask(finding(pieces, [110, 30, 110.51, 30.51]), { uid, title: 't', assignee: '王' });
    const [lon, lat] = task.place!;
    expect(lon).toBeGreaterThan(110.5);
    expect(lon).toBeLessThan(110.51);
    expect(lat).toBeGreaterThan(30.5);
    expect(lat).toBeLessThan(30.51);
    expect(task).toMatchObject({
      uid,
      kind: 'finding',
      rule: 'C01',
      severity: 'blocking',
      areaM2: 12_345,
      assignee: '王',
    });
  });

  it('lies in the area that goes along where a piece of it does', () => {
    const pieces = [piece(square(110, 30, 0.001), 10_000), piece(square(110.5, 30.5, 0.01), 1_000_000)];
    const whole = finding(pieces, [110, 30, 110.51, 30.51]);
    const { place } = findingTask(whole, {
      uid,
      title: 't',
      assignee: null,
      area: [109.9, 29.9, 110.1, 30.1],
    });
    expect(place![0]).toBeLessThan(110.001);
    const none = findingTask(whole, { uid, title: 't', assignee: null, area: [100, 20, 101, 21] });
    expect(none.place![0]).toBeGreaterThan(110.5);
  });

  it('lies in the middle of its box where no piece has a shape, and nowhere where it has none', () => {
    const empty = packFlat('polygon', []);
    expect(
      findingTask(finding([piece(empty, 0)], [110, 30, 112, 34]), { uid, title: 't', assignee: null }).place,
    ).toEqual([111, 32]);
    const nowhere = finding([], [Infinity, Infinity, -Infinity, -Infinity]);
    expect(findingTask(nowhere, { uid, title: 't', assignee: null }).place).toBeNull();
  });

  it('has a title that fits', () => {
    const { title } = findingTask(finding([], [0, 0, 1, 1]), {
      uid,
      title: '长'.repeat(900),
      assignee: null,
    });
    expect(title).toHaveLength(500);
    expect(title.endsWith('…')).toBe(true);
  });
});
