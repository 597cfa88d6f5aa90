import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReader, type PackedBatch, type Reader } from '../../../electron/store/read/reader.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { testBlueprint, uidFor, type Edit, type TestBlueprint } from '../../fixtures/blueprint.ts';
import { parcelGrid, seeded } from '../../fixtures/parcels.ts';

let blueprint: TestBlueprint;
let reader: Reader;
beforeEach(() => {
  blueprint = testBlueprint();
  reader = openReader(blueprint.path);
});
afterEach(() => {
  reader.close();
  blueprint.close();
});

const grid = parcelGrid(1, 20, 10);
const parcels = (from: number, count: number, landClass = '0101'): Edit[] =>
  Array.from({ length: count }, (_u, i) => ({
    layer: 'land_use',
    op: 'put' as const,
    fid: from + i,
    fields: { land_class: landClass, area_m2: 100 + from + i },
    geometry: grid.parcel((from + i) % 20, Math.floor((from + i) / 20) % 10),
  }));

async function gather(it: AsyncIterable<PackedBatch>): Promise<PackedBatch[]> {
  const out: PackedBatch[] = [];
  for await (const batch of it) out.push(batch);
  return out;
}

const features = (from: Reader): Map<string, FeatureRecord> => {
  const all = new Map<string, FeatureRecord>();
  for (const { schema } of from.layers()) {
    const page = from.table({ layer: schema.id, fields: [], sort: null, search: '', offset: 0, limit: 1000 });
    for (const record of from.featuresByFid(
      schema.id,
      page!.rows.map((row) => row.fid),
    )) {
      all.set(`${schema.id}/${record.fid}`, record);
    }
  }
  return all;
};

/** A feature as text, so that a comparison covers every digit and names what differs. */
const told = (record: FeatureRecord | null | undefined): string =>
  record === null || record === undefined
    ? 'none'
    : JSON.stringify({
        ...record,
        fields: Object.entries(record.fields).sort(([a], [b]) => (a < b ? -1 : 1)),
        geometry: record.geometry && [
          ...record.geometry.xy,
          ...record.geometry.rings,
          ...record.geometry.parts,
        ],
      });
const toldAll = (records: ReadonlyMap<string, FeatureRecord>): string[] =>
  [...records].map(([key, record]) => `${key} ${told(record)}`).sort((a, b) => (a < b ? -1 : 1));

