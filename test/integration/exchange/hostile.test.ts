import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBox } from '../../../electron/jobs/exchange/read-box.ts';
import { writeBox } from '../../../electron/jobs/exchange/write-box.ts';
import { encodeChange, type MarkedRecord } from '../../../shared/exchange/change-codec.ts';
import type { ChangeSetMeta } from '../../../shared/exchange/change-set.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import {
  closeDesks,
  contentOf,
  makeOffice,
  newUid,
  openDesk,
  openField,
  parkUid,
  type Desk,
} from '../../fixtures/exchange/desks.ts';
import { rectangle } from '../../fixtures/package/small-county.ts';

const SIGNAL = new AbortController().signal;
let folder: string;
let desk: Desk;
let meta: ChangeSetMeta;
let made = 0;
const at = (name: string): string => path.join(folder, name);

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-hostile-'));
  await makeOffice(at('office.gpkg'));
  desk = await openDesk(at('office.gpkg'), '李局', folder);
  await desk.fieldOut(at('a.lantu-field'));
  const field = await openField(desk, at('a.lantu-field'), at('field'), '王测');
  await field.edit(1, { remark: '现场' });
  await field.back(at('honest.lantu-changes'));
  await field.close();
  const options = {
    passphrase: null,
    kind: 'changes',
    most: 1e9,
    signal: SIGNAL,
    onShare: () => {},
  } as const;
  expect((await readBox(at('honest.lantu-changes'), at('honest'), options)).ok).toBe(true);
  meta = JSON.parse(fs.readFileSync(at('honest/meta.json'), 'utf8')) as ChangeSetMeta;
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A box sealed as ours are, with whatever content. */
async function forge(records: readonly MarkedRecord[], more: Record<string, unknown> = {}): Promise<string> {
  const stem = `forged-${(made += 1)}`;
  const bytes = records.map((record) => {
    const content = encodeChange(record);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(content.length);
    return Buffer.concat([head, content]);
  });
  fs.writeFileSync(at(`${stem}.bin`), Buffer.concat(bytes));
  fs.writeFileSync(
    at(`${stem}.json`),
    JSON.stringify({ ...meta, uuid: newUid(), toId: newUid(), records: records.length, ...more }),
  );
  const file = at(`${stem}.lantu-changes`);
  const written = await writeBox(
    file,
    [
      { name: 'meta.json', path: at(`${stem}.json`), packed: true },
      { name: 'changes.bin', path: at(`${stem}.bin`), packed: true },
    ],
    {
      kind: 'changes',
      uuid: newUid(),
      passphrase: null,
      volumeBytes: 1e9,
      signal: SIGNAL,
      onBytes: () => undefined,
    },
  );
  expect(written.ok).toBe(true);
  return file;
}

const added = (
  table: string,
  fields: Fields,
  geometry = rectangle(110.5, 30.5, 0.01, 0.01),
  uid = newUid(),
): MarkedRecord => ({ ref: { table, uid }, base: null, theirs: { fields, geometry }, marks: [] });
const PARK: Fields = { name: '伪', park_kind: 'industrial_park', park_level: 'county' };

/** What opening a set says: a failure, or why each record is refused; nothing of the file has changed. */
async function opened(file: string): Promise<string | readonly string[]> {
  const token = newUid();
  await desk.local.queryControl.grant({ token, path: file, access: 'read' });
  const survey = await desk.local.query.mergeOpen({ file: token, passphrase: null });
  return survey.ok ? survey.value.refused.map(({ why }) => why) : survey.error.code;
}

describe('a set of changes that is sealed well and made to do harm', () => {
  it('reaches no table but those that are exchanged', async () => {
    const before = contentOf(desk.file);
    const tables = [
      'lantu_info',
      'lantu_change',
      'lantu_layer',
      'lantu_blob',
      'sqlite_schema',
      'gpkg_contents',
      'industrial_park" SET name = 1; --',
      '__proto__',
    ];
    const file = await forge(tables.map((table) => added(table, { value: '1', name: 'x' })));
    expect(await opened(file)).toEqual(tables.map(() => 'no-layer'));
    expect(contentOf(desk.file)).toEqual(before);
  });

  it('changes no control line, takes no other kind of shape, no value of another type, and no false evidence', async () => {
    const uid = parkUid(0);
    const bow = packFlat('polygon', [[[110, 30, 110.01, 30.01, 110.01, 30, 110, 30.01, 110, 30]]]);
    const file = await forge([
      added('ecological_redline', { name: '红线' }),
      added('industrial_park', PARK, packFlat('point', [[[110, 30]]])),
      added('industrial_park', PARK, bow),
      added('industrial_park', { ...PARK, name: 7 }),
      added('lantu_attachment', { kind: 'photo', name: 'x.jpg', sha256: 'f'.repeat(64) }),
      {
        ref: { table: 'industrial_park', uid },
        base: { fields: {}, geometry: null },
        theirs: { fields: { [`name" = 'x' --`]: 'x' }, geometry: rectangle(110, 30, 0.01, 0.01) },
        marks: [],
      },
    ]);
    expect(await opened(file)).toEqual([
      'read-only',
      'wrong-kind',
      'invalid-shape',
      'wrong-value',
      'no-evidence',
      'no-field',
    ]);
  });

  it('does not make two records of one, nor hides any behind a wrong count', async () => {
    const twice = added('industrial_park', PARK);
    expect(await opened(await forge([twice, twice]))).toBe('exchange.not-changes');
    const one = added('industrial_park', PARK);
    expect(await opened(await forge([one], { records: 2 }))).toBe('exchange.not-changes');
    expect(await opened(await forge([one, added('industrial_park', PARK)], { records: 1 }))).toBe(
      'exchange.not-changes',
    );
    expect(await opened(await forge([one], { records: 0 }))).toBe('exchange.not-changes');
    expect(await opened(await forge([one], { county: null }))).toBe('exchange.not-changes');
  });

  it('leaves out a field of our own tables that this version does not know, and takes the rest', async () => {
    const uid = newUid();
    const file = await forge([
      added(
        'lantu_task',
        { kind: 'own', title: '量一量', colour: 'red' },
        packFlat('point', [[[110, 30]]]),
        uid,
      ),
    ]);
    const survey = await desk.open(file);
    expect(survey.refused).toMatchObject([{ why: 'no-field', field: 'colour' }]);
    expect((await desk.take(survey)).ok).toBe(true);
    expect(contentOf(desk.file)[`lantu_task ${uid}`]).toMatchObject({ fields: { title: '量一量' } });
  });
});
