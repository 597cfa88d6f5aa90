import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_CAPTURED } from '../../../shared/bridge/evidence-contract.ts';
import type { FieldWork } from '../../../shared/bridge/task-contract.ts';
import { handPosition } from '../../../shared/field/verdict.ts';
import {
  closeDesks,
  makeOffice,
  newUid,
  openDesk,
  openField,
  parkRef,
  type Desk,
} from '../../fixtures/exchange/desks.ts';
import { value } from '../../fixtures/package/small-county.ts';
import { photoOf } from '../../fixtures/photo/make-photo.ts';

let folder: string;
const file = (): string => path.join(folder, 'a.gpkg');
const work = async ({ local }: Desk): Promise<FieldWork> => value(await local.query.fieldWork({}));

/** The head of what Chromium records, by the Matroska specification: EBML header with document type webm. */
const WEBM = Buffer.concat([
  Buffer.from(
    '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
    'hex',
  ),
  Buffer.alloc(2000, 5),
]);

const VERDICT = {
  verdict: 'refuted',
  note: '田埂未动',
  form: '{"land_class":"paddy","cultivation":"farmed"}',
  sketch: '{"type":"MultiLineString","coordinates":[[[110,30],[110.001,30.001]]]}',
  position: { ...handPosition([110.002, 30.002]), accuracyM: 3 },
} as const;