describe('reading', () => {
  test('features come back as they were written', () => {
    blueprint.change(parcels(1, 7));
    expect(toldAll(features(reader))).toEqual(toldAll(blueprint.stateAt(1)));
    expect(reader.features([{ table: 'land_use', uid: uidFor('land_use', 3) }])[0]?.fid).toBe(3);
    expect(
      reader.features([
        { table: 'land_use', uid: 'no such' },
        { table: 'no_layer', uid: 'x' },
      ]),
    ).toEqual([]);
  });

  test('sees nothing of a change until it is committed, and then all of it', () => {
    blueprint.change(parcels(1, 2));
    blueprint.db.exec('BEGIN IMMEDIATE');
    blueprint.db.exec('DELETE FROM land_use WHERE fid = 1');
    expect(reader.candidates('land_use', [100, 20, 120, 40])).toEqual([1, 2]);
    expect(reader.rev()).toBe(1);
    blueprint.db.exec('ROLLBACK');
    blueprint.change([{ layer: 'land_use', op: 'delete', fid: 1 }]);
    expect(reader.candidates('land_use', [100, 20, 120, 40])).toEqual([2]);
    expect(reader.rev()).toBe(2);
  });

  test('a held state does not move while the writer goes on', async () => {
    blueprint.change(parcels(1, 2));
    const held = await reader.at();
    blueprint.change(parcels(3, 5));
    expect(held.rev).toBe(1);
    expect(reader.rev()).toBe(1);
    expect(reader.summary().find((one) => one.layer === 'land_use')?.count).toBe(2);
    held.release();
    expect(reader.rev()).toBe(2);
    expect(reader.summary().find((one) => one.layer === 'land_use')?.count).toBe(7);
  });

  test('a scan shows one state although the writer commits between its batches', async () => {
    blueprint.change(parcels(1, 50));
    const fids: number[] = [];
    for await (const batch of reader.scan({
      layer: 'land_use',
      order: 'fid',
      batch: 7,
      fields: ['land_class'],
    })) {
      if (fids.length === 0) {
        blueprint.change([{ layer: 'land_use', op: 'delete', fid: 50 }, ...parcels(60, 3)]);
      }
      expect(batch.fids.length).toBeLessThanOrEqual(7);
      expect(Object.keys(batch.fields)).toEqual(['land_class']);
      fids.push(...batch.fids);
    }
    expect(fids).toEqual(Array.from({ length: 50 }, (_u, i) => i + 1));
    expect(reader.rev()).toBe(2);
  });

  test('both orders give every feature once, and a box those that meet it', async () => {
    blueprint.change(parcels(0, 200));
    const byFid = (await gather(reader.scan({ layer: 'land_use', order: 'fid', batch: 33 }))).flatMap(
      (b) => b.fids,
    );
    const batches = await gather(reader.scan({ layer: 'land_use', order: 'hilbert', batch: 20 }));
    const byPlace = batches.flatMap((b) => b.fids);
    expect([...byPlace].sort((a, b) => a - b)).toEqual(byFid);
    // Near features stand in one batch: its box is a small part of the whole. By fid a batch is a whole row.
    const width = (batch: PackedBatch): number =>
      Math.max(...batch.geometries.map((g) => g!.box[2])) -
      Math.min(...batch.geometries.map((g) => g!.box[0]));
    expect(Math.max(...batches.map(width))).toBeLessThan(0.6 * 20 * 0.0012);
    const box = grid.parcel(5, 5).box;
    const near = (await gather(reader.scan({ layer: 'land_use', order: 'fid', box }))).flatMap((b) => b.fids);
    expect(near).toContain(105);
    expect(near.length).toBeLessThanOrEqual(9);
  });

  test('envelopes are exact doubles, where the index has wider floats', () => {
    blueprint.change(parcels(0, 200));
    const { fids, boxes } = reader.envelopes('land_use');
    expect(fids).toHaveLength(200);
    fids.forEach((fid, i) => {
      expect([...boxes.subarray(4 * i, 4 * i + 4)]).toEqual([
        ...grid.parcel(fid % 20, Math.floor(fid / 20)).box,
      ]);
    });
    const extent = reader.extent('land_use')!;
    expect(extent[0]).toBeLessThanOrEqual(Math.min(...fids.map((_f, i) => boxes[4 * i]!)));
  });

  test('layers given from above are locked, whatever the file says', () => {
    blueprint.db.exec("UPDATE lantu_layer SET locked = (uid = 'land_use')");
    const locked = reader
      .layers()
      .filter((layer) => layer.locked)
      .map((layer) => layer.schema.id);
    expect(locked.toSorted()).toEqual(['basic_farmland', 'ecological_redline', 'land_use', 'urban_boundary']);
  });

  test('layer counts follow the commits', () => {
    const count = (): number => reader.layers().find((layer) => layer.schema.id === 'land_use')!.count;
    expect(count()).toBe(0);
    blueprint.change(parcels(1, 4));
    expect(count()).toBe(4);
    blueprint.change([{ layer: 'land_use', op: 'delete', fid: 2 }]);
    expect(count()).toBe(3);
  });

  test('the file cannot be written over a reader', () => {
    blueprint.change(parcels(1, 1));
    expect(() =>
      reader.within(() =>
        reader.table({
          layer: 'land_use"; DELETE FROM land_use; --',
          fields: [],
          sort: null,
          search: '',
          offset: 0,
          limit: 1,
        }),
      ),
    ).not.toThrow();
    expect(
      reader.table({
        layer: 'land_use',
        fields: ['x"; DROP TABLE land_use; --'],
        sort: null,
        search: '',
        offset: 0,
        limit: 1,
      }),
    ).toBeNull();
    expect(features(reader).size).toBe(1);
  });
});

