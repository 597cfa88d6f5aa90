import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../electron/store/read/reader.ts';
import {
  closeDesks,
  contentOf,
  COLUMNS,
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
import { rectangle, value } from '../../fixtures/package/small-county.ts';

const hasGdal = fs.existsSync('/usr/bin/ogrinfo');
if (!hasGdal) console.warn('skipped: no ogrinfo here, the package is not opened by another program');

let folder: string;
const at = (name: string): string => path.join(folder, name);
const park = (n: number, file: string): { fields: Record<string, unknown>; geometry: { xy: Float64Array } } =>
  contentOf(file)[`park ${parkUid(n)}`] as never;

async function office(): Promise<Desk> {
  await makeOffice(at('office.gpkg'));
  return openDesk(at('office.gpkg'), '李局', folder);
}

/** An office, and somebody in the field with what it sent. */
async function both(): Promise<{ desk: Desk; field: Desk }> {
  const desk = await office();
  await desk.fieldOut(at('a.lantu-field'));
  return { desk, field: await openField(desk, at('a.lantu-field'), at('field'), '王测') };
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-field-'));
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('a package for the field', () => {
  it('holds what lies in the area, just as it is, with an empty history', async () => {
    const desk = await office();
    await desk.edit(0, { remark: '改过' });
    await desk.fieldOut(at('a.lantu-field'), 2);
    const field = await openField(desk, at('a.lantu-field'), at('field'), '王测');
    const [there, here] = [contentOf(field.file), contentOf(desk.file)];
    // The third column touches the area, and comes whole.
    expect(Object.keys(there)).toHaveLength(3 * ROWS);
    for (const [key, state] of Object.entries(there)) expect(state).toEqual(here[key]);
    expect(await field.rev()).toBe(0);
    expect(await field.local.store.undo({})).toMatchObject({ ok: false });
    const reader = openReader(field.file);
    expect(reader.info('field_package')).toContain('"baseSeq":1');
    expect(reader.info('blueprint_id')).not.toBe(openReader(desk.file).info('blueprint_id'));
    reader.close();
  });

  it('is about as large as was said before', async () => {
    const desk = await office();
    for (const columns of [COLUMNS, 0.1]) {
      const said = value(
        await desk.local.query.fieldEstimate({
          area: [110, 30, 110 + columns * 0.01, 31],
          layers: ['industrial_park'],
        }),
      );
      await desk.fieldOut(at(`${columns}.lantu-field`), columns);
      const field = await openField(desk, at(`${columns}.lantu-field`), at(`f${columns}`), '王测');
      await field.close();
      expect(said.features).toBe(Object.keys(contentOf(field.file)).length);
      const { size } = fs.statSync(field.file);
      expect(said.bytes).toBeGreaterThan(size / 2);
      expect(said.bytes).toBeLessThan(size * 2);
    }
  });

  it('is not blamed for what it does not hold of the county', async () => {
    const desk = await office();
    await desk.fieldOut(at('a.lantu-field'), 2);
    const field = await openField(desk, at('a.lantu-field'), at('field'), '王测');
    const [whole, part] = [value(await desk.local.query.check({})), value(await field.local.query.check({}))];
    const unchecked = new Map(part.notChecked.map(({ rule, missing }) => [rule, missing]));
    for (const rule of ['coverage-range', 'coverage-gap']) {
      expect(unchecked.get(rule)).toEqual([]);
      expect(part.findings.filter((one) => one.rule === rule)).toEqual([]);
      expect(whole.notChecked.find((one) => one.rule === rule)?.missing ?? ['checked']).not.toEqual([]);
    }
  });

  it('carries a background that lies beside it once it is unpacked', async () => {
    const desk = await office();
    fs.writeFileSync(at('cut.mbtiles'), 'tiles');
    const grant = (token: string, name: string, access: 'read' | 'write') =>
      desk.local.queryControl.grant({ token, path: at(name), access });
    await grant('map', 'cut.mbtiles', 'read');
    await grant('out', 'm.lantu-field', 'write');
    value(
      await desk.local.query.fieldPack({
        file: 'out',
        uuid: newUid(),
        name: '外业',
        area: [110, 30, 111, 31],
        layers: ['industrial_park'],
        tasks: [],
        people: [],
        author: '李局',
        basemap: { file: 'map', name: '航片' },
        passphrase: null,
        volumeBytes: 1e9,
      }),
    );
    const field = await openField(desk, at('m.lantu-field'), at('field'), '王测');
    const beside = path.join(path.dirname(field.file), 'basemap.mbtiles');
    expect(fs.readFileSync(beside, 'utf8')).toBe('tiles');
    expect(value(await field.local.storeControl.backgrounds({}))).toEqual([
      { name: '航片', fileName: 'basemap.mbtiles', relative: 'basemap.mbtiles', picture: false },
    ]);
  });

  it.skipIf(!hasGdal)('is a file that GDAL opens without a warning', async () => {
    const { field } = await both();
    await field.close();
    const said = execFileSync('ogrinfo', ['-ro', '-so', '-al', field.file, 'industrial_park'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(said).toContain(`Feature Count: ${COLUMNS * ROWS}`);
    expect(said).not.toMatch(/warning|error/i);
  });
});

describe('what comes back from the field', () => {
  it('joins with what the office did meanwhile, in one step that can be undone', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '现场' });
    await field.moveCorner(5, 0.0003, 0.0002);
    await field.run('delete-features', { refs: [parkRef(11)] });
    await field.run('create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(110.1, 30.1, 0.01, 0.01),
      fields: { name: '新园', park_kind: 'industrial_park', park_level: 'county' },
    });
    const inField = contentOf(field.file);
    await field.back(at('b.lantu-changes'));

    await desk.edit(1, { name: '改名' });
    await desk.moveCorner(10, -0.0002, 0.0001);
    const before = contentOf(desk.file);
    const survey = await desk.open(at('b.lantu-changes'));
    expect(survey).toMatchObject({ before: null, otherBlueprint: false, disputes: [], refused: [] });
    // Four parks meet in the corner that was moved, and park 1 is one of them.
    expect(survey.layers).toMatchObject([{ table: 'industrial_park', added: 1, changed: 4, deleted: 1 }]);
    const rev = await desk.rev();
    expect((await desk.take(survey)).ok).toBe(true);
    expect(await desk.rev()).toBe(rev + 1);

    const after = contentOf(desk.file);
    expect(park(1, desk.file).fields).toMatchObject({ name: '改名', remark: '现场' });
    expect(after[`park ${parkUid(11)}`]).toBeUndefined();
    expect(Object.keys(after)).toHaveLength(COLUMNS * ROWS);
    // Park 5 has the corner of the field in its south-west and that of the office in its north-east.
    const corners = [...park(5, desk.file).geometry.xy];
    expect(corners).toEqual(expect.arrayContaining([110.0103, 30.0102, 110.0198, 30.0201]));
    // What only the field touched is as it is there, figures included.
    expect(after[`park ${parkUid(0)}`]).toEqual(inField[`park ${parkUid(0)}`]);
    await desk.undo();
    expect(contentOf(desk.file)).toEqual(before);
  });

  it('is taken but for what a field holds that is not here, and that is said', async () => {
    const { desk, field } = await both();
    await field.run('add-field', SEEN_FIELD);
    await field.edit(1, { seen: '厂房', remark: '现场' });
    await field.edit(2, { remark: '也改了' });
    await field.back(at('b.lantu-changes'));
    const survey = await desk.open(at('b.lantu-changes'));
    expect(survey.refused).toEqual([{ ref: parkRef(1), why: 'no-field', field: 'seen' }]);
    expect(survey.layers).toMatchObject([{ table: 'industrial_park', changed: 2, refused: 0 }]);
    expect((await desk.take(survey)).ok).toBe(true);
    expect(park(1, desk.file).fields).toMatchObject({ remark: '现场' });
    expect(park(2, desk.file).fields).toMatchObject({ remark: '也改了' });
  });

  it('changes nothing when it comes twice, and again can be taken after an undo', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '现场' });
    await field.back(at('b.lantu-changes'));
    expect((await desk.take(await desk.open(at('b.lantu-changes')))).ok).toBe(true);
    const [once, rev] = [contentOf(desk.file), await desk.rev()];
    const again = await desk.open(at('b.lantu-changes'));
    expect(again.before).toBe('done');
    expect(await desk.take(again)).toMatchObject({ error: { code: 'exchange.taken-before' } });
    expect(contentOf(desk.file)).toEqual(once);
    expect(await desk.rev()).toBe(rev);
    await desk.undo();
    const third = await desk.open(at('b.lantu-changes'));
    expect(third.before).toBeNull();
    expect((await desk.take(third)).ok).toBe(true);
    expect(contentOf(desk.file)).toEqual(once);
  });

  it('asks nothing about what the same surveyor goes on with after a first return', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '第一次' });
    await field.edit(2, { remark: '只此一次' });
    await field.back(at('b.lantu-changes'));
    await field.edit(1, { remark: '第二次' });
    await field.edit(3, { remark: '后来' });
    await field.back(at('c.lantu-changes'));
    expect((await desk.take(await desk.open(at('b.lantu-changes')))).ok).toBe(true);
    await desk.edit(2, { remark: '内业改' });
    const second = await desk.open(at('c.lantu-changes'));
    expect(second.disputes).toEqual([]);
    expect((await desk.take(second)).ok).toBe(true);
    expect([1, 2, 3].map((n) => park(n, desk.file).fields['remark'])).toEqual(['第二次', '内业改', '后来']);
    // The first one once more, late: it has been overtaken.
    await desk.undo();
    await desk.undo();
    await desk.undo();
    expect((await desk.take(await desk.open(at('c.lantu-changes')))).ok).toBe(true);
    expect((await desk.open(at('b.lantu-changes'))).before).toBe('older');
  });

  it('says what both did otherwise, keeps each decision, and writes nothing before all are made', async () => {
    const { desk, field } = await both();
    await field.edit(1, { remark: '现场', name: '现场名' });
    await field.moveCorner(5, 0.0003, 0.0002);
    await field.run('delete-features', { refs: [parkRef(3)] });
    await field.back(at('b.lantu-changes'));
    await desk.edit(1, { remark: '内业' });
    await desk.moveCorner(5, -0.0001, 0.0002);
    await desk.edit(3, { remark: '还要' });
    const before = contentOf(desk.file);
    const survey = await desk.open(at('b.lantu-changes'));
    const by = (n: number) => survey.disputes.find(({ ref }) => ref.uid === parkUid(n))!;
    expect(by(1)).toMatchObject({ fields: [{ field: 'remark', base: '原', mine: '内业', theirs: '现场' }] });
    expect(by(3).existence).toBe('deleted-there');
    // The corner belongs to four parks, and is one question.
    const corner = [0, 1, 4, 5].map((n) => by(n));
    expect(new Set(corner.map(({ group }) => group)).size).toBe(1);
    expect(await desk.take(survey)).toMatchObject({
      error: { code: 'exchange.undecided', params: { count: 5 } },
    });
    expect(contentOf(desk.file)).toEqual(before);

    const shapes = await desk.local.query.mergeShapes(parkRef(5));
    expect(shapes.ok && [...shapes.value.theirs!.xy]).toEqual(expect.arrayContaining([110.0103, 30.0102]));
    await desk.local.query.mergeDecide({
      decisions: [{ ...parkRef(1), decision: { fields: { remark: '现场；内业' }, shape: 'mine' } }],
    });
    // Another session knows it still.
    await desk.close();
    const later = await openDesk(at('office.gpkg'), '李局', folder);
    const again = await later.open(at('b.lantu-changes'));
    expect(again.decided).toBe(1);
    const rest = { ...again, disputes: again.disputes.filter(({ decided }) => !decided) };
    expect((await later.take(rest, 'theirs')).ok).toBe(true);
    expect(park(1, later.file).fields).toMatchObject({ name: '现场名', remark: '现场；内业' });
    expect(contentOf(later.file)[`park ${parkUid(3)}`]).toBeUndefined();
    expect([...park(5, later.file).geometry.xy]).toEqual(expect.arrayContaining([110.0103, 30.0102]));
  });

  it('is one and the same whichever of two surveyors comes first', async () => {
    const desk = await office();
    await desk.fieldOut(at('a.lantu-field'));
    const one = await openField(desk, at('a.lantu-field'), at('one'), '甲');
    const two = await openField(desk, at('a.lantu-field'), at('two'), '乙');
    await one.edit(1, { remark: '甲' });
    await one.moveCorner(5, 0.0003, 0.0002);
    await two.edit(1, { name: '乙名' });
    await two.moveCorner(6, 0.0001, -0.0002);
    await two.run('delete-features', { refs: [parkRef(8)] });
    await one.back(at('one.lantu-changes'));
    await two.back(at('two.lantu-changes'));
    const results: unknown[] = [];
    for (const order of [
      ['one', 'two'],
      ['two', 'one'],
    ]) {
      for (const name of order) {
        const survey = await desk.open(at(`${name}.lantu-changes`));
        expect(survey.disputes).toEqual([]);
        expect((await desk.take(survey)).ok).toBe(true);
      }
      results.push(contentOf(desk.file));
      await desk.undo();
      await desk.undo();
    }
    expect(results[0]).toEqual(results[1]);
  });

  it('brings what was said of findings', async () => {
    const { desk, field } = await both();
    await field.run('note-finding', {
      memory: null,
      rule: 'park-basic-farmland',
      subject: parkRef(2),
      counterpartLayer: 'basic_farmland',
      piece: null,
      status: 'seen',
      note: '现场核实：已征',
      shape: null,
    });
    await field.back(at('b.lantu-changes'));
    const survey = await desk.open(at('b.lantu-changes'));
    expect((await desk.take(survey)).ok).toBe(true);
    const said = Object.entries(contentOf(desk.file)).find(([key]) => key.startsWith('lantu_memory'));
    expect(said?.[1]).toMatchObject({ fields: { note: '现场核实：已征', author: '王测' } });
  });
});

describe('changes for another office', () => {
  it('go both ways between two copies, and bring them to one state', async () => {
    const desk = await office();
    await desk.edit(0, { remark: '共同' });
    await desk.close();
    fs.copyFileSync(at('office.gpkg'), at('branch.gpkg'));
    const main = await openDesk(at('office.gpkg'), '李局', folder);
    fs.mkdirSync(at('branch'));
    const branch = await openDesk(at('branch.gpkg'), '赵所', at('branch'));
    await main.edit(1, { remark: '总' });
    await branch.edit(2, { remark: '分' });
    await main.back(at('main.lantu-changes'), 1);
    await branch.back(at('branch.lantu-changes'), 1);
    expect((await main.take(await main.open(at('branch.lantu-changes')))).ok).toBe(true);
    expect((await branch.take(await branch.open(at('main.lantu-changes')))).ok).toBe(true);
    expect(contentOf(main.file)).toEqual(contentOf(branch.file));
    expect([1, 2].map((n) => park(n, main.file).fields['remark'])).toEqual(['总', '分']);
    expect(newUid()).not.toBe(newUid());
  });
});
