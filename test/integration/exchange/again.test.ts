import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closeDesks,
  COLUMNS,
  contentOf,
  makeOffice,
  newUid,
  openDesk,
  openField,
  parkRef,
  parkUid,
  ROWS,
  SEEN_FIELD,
  type Desk,
} from '../../fixtures/exchange/desks.ts';
import { rectangle } from '../../fixtures/package/small-county.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-again-'));
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function both(): Promise<{ desk: Desk; field: Desk }> {
  await makeOffice(at('office.gpkg'));
  const desk = await openDesk(at('office.gpkg'), '李局', folder);
  await desk.fieldOut(at('a.lantu-field'));
  return { desk, field: await openField(desk, at('a.lantu-field'), at('field'), '王测') };
}

const remarks = (file: string): unknown[] =>
  Array.from({ length: COLUMNS * ROWS }, (_, n) => {
    const one = contentOf(file)[`park ${parkUid(n)}`] as { fields: Record<string, unknown> } | undefined;
    return one?.fields['remark'];
  });
const take = async (desk: Desk, box: string, side?: 'mine' | 'theirs') => {
  const survey = await desk.open(at(box));
  expect((await desk.take(survey, side)).ok).toBe(true);
  return survey;
};

describe('a second set of the same surveyor', () => {
  it('takes away what was made in the field, sent, and deleted there afterwards', async () => {
    const { desk, field } = await both();
    const before = contentOf(desk.file);
    await field.run('create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(110.1, 30.1, 0.01, 0.01),
      fields: { name: '新园', park_kind: 'industrial_park', park_level: 'county' },
    });
    await field.back(at('b'));
    await take(desk, 'b');
    const made = Object.keys(contentOf(desk.file)).find((key) => before[key] === undefined)!;
    await field.run('delete-features', {
      refs: [{ table: 'industrial_park', uid: made.slice('park '.length) }],
    });
    await field.back(at('c'));
    const survey = await take(desk, 'c');
    expect(survey.layers).toMatchObject([{ table: 'industrial_park', deleted: 1 }]);
    expect(contentOf(desk.file)).toEqual(before);
    // Who gets both at once has nothing to do.
    await desk.undo();
    await desk.undo();
    expect((await desk.open(at('c'))).layers).toEqual([]);
  });

  it('brings what lies before a shorter set that was taken first', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '一' });
    await field.edit(2, { remark: '二' });
    await field.back(at('short'), 1);
    await field.back(at('all'));
    await take(desk, 'short');
    expect(remarks(desk.file).slice(1, 3)).toEqual(['原', '二']);
    const survey = await take(desk, 'all');
    expect(survey.before).toBeNull();
    expect(survey.disputes).toEqual([]);
    expect(remarks(desk.file).slice(1, 3)).toEqual(['一', '二']);
  });

  it('is not older for a later set that began after it', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '一' });
    await field.edit(2, { remark: '二' });
    await field.back(at('all'));
    await field.edit(3, { remark: '三' });
    await field.back(at('short'), 1);
    await take(desk, 'short');
    const survey = await take(desk, 'all');
    expect(survey.before).toBeNull();
    expect(remarks(desk.file).slice(1, 4)).toEqual(['一', '二', '三']);
    expect((await desk.open(at('all'))).before).toBe('done');
    expect((await desk.open(at('short'))).before).toBe('done');
  });

  it('is whole where two sets follow one another, and older then', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '一' });
    const sent = await field.rev();
    await field.back(at('first'));
    await field.edit(2, { remark: '二' });
    await field.back(at('next'), sent);
    await field.back(at('all'));
    await take(desk, 'first');
    await take(desk, 'next');
    const survey = await desk.open(at('all'));
    expect(survey.layers).toEqual([]);
    expect(survey.disputes).toEqual([]);
  });

  it('knows a set that went out although keeping that was undone', async () => {
    const { desk, field } = await both();
    await field.edit(5, { remark: '现场' });
    await field.back(at('b'));
    await field.undo();
    await field.edit(6, { remark: '后来' });
    await field.back(at('c'));
    await take(desk, 'b');
    await desk.edit(5, { remark: '原' });
    const survey = await take(desk, 'c');
    expect(survey.disputes).toEqual([]);
    expect(remarks(desk.file).slice(5, 7)).toEqual(['原', '后来']);
  });
});

