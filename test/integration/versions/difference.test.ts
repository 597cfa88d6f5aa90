import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VersionChange } from '../../../shared/analysis/versions/types.ts';
import type { VersionScope } from '../../../shared/bridge/version-methods.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { call, county, rectangle, zoneM2, type County } from './county.ts';

/*
 * Four parcels in a row, each a hundredth of a degree: forest, cropland, industry, housing. All edits are between
 * parallels and meridians, so every area is a zone of the ellipsoid in closed form.
 */
const W = 110;
const S = 30;
const D = 0.01;
const box = (i: number) => [W + i * D, S, W + (i + 1) * D, S + D] as const;
const TOWN_A = '429999101';
const TOWN_B = '429999102';
const NEAR = 0.01;

let it0: County;
let refs: RecordRef[];
let from: number;
beforeEach(async () => {
  it0 = await county();
  refs = [];
  for (const [i, code] of ['0301', '0101', '1001', '0701'].entries()) {
    refs.push(await it0.parcel(rectangle(...box(i)), code, { admin_code: i < 2 ? TOWN_A : TOWN_B }));
  }
  from = it0.reader.rev();
});
afterEach(() => it0.close());

const changesOf = async (to: number | null = null): Promise<readonly VersionChange[]> =>
  must(await it0.past.versionChanges({ from, to, limit: 100 }, call)).changes;
const tableOf = async (scope: VersionScope) =>
  must(await it0.past.versionTable({ from, to: null, scope }, call)).comparison!;
const COUNTY: VersionScope = { kind: 'county' };
const rowsOf = (classes: readonly { class: string; beforeM2: number; afterM2: number }[]) =>
  Object.fromEntries(classes.map((row) => [row.class, [row.beforeM2, row.afterM2]]));