describe('past states', () => {
  /** Random changes on three layers, the fixture keeping every state it makes. */
  function randomHistory(seed: number, changes: number): void {
    const random = seeded(seed);
    const pick = (n: number): number => Math.floor(random() * n);
    const alive = (): [string, number][] =>
      [
        ...blueprint
          .stateAt(blueprint.db.prepare('SELECT count(*) FROM lantu_change').pluck().get() as number)
          .keys(),
      ].map((key) => [key.split('/')[0]!, Number(key.split('/')[1])]);
    for (let i = 0; i < changes; i++) {
      const edits: Edit[] = [];
      const used = new Set<string>();
      for (let j = 0; j <= pick(5); j++) {
        const there = alive();
        const [layer, fid] =
          there.length > 0 && random() < 0.6
            ? there[pick(there.length)]!
            : [['land_use', 'industrial_park', 'township'][pick(3)]!, 1 + pick(60)];
        if (used.has(`${layer}/${fid}`)) continue;
        used.add(`${layer}/${fid}`);
        const exists = there.some(([l, f]) => l === layer && f === fid);
        const geometry = random() < 0.1 ? null : grid.parcel(pick(20), pick(10));
        if (!exists) edits.push({ layer, op: 'put', fid, fields: { remark: `new ${i}` }, geometry });
        else if (random() < 0.3) edits.push({ layer, op: 'delete', fid });
        else if (random() < 0.5)
          edits.push({ layer, op: 'patch', fid, fields: { remark: `patch ${i}`, area_m2: i } });
        else edits.push({ layer, op: 'patch', fid, geometry });
      }
      blueprint.change(edits);
    }
  }

  test.each([1, 2, 3])('every state can be rebuilt (history %i)', (seed) => {
    randomHistory(seed, 25);
    for (const seq of [0, 1, 5, 12, 20, 24, 25]) {
      const past = reader.stateAt(seq);
      expect(past.rev()).toBe(seq);
      expect(toldAll(features(past))).toEqual(toldAll(blueprint.stateAt(seq)));
      past.close();
    }
  });

  test('a past state does not move under later commits', () => {
    randomHistory(4, 10);
    const past = reader.stateAt(6);
    expect(toldAll(features(past))).toEqual(toldAll(blueprint.stateAt(6)));
    for (let i = 0; i < 3; i++) {
      randomHistory(100 + i, 3);
      expect(toldAll(features(past))).toEqual(toldAll(blueprint.stateAt(6)));
    }
    past.close();
  });

  test('boxes, envelopes and scans of a past state are those of its features', async () => {
    randomHistory(5, 20);
    const past = reader.stateAt(8);
    const truth = [...blueprint.stateAt(8).values()].filter((one) => one.layer === 'land_use');
    const placed = truth
      .filter((one) => one.geometry !== null)
      .map((one) => one.fid)
      .sort((a, b) => a - b);
    expect(past.candidates('land_use', [-180, -90, 180, 90])).toEqual(placed);
    expect(past.envelopes('land_use').fids).toEqual(placed);
    const scanned = (await gather(past.scan({ layer: 'land_use', order: 'hilbert' }))).flatMap(
      (batch) => batch.fids,
    );
    expect(scanned.sort((a, b) => a - b)).toEqual(placed);
    expect(past.summary().find((one) => one.layer === 'land_use')?.count).toBe(truth.length);
    past.close();
  });

  test.each([
    [3, 17],
    [17, 3],
    [0, 20],
    [9, 9],
  ])('the difference of %i and %i is that of the two states', async (from, to) => {
    randomHistory(6, 20);
    const [before, after] = [blueprint.stateAt(from), blueprint.stateAt(to)];
    // Revisions only grow: they make no difference.
    const content = (record: FeatureRecord | null | undefined): string =>
      told(record === null || record === undefined ? null : { ...record, rev: 0 });
    const wanted = [...new Set([...before.keys(), ...after.keys()])]
      .filter((key) => content(before.get(key)) !== content(after.get(key)))
      .map((key) => `${key} ${content(before.get(key))} ${content(after.get(key))}`);
    const found: string[] = [];
    for await (const diff of reader.diff(from, to)) {
      const record = (diff.after ?? diff.before)!;
      found.push(`${record.layer}/${record.fid} ${content(diff.before)} ${content(diff.after)}`);
    }
    expect(found.sort()).toEqual(wanted.sort());
  });

  test('reading the past leaves the file as it is', () => {
    randomHistory(7, 5);
    const before = blueprint.db.prepare('SELECT group_concat(name) FROM sqlite_master').pluck().get();
    const past = reader.stateAt(2);
    past.summary();
    past.close();
    expect(blueprint.db.prepare('SELECT group_concat(name) FROM sqlite_master').pluck().get()).toBe(before);
  });
});

test('a geometry of another program without an envelope is read', () => {
  const square = packPolygon([
    [
      [110, 30],
      [110.001, 30],
      [110.001, 30.001],
      [110, 30.001],
    ],
  ]);
  blueprint.change([{ layer: 'land_use', op: 'put', fid: 1, geometry: square }]);
  const blob = blueprint.db.prepare('SELECT geom FROM land_use').pluck().get() as Buffer;
  const bare = Buffer.concat([blob.subarray(0, 8), blob.subarray(40)]);
  bare[3] = 1;
  blueprint.db.prepare('UPDATE land_use SET geom = ?').run(bare);
  expect(samePacked(reader.featuresByFid('land_use', [1])[0]!.geometry!, square)).toBe(true);
  expect([...reader.envelopes('land_use').boxes]).toEqual([...square.box]);
});
