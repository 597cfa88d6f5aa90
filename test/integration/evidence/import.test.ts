import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { EvidenceSurvey } from '../../../shared/bridge/evidence-contract.ts';
import { placePhoto, type Placed } from '../../../shared/photo/place-photo.ts';
import {
  closeDesks,
  makeOffice,
  openDesk,
  openField,
  parkRef,
  type Desk,
} from '../../fixtures/exchange/desks.ts';
import { value } from '../../fixtures/package/small-county.ts';
import { photoOf } from '../../fixtures/photo/make-photo.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const PLACED = photoOf('2026:05:01 10:00:25', [110.005, 30.005]);
const UNPLACED = photoOf('2026:05:01 11:00:00', null, 'two');
const PDF = Buffer.from('%PDF-1.7\nopinion of the village');
const WAV = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(5 << 20, 7)]);

/** A camera card: folders, a copy of a photograph, and what is no evidence. */
function makeCard(): string {
  const card = at('card');
  fs.mkdirSync(path.join(card, 'DCIM/100'), { recursive: true });
  const put = (name: string, bytes: Uint8Array): void => fs.writeFileSync(path.join(card, name), bytes);
  put('DCIM/100/a.jpg', PLACED);
  put('DCIM/100/b.txt', UNPLACED);
  put('DCIM/copy of a.jpg', PLACED);
  put('voice.wav', WAV);
  put('说明.pdf', PDF);
  put('virus.jpg', Buffer.from('MZ this is a program'));
  put('empty.jpg', Buffer.alloc(0));
  put('.hidden.jpg', PLACED);
  fs.symlinkSync(card, path.join(card, 'circle'));
  return card;
}

async function office(): Promise<Desk> {
  await makeOffice(at('office.gpkg'));
  return openDesk(at('office.gpkg'), '李局', folder);
}

const survey = async ({ local }: Desk, ...paths: string[]): Promise<EvidenceSurvey> => {
  const files = paths.map((one) => `read ${one}`);
  for (const one of paths)
    value(await local.queryControl.grant({ token: `read ${one}`, path: one, access: 'read' }));
  return value(await local.query.evidenceSurvey({ files }));
};

/** Bytes first, as the window does it. */
async function keep({ local }: Desk, hashes: string[]): Promise<number> {
  const { staging, blobs } = value(await local.query.evidenceStage({ hashes }));
  // Where the files lie is not the page's to know.
  expect(blobs).toEqual([]);
  return value(
    await local.storeControl.keepBlobs({
      files: [...value(await local.queryControl.stagingBlobs({ staging }))],
    }),
  );
}

const NOWHERE: Placed = {
  takenAt: null,
  timeShiftS: null,
  placedBy: 'none',
  place: null,
  heightM: null,
  accuracyM: null,
  bearingDeg: null,
  why: null,
};

function attachmentsOf({ found }: EvidenceSurvey, subject: ReturnType<typeof parkRef> | null = null) {
  return found.map(({ name, kind, mime, size, sha256, facts }) => {
    const options = { track: null, zoneMinutes: 480, shiftS: 0, declinationDeg: null };
    const { why: _why, ...placing } = facts === null ? NOWHERE : placePhoto(facts, options);
    const { width = null, height = null } = facts ?? {};
    return { name, kind, mime, size, sha256, width, height, ...placing, caption: '', subject };
  });
}

/** Records of evidence by their names. */
function recordsOf(file: string) {
  const reader = openReader(file);
  const records = reader.ownRecords('lantu_attachment');
  reader.close();
  return new Map(records.map((one) => [String(one.state.fields['name']), one]));
}

