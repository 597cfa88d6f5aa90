import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxList, packRtree } from '../../../electron/store/geopackage/pack-rtree.ts';
import { createRtree } from '../../../electron/store/geopackage/rtree.ts';
import type { Box } from '../../../shared/geometry/packed.ts';

const boxes = (count: number) =>
  fc.array(
    fc
      .tuple(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([x, y, size]): Box => [x, y, x + size, y + size]),
    { minLength: count, maxLength: count },
  );

describe('a packed RTree', () => {
  // 51 cells fill a root, 52 need a second level, 45 * 51 + 1 a third.
  it.each([0, 1, 51, 52, 2296, 5000])(
    'of %i boxes is sound, and equal to one that SQLite made',
    async (count) => {
      const [all = []] = fc.sample(boxes(count), { numRuns: 1, seed: count });
      const db = new Database(':memory:');
      createRtree(db, 'packed', 'geom');
      createRtree(db, 'inserted', 'geom');
      const list = boxList();
      const insert = db.prepare('INSERT INTO rtree_inserted_geom VALUES (?, ?, ?, ?, ?)');
      all.forEach((box, i) => {
        list.add(3 * i + 1, box);
        insert.run(3 * i + 1, box[0], box[2], box[1], box[3]);
      });
      await packRtree(db, 'packed', 'geom', list);
      expect(db.prepare(`SELECT rtreecheck('rtree_packed_geom') AS c`).get()).toEqual({ c: 'ok' });
      const read = (name: string) => db.prepare(`SELECT * FROM rtree_${name}_geom ORDER BY id`).all();
      expect(read('packed')).toEqual(read('inserted'));
      // It is an ordinary index afterwards: edits keep it sound.
      db.exec(
        'DELETE FROM rtree_packed_geom WHERE id % 2 = 0; INSERT INTO rtree_packed_geom VALUES (999999, 1, 2, 1, 2)',
      );
      expect(db.prepare(`SELECT rtreecheck('rtree_packed_geom') AS c`).get()).toEqual({ c: 'ok' });
      db.close();
    },
  );

  it('comes back as it was when the transaction is rolled back', async () => {
    const db = new Database(':memory:');
    createRtree(db, 't', 'geom');
    db.exec('INSERT INTO rtree_t_geom VALUES (1, 0, 1, 0, 1)');
    const list = boxList();
    list.add(2, [5, 5, 6, 6]);
    db.exec('BEGIN');
    await packRtree(db, 't', 'geom', list);
    expect(db.prepare('SELECT id FROM rtree_t_geom').all()).toEqual([{ id: 2 }]);
    db.exec('ROLLBACK');
    expect(db.prepare('SELECT id FROM rtree_t_geom').all()).toEqual([{ id: 1 }]);
    db.close();
  });
});