describe('what was left out', () => {
  it('is offered again as soon as it can be taken, by the next set and by the same one', async () => {
    const { desk, field } = await both();
    await field.run('add-field', SEEN_FIELD);
    await field.edit(1, { seen: '厂房', remark: '现场' });
    await field.edit(2, { remark: '也改了' });
    await field.back(at('b'));
    expect((await take(desk, 'b')).leftOut).toBe(1);
    await desk.edit(1, { remark: '内业改' });
    const again = await desk.open(at('b'));
    expect(again).toMatchObject({ before: 'done', leftOut: 1 });
    expect(await desk.take(again)).toMatchObject({ error: { code: 'exchange.taken-before' } });

    await desk.run('add-field', SEEN_FIELD);
    await field.edit(3, { remark: '后来' });
    await field.back(at('c'));
    for (const box of ['b', 'c']) {
      const survey = await take(desk, box);
      expect(survey).toMatchObject({ before: null, leftOut: 0, disputes: [] });
      const park = contentOf(desk.file)[`park ${parkUid(1)}`] as { fields: Record<string, unknown> };
      expect(park.fields).toMatchObject({ seen: '厂房', remark: '内业改' });
      expect((await desk.open(at(box))).before).toBe('done');
      if (box === 'b') await desk.undo();
    }
    expect(remarks(desk.file).slice(1, 4)).toEqual(['内业改', '也改了', '后来']);
  });
});

describe('a decision', () => {
  it('to let a feature go falls when the feature was worked on since', async () => {
    const { desk, field } = await both();
    await field.run('delete-features', { refs: [parkRef(3)] });
    await field.back(at('b'));
    await desk.edit(3, { remark: '小改' });
    const survey = await desk.open(at('b'));
    expect(survey.disputes).toMatchObject([{ existence: 'deleted-there' }]);
    await desk.local.query.mergeDecide({
      decisions: [{ ...parkRef(3), decision: { existence: 'theirs' } }],
    });
    expect((await desk.open(at('b'))).decided).toBe(1);
    await desk.edit(3, { remark: '又是半天的工作', name: '新名' });
    const later = await desk.open(at('b'));
    expect(later.decided).toBe(0);
    expect(await desk.take(later)).toMatchObject({ error: { code: 'exchange.undecided' } });
  });
});

describe('a feature that went and was brought back', () => {
  it('is one change, whatever row it lies in now', async () => {
    const { desk, field } = await both();
    const from = await desk.rev();
    await desk.run('delete-features', { refs: [parkRef(3)] });
    await field.edit(3, { remark: '现场' });
    await field.back(at('b'));
    await take(desk, 'b', 'theirs');
    expect(remarks(desk.file)[3]).toBe('现场');
    await desk.back(at('c'), from);
    await makeOffice(at('other.gpkg'));
    const other = await openDesk(at('other.gpkg'), '别处', folder);
    const survey = await take(other, 'c');
    expect(survey.layers).toMatchObject([{ table: 'industrial_park', changed: 1, added: 0, deleted: 0 }]);
    expect(remarks(other.file)[3]).toBe('现场');
  });
});

describe('a box that goes out', () => {
  it('has no name before the file keeps that it does, and leaves nothing where it is not kept', async () => {
    const { field } = await both();
    await field.edit(1, { remark: '现场' });
    const { query, queryControl } = field.local;
    fs.mkdirSync(at('stick'));
    for (const kept of [false, true]) {
      const uuid = newUid();
      await queryControl.grant({ token: uuid, path: at('stick/b.lantu-changes'), access: 'write' });
      const request = { name: '王测', since: null, author: '王测', passphrase: null, volumeBytes: 1e9 };
      const packed = await query.changesPack({ ...request, file: uuid, uuid, held: true });
      expect(packed).toMatchObject({ ok: true, value: { files: [], bytes: 0 } });
      expect(fs.readdirSync(at('stick'))).not.toContain('b.lantu-changes');
      const done = await query.boxFinish({ uuid, kept });
      const size = kept ? fs.statSync(at('stick/b.lantu-changes')).size : 0;
      expect(done).toEqual({
        ok: true,
        value: { files: kept ? [at('stick/b.lantu-changes')] : [], bytes: size },
      });
      expect(fs.readdirSync(at('stick'))).toEqual(kept ? ['b.lantu-changes'] : []);
      expect(await query.boxFinish({ uuid, kept })).toMatchObject({ error: { code: 'exchange.not-held' } });
    }
  });
});