async function withTask(): Promise<{ desk: Desk; uid: string }> {
  await makeOffice(file());
  const desk = await openDesk(file(), '王测', folder);
  const uid = newUid();
  await desk.run('add-task', {
    uid,
    title: '看水渠',
    note: '东段',
    place: [110.005, 30.005],
    subject: parkRef(0),
    assignee: '王测',
    rank: 1,
  });
  return { desk, uid };
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-tasks-'));
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('tasks in a file', () => {
  it('are read with all that was found, undone and redone step by step, and there after a restart', async () => {
    const { desk, uid } = await withTask();
    const open = (await work(desk)).tasks;
    expect(open).toMatchObject([
      {
        uid,
        kind: 'own',
        title: '看水渠',
        note: '东段',
        subject: parkRef(0),
        place: [110.005, 30.005],
        rank: 1,
        assignee: '王测',
        verdict: null,
        author: '王测',
      },
    ]);
    await desk.run('record-verdict', { uid, ...VERDICT });
    const done = (await work(desk)).tasks;
    expect(done).toMatchObject([
      {
        verdict: 'refuted',
        verdictNote: '田埂未动',
        form: VERDICT.form,
        sketch: VERDICT.sketch,
        accuracyM: 3,
        observer: '王测',
        // The place to go to is not where somebody stood.
        place: [110.005, 30.005],
      },
    ]);
    expect(JSON.parse(done[0]!.position!)).toEqual(VERDICT.position);
    expect(Date.parse(done[0]!.observedAt!)).toBeGreaterThan(Date.now() - 60_000);
    await desk.undo();
    expect((await work(desk)).tasks).toEqual([{ ...open[0], rev: (await work(desk)).tasks[0]!.rev }]);
    value(await desk.local.store.redo({}));
    await desk.close();

    const again = await openDesk(file(), '赵测', folder);
    const kept = (await work(again)).tasks[0]!;
    expect({ ...kept, rev: 0 }).toEqual({ ...done[0], rev: 0 });
    await again.undo();
    await again.undo();
    expect((await work(again)).tasks).toEqual([]);
  });

  it('keep their order, and a task that is removed comes back whole', async () => {
    const { desk, uid } = await withTask();
    const second = newUid();
    await desk.run('add-task', {
      uid: second,
      title: '二',
      note: '',
      place: null,
      subject: null,
      assignee: null,
      rank: 2,
    });
    await desk.run('record-verdict', { uid, ...VERDICT });
    await desk.run('order-tasks', { order: [second, uid] });
    const ranks = (found: FieldWork) => found.tasks.map((task) => [task.uid, task.rank]);
    expect(ranks(await work(desk))).toEqual([
      [uid, 2],
      [second, 1],
    ]);
    const before = (await work(desk)).tasks[0]!;
    await desk.run('remove-task', { uid });
    expect((await work(desk)).tasks.map((task) => task.uid)).toEqual([second]);
    await desk.undo();
    const back = (await work(desk)).tasks.find((task) => task.uid === uid)!;
    expect({ ...back, rev: 0 }).toEqual({ ...before, rev: 0 });
    await desk.undo();
    expect(ranks(await work(desk))).toContainEqual([uid, 1]);
  });

  it('written by another program are read as far as they can be', async () => {
    const { desk, uid } = await withTask();
    await desk.run('record-verdict', { uid, ...VERDICT });
    await desk.close();
    const db = new Database(file());
    db.prepare(
      "UPDATE lantu_task SET kind = 'chore', title = NULL, rank = 'first', verdict_note = x'07'",
    ).run();
    db.close();
    const again = await openDesk(file(), '王测', folder);
    expect((await work(again)).tasks).toMatchObject([
      { uid, kind: 'own', title: '', rank: null, verdictNote: '', verdict: 'refuted', note: '东段' },
    ]);
  });
});

describe('what the window records', () => {
  const capture = async (desk: Desk, name: string, bytes: Uint8Array) =>
    desk.local.query.evidenceCapture({ name, bytes: new Uint8Array(bytes) });
  const keep = async (desk: Desk, sha256: string): Promise<number> => {
    const { staging } = value(await desk.local.query.evidenceStage({ hashes: [sha256] }));
    const blobs = value(await desk.local.queryControl.stagingBlobs({ staging }));
    return value(await desk.local.storeControl.keepBlobs({ files: [...blobs] }));
  };
  const record = (
    desk: Desk,
    {
      name,
      kind,
      mime,
      size,
      sha256,
    }: { name: string; kind: string; mime: string; size: number; sha256: string },
    uid: string,
  ): Promise<void> =>
    desk.run('add-attachments', {
      attachments: [
        {
          name,
          kind,
          mime,
          size,
          sha256,
          width: null,
          height: null,
          takenAt: '2026-11-30T01:00:00.000Z',
          timeShiftS: null,
          placedBy: 'receiver',
          place: [110.001, 30.002],
          heightM: 486.2,
          accuracyM: 0.6,
          bearingDeg: null,
          caption: '',
          subject: { table: 'lantu_task', uid },
        },
      ],
    });
  const waiting = (): string[] => fs.readdirSync(folder).filter((name) => name.startsWith('capture-'));

  it('is looked at, kept by its hash, recorded with its place, and read again byte for byte', async () => {
    const { desk, uid } = await withTask();
    const voice = value(await capture(desk, '录音20261130-090000.weba', WEBM));
    expect(voice).toMatchObject({ kind: 'audio', mime: 'audio/webm', size: WEBM.length, known: false });
    expect(await keep(desk, voice.sha256)).toBe(1);
    await record(desk, voice, uid);
    expect((await work(desk)).attachments).toMatchObject([
      {
        kind: 'audio',
        mime: 'audio/webm',
        placedBy: 'receiver',
        place: [110.001, 30.002],
        subject: { table: 'lantu_task', uid },
      },
    ]);
    const slice = value(await desk.local.query.evidence({ sha256: voice.sha256, offset: 0 }));
    expect(Buffer.from(slice.bytes)).toEqual(WEBM);
    expect(slice.mime).toBe('audio/webm');
    // A later one clears away the file of what is kept by now; the same again is known.
    expect(waiting()).toHaveLength(1);
    const photo = value(await capture(desk, 'a.jpg', photoOf('2026:11:30 09:00:00', null)));
    expect(photo.kind).toBe('photo');
    expect(waiting()).toHaveLength(1);
    expect(value(await capture(desk, 'b.weba', WEBM)).known).toBe(true);
    await desk.undo();
    expect((await work(desk)).attachments).toEqual([]);
    await desk.close();
    expect(waiting()).toEqual([]);
  });

  it('is refused where it is no picture and no sound, too large, or named like a path', async () => {
    const { desk } = await withTask();
    const codeOf = async (name: string, bytes: Uint8Array) => {
      const done = await capture(desk, name, bytes);
      return done.ok ? 'ok' : done.error.code;
    };
    expect(await codeOf('a.weba', Buffer.from('MZ this is a program'))).toBe('evidence.capture-refused');
    expect(await codeOf('a.pdf', Buffer.from('%PDF-1.7'))).toBe('evidence.capture-refused');
    // A film in the same container is no voice note.
    expect(await codeOf('film.webm', WEBM)).toBe('evidence.capture-refused');
    expect(await codeOf('a.weba', new Uint8Array(0))).toBe('bridge.bad-params');
    expect(await codeOf('../a.weba', WEBM)).toBe('bridge.bad-params');
    expect(await codeOf('a.weba', new Uint8Array(MOST_CAPTURED + 1))).toBe('bridge.bad-params');
    expect(waiting()).toEqual([]);
    expect(await desk.local.query.evidenceStage({ hashes: ['0'.repeat(64)] })).toMatchObject({
      ok: false,
      error: { code: 'evidence.no-survey' },
    });
  });
});

describe('what was found in the field', () => {
  it('comes into the office with its evidence, and the words of the office stay', async () => {
    await makeOffice(file());
    const office = await openDesk(file(), '李局', folder);
    const uid = newUid();
    const task = {
      uid,
      kind: 'finding' as const,
      title: '核实图斑',
      note: '看清现状',
      rule: 'park-basic-farmland',
      subject: parkRef(0),
      counterpartLayer: 'basic_farmland',
      severity: 'blocking',
      areaM2: 1234.5,
      place: [110.005, 30.005] as [number, number],
      assignee: '王测',
    };
    const uuid = newUid();
    const box = path.join(folder, 'a.lantu-field');
    value(await office.local.queryControl.grant({ token: 'box', path: box, access: 'write' }));
    const packed = value(
      await office.local.query.fieldPack({
        file: 'box',
        uuid,
        name: '外业',
        area: [109, 29, 111, 31],
        layers: ['industrial_park'],
        tasks: [task],
        people: ['王测'],
        basemap: null,
        author: '李局',
        passphrase: null,
        volumeBytes: 1e9,
      }),
    );
    await office.run('record-exchange', {
      kind: 'field-out',
      uuid,
      name: '外业',
      baseSeq: packed.field.baseSeq,
      details: '{}',
      tasks: [task],
    });
    const field = await openField(office, box, path.join(folder, 'field'), '王测');
    expect((await work(field)).tasks).toMatchObject([
      { uid, title: '核实图斑', severity: 'blocking', areaM2: 1234.5 },
    ]);
    await field.run('record-verdict', { uid, ...VERDICT });
    const voice = value(await field.local.query.evidenceCapture({ name: '录音.weba', bytes: WEBM }));
    const { staging } = value(await field.local.query.evidenceStage({ hashes: [voice.sha256] }));
    const blobs = value(await field.local.queryControl.stagingBlobs({ staging }));
    value(await field.local.storeControl.keepBlobs({ files: [...blobs] }));
    const { name, kind, mime, size, sha256 } = voice;
    await field.run('add-attachments', {
      attachments: [
        {
          name,
          kind,
          mime,
          size,
          sha256,
          width: null,
          height: null,
          takenAt: null,
          timeShiftS: null,
          placedBy: 'receiver',
          place: [110.001, 30.002],
          heightM: 486,
          accuracyM: 0.6,
          bearingDeg: null,
          caption: '',
          subject: parkRef(0),
        },
      ],
    });
    // Meanwhile the office gives the task to somebody else: another field of the same record.
    await office.run('edit-task', { uid, assignee: '赵测' });
    const back = path.join(folder, 'b.lantu-changes');
    await field.back(back);
    const survey = await office.open(back);
    expect(survey.disputes).toEqual([]);
    value(await office.take(survey));
    const [joined] = (await work(office)).tasks;
    expect(joined).toMatchObject({
      uid,
      title: '核实图斑',
      assignee: '赵测',
      verdict: 'refuted',
      verdictNote: '田埂未动',
      observer: '王测',
      form: VERDICT.form,
      sketch: VERDICT.sketch,
    });
    expect((await work(office)).attachments).toMatchObject([
      { sha256: voice.sha256, placedBy: 'receiver', subject: parkRef(0) },
    ]);
    const slice = value(await office.local.query.evidence({ sha256: voice.sha256, offset: 0 }));
    expect(Buffer.from(slice.bytes)).toEqual(WEBM);
    await office.undo();
    expect((await work(office)).tasks).toMatchObject([{ verdict: null, assignee: '赵测' }]);
  });
});