describe('what differs between two versions', () => {
  it('is nothing where nothing was done, or where it was undone', async () => {
    await it0.run('edit-attributes', { refs: [refs[0]!], fields: { land_class: '0601' } });
    must(await it0.store.page.undo({}, call));
    await it0.run('create-version', { plan: null, name: 'v1', seq: null, standing: 'draft', note: '' });
    expect(await changesOf()).toEqual([]);
    const { matrix, changed } = await tableOf(COUNTY);
    expect(changed).toBe(0);
    expect(matrix).toMatchObject({
      lost: 0,
      gained: 0,
      builtGone: 0,
      otherGone: 0,
      builtCame: 0,
      otherCame: 0,
    });
    expect(Math.abs(matrix.both - 2 * zoneM2(...box(0)))).toBeLessThan(NEAR);
  });

  it('names what came, went, moved and changed, with the ground of each', async () => {
    // Cropland becomes industry; industry gives up its eastern half; housing goes; a park-green parcel comes.
    await it0.run('edit-attributes', { refs: [refs[1]!], fields: { land_class: '100101' } });
    await it0.run('edit-geometry', { ref: refs[2]!, geometry: rectangle(W + 2 * D, S, W + 2.5 * D, S + D) });
    await it0.run('delete-features', { refs: [refs[3]!] });
    const came = [W + 5 * D, S, W + 5.25 * D, S + D] as const;
    const green = await it0.parcel(rectangle(...came), '1401');
    await it0.run('edit-attributes', { refs: [refs[0]!], fields: { remark: '核' } });
    const changes = await changesOf();
    const by = new Map(changes.map((change) => [change.ref.uid, change]));
    expect(changes).toHaveLength(5);
    // The largest ground first; attributes alone have none.
    expect(changes.at(-1)?.ref).toEqual(refs[0]);
    expect(by.get(refs[0]!.uid)).toMatchObject({
      kinds: ['attributes'],
      areaM2: 0,
      fields: [{ field: 'remark', before: null, after: '核' }],
      township: TOWN_A,
    });
    expect(by.get(refs[1]!.uid)).toMatchObject({
      kinds: ['class'],
      classBefore: '0101',
      classAfter: '100101',
      fields: [{ field: 'land_class', before: '0101', after: '100101' }],
    });
    expect(by.get(refs[2]!.uid)).toMatchObject({ kinds: ['shape'], fields: [], township: TOWN_B });
    expect(by.get(refs[3]!.uid)).toMatchObject({ kinds: ['deleted'], classBefore: '0701', classAfter: null });
    expect(by.get(green.uid)).toMatchObject({ kinds: ['added'], classBefore: null, classAfter: '1401' });
    const area = (ref: RecordRef): number => by.get(ref.uid)!.areaM2;
    expect(Math.abs(area(refs[1]!) - zoneM2(...box(1)))).toBeLessThan(NEAR);
    expect(Math.abs(area(refs[2]!) - zoneM2(W + 2.5 * D, S, W + 3 * D, S + D))).toBeLessThan(NEAR);
    expect(Math.abs(area(refs[3]!) - zoneM2(...box(3)))).toBeLessThan(NEAR);
    expect(Math.abs(area(green) - zoneM2(...came))).toBeLessThan(NEAR);
    // The moved border is outlined where it moved.
    const moved = by.get(refs[2]!.uid)!.box!;
    expect(moved[0]).toBeCloseTo(W + 2.5 * D, 7);
    expect(moved[2]).toBeCloseTo(W + 3 * D, 7);
  });

  it('does not call a vertex on a straight border a moved border', async () => {
    const [west, south, east, north] = box(0);
    const geometry = packPolygon([
      [
        [west, south],
        [west + D / 2, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    ]);
    await it0.run('edit-geometry', { ref: refs[0]!, geometry });
    expect(await changesOf()).toMatchObject([{ kinds: ['nodes'], areaM2: 0 }]);
  });

  it('is read backwards as well, and between two past states', async () => {
    await it0.run('delete-features', { refs: [refs[3]!] });
    const deleted = it0.reader.rev();
    await it0.run('delete-features', { refs: [refs[0]!] });
    const kinds = async (a: number, b: number | null) =>
      must(await it0.past.versionChanges({ from: a, to: b, limit: 10 }, call)).changes.map((change) => [
        change.kinds[0],
        refs.findIndex(({ uid }) => uid === change.ref.uid),
      ]);
    expect(await kinds(from, deleted)).toEqual([['deleted', 3]]);
    expect(await kinds(deleted, from)).toEqual([['added', 3]]);
    expect(await kinds(deleted, null)).toEqual([['deleted', 0]]);
  });
});

describe('the table of two versions', () => {
  it('adds up what became construction land and what ceased to be, by class', async () => {
    await it0.run('edit-attributes', { refs: [refs[1]!], fields: { land_class: '100101' } });
    await it0.run('edit-attributes', { refs: [refs[3]!], fields: { land_class: '0301' } });
    const { matrix, classes, editions, changed } = await tableOf(COUNTY);
    const parcel = zoneM2(...box(0));
    expect(changed).toBe(2);
    for (const name of ['both', 'lost', 'gained', 'neither'] as const) {
      expect(Math.abs(matrix[name] - parcel)).toBeLessThan(NEAR);
    }
    expect(editions).toEqual({ before: ['2023'], after: ['2023'] });
    const rows = rowsOf(classes);
    expect(classes.map((row) => row.class)).toEqual(['01', '03', '07', '10']);
    const close = (row: readonly number[], wanted: readonly number[]): void =>
      row.forEach((value, i) => expect(Math.abs(value - wanted[i]! * parcel)).toBeLessThan(2 * NEAR));
    close(rows['01']!, [1, 0]);
    close(rows['03']!, [1, 2]);
    close(rows['07']!, [1, 0]);
    close(rows['10']!, [1, 2]);
  });

  it('sees ground that passed from one parcel to another, and ground that is covered no longer', async () => {
    // Industry takes the western half of the housing east of it and turns it over; the rest of it is bare.
    await it0.run('delete-features', { refs: [refs[3]!] });
    await it0.parcel(rectangle(W + 3 * D, S, W + 3.5 * D, S + D), '0101', { admin_code: TOWN_B });
    const { matrix } = await tableOf(COUNTY);
    const half = zoneM2(W + 3 * D, S, W + 3.5 * D, S + D);
    expect(Math.abs(matrix.lost - half)).toBeLessThan(NEAR);
    expect(Math.abs(matrix.builtGone - half)).toBeLessThan(NEAR);
    expect(matrix.gained).toBe(0);
    expect(matrix.builtCame).toBe(0);
    expect(Math.abs(matrix.both - zoneM2(...box(2)))).toBeLessThan(NEAR);
    expect(Math.abs(matrix.neither - 2 * zoneM2(...box(0)))).toBeLessThan(NEAR);
  });

  it('is of a township, or of what lies inside a box, cut at its sides', async () => {
    await it0.run('edit-attributes', { refs: [refs[1]!], fields: { land_class: '100101' } });
    await it0.run('edit-attributes', { refs: [refs[3]!], fields: { land_class: '0301' } });
    const parcel = zoneM2(...box(0));
    const town = await tableOf({ kind: 'township', code: TOWN_A });
    expect(Math.abs(town.matrix.gained - parcel)).toBeLessThan(NEAR);
    expect(town.matrix.lost).toBe(0);
    expect(town.matrix.both).toBe(0);
    expect(town.changed).toBe(1);
    // Half of the parcel that changed and half of the forest beside it, in their southern thirds.
    const window = [W + D / 2, S - D, W + 1.5 * D, S + D / 3] as const;
    const seen = await tableOf({ kind: 'box', box: window });
    const gained = zoneM2(W + D, S, W + 1.5 * D, S + D / 3);
    expect(Math.abs(seen.matrix.gained - gained)).toBeLessThan(0.05);
    expect(Math.abs(seen.matrix.neither - zoneM2(W + D / 2, S, W + D, S + D / 3))).toBeLessThan(0.05);
    expect(seen.matrix.lost).toBe(0);
    expect(seen.matrix.both).toBe(0);
    const rows = rowsOf(seen.classes);
    expect(seen.classes.map((row) => row.class)).toEqual(['01', '03', '10']);
    expect(Math.abs(rows['10']![1]! - gained)).toBeLessThan(0.05);
    expect(rows['10']![0]).toBe(0);
  });
});