async function importAll(
  desk: Desk,
  subject: ReturnType<typeof parkRef> | null = null,
): Promise<EvidenceSurvey> {
  const found = await survey(desk, makeCard());
  await keep(
    desk,
    found.found.map(({ sha256 }) => sha256),
  );
  await desk.run('add-attachments', { attachments: attachmentsOf(found, subject) });
  return found;
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-evidence-'));
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('a survey of a camera card', () => {
  it('tells what is there by its bytes, with hash and metadata, and writes nothing', async () => {
    const desk = await office();
    const { found, refused } = await survey(desk, makeCard());
    expect(found.map(({ name, kind, mime, known }) => [name, kind, mime, known])).toEqual([
      ['DCIM/100/a.jpg', 'photo', 'image/jpeg', false],
      ['DCIM/100/b.txt', 'photo', 'image/jpeg', false],
      ['DCIM/copy of a.jpg', 'photo', 'image/jpeg', true],
      ['voice.wav', 'audio', 'audio/wav', false],
      ['说明.pdf', 'document', 'application/pdf', false],
    ]);
    expect(found.map(({ sha256, size }) => [sha256, size])).toEqual(
      [PLACED, UNPLACED, PLACED, WAV, PDF].map((bytes) => [hashOf(bytes), bytes.length]),
    );
    expect(found[0]!.facts).toMatchObject({ takenAt: '2026-05-01T10:00:25', camera: 'Test' });
    expect(refused).toEqual([
      { name: 'empty.jpg', why: 'empty' },
      { name: 'virus.jpg', why: 'not-evidence' },
    ]);
    expect(await desk.rev()).toBe(0);
  });

  it('takes single files, refuses what is not there, and can be cancelled', async () => {
    const desk = await office();
    const card = makeCard();
    const one = await survey(desk, path.join(card, 'voice.wav'), path.join(card, 'DCIM'));
    expect(one.found.map(({ name }) => name)).toEqual([
      'voice.wav',
      '100/a.jpg',
      '100/b.txt',
      'copy of a.jpg',
    ]);
    await desk.local.queryControl.grant({ token: 'gone', path: at('gone'), access: 'read' });
    expect(await desk.local.query.evidenceSurvey({ files: ['gone'] })).toMatchObject({
      error: { code: 'evidence.cannot-read' },
    });
    const stop = new AbortController();
    const shares: number[] = [];
    const cancelled = await desk.local.query.evidenceSurvey(
      { files: [`read ${path.join(card, 'DCIM')}`] },
      {
        signal: stop.signal,
        onProgress: ({ share }) => {
          shares.push(share ?? -1);
          stop.abort();
        },
      },
    );
    expect(cancelled).toMatchObject({ error: { code: 'cancelled' } });
    expect(shares[0]).toBe(0);
    // What a survey that came to nothing saw cannot be taken.
    expect(await desk.local.query.evidenceStage({ hashes: [hashOf(PLACED)] })).toMatchObject({
      error: { code: 'evidence.no-survey' },
    });
  });
});

describe('evidence', () => {
  it('is kept by its bytes and recorded in one step with where it was made', async () => {
    const desk = await office();
    await importAll(desk, parkRef(3));
    expect(await desk.rev()).toBe(1);
    const records = recordsOf(desk.file);
    expect([...records.keys()]).toEqual(['DCIM/100/a.jpg', 'DCIM/100/b.txt', 'voice.wav', '说明.pdf']);
    const { fields, geometry } = records.get('DCIM/100/a.jpg')!.state;
    expect(fields).toMatchObject({
      kind: 'photo',
      placed_by: 'exif',
      taken_at: '2026-05-01T10:00:25+08:00',
      subject_table: 'industrial_park',
      subject_uid: parkRef(3).uid,
      author: '李局',
      width: 8,
    });
    expect([...geometry!.xy]).toEqual([110.005, 30.005]);
    expect(records.get('DCIM/100/b.txt')!.state).toMatchObject({
      fields: { placed_by: 'none' },
      geometry: null,
    });
    await desk.undo();
    expect(recordsOf(desk.file).size).toBe(0);
  });

  it('of the same folder twice adds nothing', async () => {
    const desk = await office();
    await importAll(desk);
    const again = await survey(desk, at('card'));
    expect(again.found.every(({ known }) => known)).toBe(true);
    expect(
      await keep(
        desk,
        again.found.map(({ sha256 }) => sha256),
      ),
    ).toBe(0);
    const twice = await desk.local.store.execute({
      command: 'add-attachments',
      params: { attachments: attachmentsOf(again) },
    });
    expect(twice).toMatchObject({ error: { code: 'evidence.nothing-new' } });
    expect(await desk.rev()).toBe(1);
    expect(recordsOf(desk.file).size).toBe(4);
  });

  it('is not recorded without its bytes, nor with half a place, nor of what is not there', async () => {
    const desk = await office();
    const found = await survey(desk, makeCard());
    const [first] = attachmentsOf(found);
    const add = (one: object) =>
      desk.local.store.execute({ command: 'add-attachments', params: { attachments: [one] } });
    expect(await add(first!)).toMatchObject({ error: { code: 'evidence.not-kept' } });
    // A file that was changed since it was looked at is not kept.
    fs.appendFileSync(at('card/DCIM/100/a.jpg'), 'more');
    const { staging } = value(await desk.local.query.evidenceStage({ hashes: [first!.sha256] }));
    const files = [...value(await desk.local.queryControl.stagingBlobs({ staging }))];
    expect(await desk.local.storeControl.keepBlobs({ files })).toMatchObject({
      error: { code: 'store.blob-changed' },
    });
    fs.writeFileSync(at('card/DCIM/100/a.jpg'), PLACED);
    expect(await keep(desk, [first!.sha256])).toBe(1);
    expect(await add({ ...first, place: null })).toMatchObject({ error: { code: 'evidence.half-placed' } });
    expect(await add({ ...first, subject: parkRef(99) })).toMatchObject({
      error: { code: 'evidence.subject-gone' },
    });
    expect(await desk.rev()).toBe(0);
    expect((await add(first!)).ok).toBe(true);
  });

  it('is placed by hand, said more of, and taken away, each a step that can be undone', async () => {
    const desk = await office();
    await importAll(desk);
    const record = () => recordsOf(desk.file).get('DCIM/100/b.txt');
    const { uid } = record()!;
    const { why: _why, ...nowhere } = NOWHERE;
    const place = {
      ...nowhere,
      uid,
      placedBy: 'hand',
      place: [110.01, 30.01],
      takenAt: '2026-05-01T11:00:00+08:00',
    };
    await desk.run('place-attachments', { places: [place] });
    expect([...record()!.state.geometry!.xy]).toEqual([110.01, 30.01]);
    expect(record()!.state.fields).toMatchObject({ placed_by: 'hand', sha256: hashOf(UNPLACED) });
    await desk.run('edit-attachment', { uid, caption: '村口', subject: parkRef(2) });
    expect(record()!.state.fields).toMatchObject({ caption: '村口', subject_uid: parkRef(2).uid });
    await desk.run('edit-attachment', { uid, subject: null });
    expect(record()!.state.fields).toMatchObject({ caption: '村口', subject_uid: null });
    const edit = (params: object) =>
      desk.local.store.execute({ command: 'edit-attachment', params: { uid, ...params } });
    expect(await edit({ caption: '村口' })).toMatchObject({ error: { code: 'command.unchanged' } });
    expect(await edit({ subject: parkRef(99) })).toMatchObject({ error: { code: 'evidence.subject-gone' } });
    await desk.run('remove-attachments', { uids: [uid] });
    expect(record()).toBeUndefined();
    expect(await edit({ caption: 'x' })).toMatchObject({ error: { code: 'evidence.gone' } });
    await desk.undo();
    expect(record()!.state.fields).toMatchObject({ caption: '村口' });
  });

  it('is read in slices whose bytes are those of the file', async () => {
    const desk = await office();
    await importAll(desk);
    const parts: Uint8Array[] = [];
    for (let offset = 0; offset < WAV.length;) {
      const slice = value(await desk.local.query.evidence({ sha256: hashOf(WAV), offset }));
      expect(slice).toMatchObject({ mime: 'audio/wav', size: WAV.length });
      parts.push(slice.bytes);
      offset += slice.bytes.length;
    }
    expect(parts).toHaveLength(2);
    expect(hashOf(Buffer.concat(parts))).toBe(hashOf(WAV));
    expect(await desk.local.query.evidence({ sha256: '0'.repeat(64), offset: 0 })).toMatchObject({
      error: { code: 'evidence.missing' },
    });
  });

  it('that was changed in the file says so and is not shown', async () => {
    const desk = await office();
    await importAll(desk);
    await desk.close();
    const db = new Database(desk.file);
    db.prepare('UPDATE lantu_blob SET content = ? WHERE sha256 = ?').run(UNPLACED, hashOf(PLACED));
    db.close();
    const again = await openDesk(desk.file, '李局', folder);
    expect(await again.local.query.evidence({ sha256: hashOf(PLACED), offset: 0 })).toMatchObject({
      error: { code: 'evidence.changed' },
    });
    expect((await again.local.query.evidence({ sha256: hashOf(UNPLACED), offset: 0 })).ok).toBe(true);
  });
});

describe('evidence from the field', () => {
  async function both(): Promise<{ desk: Desk; field: Desk }> {
    const desk = await office();
    await desk.fieldOut(at('a.lantu-field'));
    return { desk, field: await openField(desk, at('a.lantu-field'), at('field'), '王测') };
  }

  it('comes into the office byte for byte, and once', async () => {
    const { desk, field } = await both();
    await importAll(field, parkRef(1));
    await field.back(at('b.lantu-changes'));
    const changes = await desk.open(at('b.lantu-changes'));
    expect(changes).toMatchObject({ refused: [], disputes: [] });
    expect((await desk.take(changes)).ok).toBe(true);
    const [there, here] = [recordsOf(field.file), recordsOf(desk.file)];
    expect([...here].map(([name, { uid, state }]) => [name, uid, state])).toEqual(
      [...there].map(([name, { uid, state }]) => [name, uid, state]),
    );
    const reader = openReader(desk.file);
    for (const bytes of [PLACED, UNPLACED, WAV, PDF])
      expect(hashOf(reader.blob(hashOf(bytes))!)).toBe(hashOf(bytes));
    reader.close();
    expect(value(await desk.local.query.evidence({ sha256: hashOf(PLACED), offset: 0 })).mime).toBe(
      'image/jpeg',
    );
    expect((await survey(desk, at('card'))).found.every(({ known }) => known)).toBe(true);
  });

  it('whose part is missing is refused alone, and the rest is taken', async () => {
    const { desk, field } = await both();
    await importAll(field);
    await field.edit(1, { remark: '现场' });
    await field.close();
    // The bytes are lost on the way: the set of changes then has the record without its part.
    const db = new Database(field.file);
    db.prepare('DELETE FROM lantu_blob WHERE sha256 = ?').run(hashOf(PLACED));
    db.close();
    const again = await openDesk(field.file, '王测', folder);
    await again.back(at('b.lantu-changes'));
    const changes = await desk.open(at('b.lantu-changes'));
    const { uid } = recordsOf(field.file).get('DCIM/100/a.jpg')!;
    expect(changes.refused).toEqual([
      { ref: { table: 'lantu_attachment', uid }, why: 'no-evidence', field: 'sha256' },
    ]);
    expect((await desk.take(changes)).ok).toBe(true);
    expect([...recordsOf(desk.file).keys()]).toEqual(['DCIM/100/b.txt', 'voice.wav', '说明.pdf']);
    const [park] = value(await desk.local.query.features({ refs: [parkRef(1)] }));
    expect(park!.fields['remark']).toBe('现场');
  });
});
