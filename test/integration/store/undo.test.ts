import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDITS, run, step, type Step } from './edit-steps.ts';
import {
  content,
  COUNTY,
  call,
  execute,
  newStore,
  park,
  rectangle,
  rows,
  tempFolder,
  type TestStore,
} from './harness.ts';

/** Parks and a zone that touch, overlap and leave 5 m between their borders; one has a hole, one a second part, one a vertex too many. */
const BEFORE: readonly Step[] = [
  { kind: 'create', x: 0, y: 0, zone: false },
  { kind: 'create', x: 1, y: 0, zone: false },
  { kind: 'create', x: 20, y: 0, zone: false },
  { kind: 'create', x: 20.005, y: 0, zone: true },
  { kind: 'hole', pick: 0, n: 0 },
  { kind: 'part', pick: 1, n: 0 },
  { kind: 'insert', pick: 2, n: 0 },
];
const AFTER: readonly Step[] = [
  { kind: 'rename', pick: 0, n: 3 },
  { kind: 'create', x: 30, y: 30, zone: true },
];

/** Undoes everything, does it again step by step, undoes it once more: the same content at every step both ways. */
async function backAndForth(store: TestStore, file: string, empty: unknown): Promise<void> {
  const states = [content(file)];
  while ((await store.page.undo({}, call)).ok) states.push(content(file));
  expect(states.at(-1)).toEqual(empty);
  for (let i = states.length - 1; i > 0; i--) {
    expect((await store.page.redo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(states[i - 1]);
  }
  // Both ways once more: what redo wrote can be undone as well.
  while ((await store.page.undo({}, call)).ok);
  expect(content(file)).toEqual(empty);
}

describe('undo of random commands', () => {
  it('gives back equal content, step by step, and redo gives it forward again', async () => {
    let refused = 0;
    let done = 0;
    const worked = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const folder = tempFolder();
        const file = path.join(folder, 'a.gpkg');
        const store = newStore(folder);
        await store.control.create({ path: file, blueprint: COUNTY }, call);
        const empty = content(file);
        for (const action of steps) {
          const before = store.news.length;
          await run(store, file, action);
          if (store.news.length === before) refused += 1;
          else {
            done += 1;
            worked.add(action.kind);
          }
        }
        await backAndForth(store, file, empty);
        await store.shutdown();
      }),
      { numRuns: 16, seed: 4490 },
    );
    // The commands must mostly take effect, else this proves little.
    expect(done).toBeGreaterThan(refused);
    // Some need what others leave; each for itself comes below.
    expect(worked.size).toBeGreaterThan(EDITS.length / 2);
  });

  it.each(EDITS)('gives back equal content after %s, among other edits', async (kind) => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const store = newStore(folder);
    await store.control.create({ path: file, blueprint: COUNTY }, call);
    const empty = content(file);
    for (const action of BEFORE) await run(store, file, action);
    let before = store.news.length;
    // Not every feature and number suits every edit: the first that does.
    for (let n = 0; n < 48 && store.news.length === before; n++)
      await run(store, file, { kind, pick: n % 4, n });
    expect(store.news.length).toBeGreaterThan(before);
    before = store.news.length;
    for (const action of AFTER) await run(store, file, action);
    expect(store.news.length).toBeGreaterThan(before);
    await backAndForth(store, file, empty);
    await store.shutdown();
  });

  it('survives a restart, and a new edit cuts redo', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const first = newStore(folder);
    await first.control.create({ path: file, blueprint: COUNTY }, call);
    for (const name of ['a', 'b', 'c']) {
      await execute(first, 'create-feature', {
        layer: 'industrial_park',
        geometry: rectangle(110, 30),
        fields: park(name),
      });
    }
    await first.page.undo({}, call);
    await first.shutdown();

    const second = newStore(folder);
    await second.control.open({ path: file, readOnly: false }, call);
    const state = await second.page.state({}, call);
    expect(state).toMatchObject({
      ok: true,
      value: { rev: 4, undo: { params: { name: 'b' } }, redo: { params: { name: 'c' } } },
    });
    await second.page.redo({}, call);
    expect(rows(file, 'SELECT name FROM industrial_park ORDER BY fid')).toEqual([
      { name: 'a' },
      { name: 'b' },
      { name: 'c' },
    ]);
    await second.page.undo({}, call);
    await execute(second, 'create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(111, 30),
      fields: park('d'),
    });
    expect(await second.page.redo({}, call)).toMatchObject({
      ok: false,
      error: { code: 'store.nothing-to-redo' },
    });
    // A fid is never given twice, so the undone `c` keeps 3 for ever.
    expect(rows(file, 'SELECT fid, name FROM industrial_park ORDER BY fid')).toEqual([
      { fid: 1, name: 'a' },
      { fid: 2, name: 'b' },
      { fid: 4, name: 'd' },
    ]);
  });

  it('names steps, and says which of them stepping back would undo', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const store = newStore(folder);
    await store.control.create({ path: file, blueprint: COUNTY }, call);
    await execute(store, 'create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(110, 30),
      fields: park('a'),
    });
    await execute(store, 'create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(111, 30),
      fields: park('b'),
    });
    await store.page.undo({}, call);
    const history = await store.page.history({ before: null, limit: 10 }, call);
    expect(
      history.ok &&
        history.value.map(({ seq, kind, current, records, author }) => [seq, kind, current, records, author]),
    ).toEqual([
      [3, 'undo', false, 1, '张三'],
      [2, 'do', false, 1, '张三'],
      [1, 'do', true, 1, '张三'],
    ]);
    const older = await store.page.history({ before: 2, limit: 10 }, call);
    expect(older.ok && older.value.map((entry) => [entry.seq, entry.box])).toEqual([
      [1, [110, 30, 110.01, 30.01]],
    ]);
  });
});

describe('stale revisions', () => {
  it('refuses an edit of what has moved on, and says what changed', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const store = newStore(folder);
    await store.control.create({ path: file, blueprint: COUNTY }, call);
    await execute(store, 'create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(110, 30),
      fields: park('a'),
    });
    const [{ uid } = { uid: '' }] = rows<{ uid: string }>(file, 'SELECT uid FROM industrial_park');
    const ref = { table: 'industrial_park', uid };
    const edit = (rev: number, remark: string) =>
      store.page.execute(
        {
          command: 'edit-attributes',
          params: { refs: [ref], fields: { remark } },
          expect: [{ ...ref, rev }],
        },
        call,
      );
    expect((await edit(1, 'x')).ok).toBe(true);
    expect(await edit(1, 'y')).toMatchObject({
      ok: false,
      error: { code: 'store.stale', params: { uid, rev: 2, expected: 1, author: '张三' } },
    });
    expect(rows(file, 'SELECT remark FROM industrial_park')).toEqual([{ remark: 'x' }]);
    await execute(store, 'delete-features', { refs: [ref] });
    expect(await edit(2, 'z')).toMatchObject({ ok: false, error: { code: 'store.gone' } });
  });
});
