import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChanges, recordsOf } from '../../../electron/jobs/exchange/opened-changes.ts';
import { writeBox } from '../../../electron/jobs/exchange/write-box.ts';
import { encodeChange } from '../../../shared/exchange/change-codec.ts';
import type { ChangeSetMeta } from '../../../shared/exchange/change-set.ts';

const UUID = '0198c0de-0000-7000-8000-000000000001';
const SIGNAL = new AbortController().signal;
const META: ChangeSetMeta = {
  uuid: UUID,
  name: '改动',
  blueprint: UUID,
  county: { code: '990121', name: '澄川县' },
  classification: 'internal',
  schema: 1,
  from: 0,
  to: 1,
  toId: UUID,
  marks: [],
  field: null,
  author: '王测',
  time: '2026-11-29T04:05:06Z',
  records: 0,
  blobs: 0,
};
const MIB = 1 << 20;
let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-opened-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Numbers of the records of each batch, for records whose remark has so many bytes each. */
async function batchesOf(sizes: readonly number[], batch: number): Promise<number[][]> {
  const file = fs.openSync(at('changes.bin'), 'w');
  for (const [n, size] of sizes.entries()) {
    const fields = { remark: 'x'.repeat(size) };
    const record = encodeChange({
      ref: { table: 'observation', uid: String(n) },
      base: null,
      theirs: { fields, geometry: null },
      marks: [],
    });
    const head = Buffer.alloc(4);
    head.writeUInt32BE(record.length);
    fs.writeSync(file, head);
    fs.writeSync(file, record);
  }
  fs.closeSync(file);
  const batches: number[][] = [];
  const opened = { folder, meta: { ...META, records: sizes.length }, blobs: new Set<string>() };
  for await (const records of recordsOf(opened, batch)) {
    expect(records.ok).toBe(true);
    batches.push(records.ok ? records.value.map(({ ref }) => Number(ref.uid)) : []);
  }
  return batches;
}

describe('the records of a set of changes', () => {
  it('come so many at a time, and no more than 32 MiB of them', async () => {
    expect(await batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[0, 1], [2, 3], [4]]);
    expect(await batchesOf([1, 2, 3, 4], 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(await batchesOf([], 2)).toEqual([]);
    // Three of ten mebibytes are less, four are more; one that alone is more comes alone.
    const sizes = [10, 10, 10, 10, 40, 1, 10].map((size) => size * MIB);
    expect(await batchesOf(sizes, 500)).toEqual([[0, 1, 2], [3], [4], [5, 6]]);
  });
});

describe('the description of a set of changes', () => {
  /** Opens a set whose description is followed by so many blanks, which change nothing of what it says. */
  async function codeOf(blanks: number, name: string): Promise<string> {
    fs.writeFileSync(at('meta.json'), JSON.stringify(META) + ' '.repeat(blanks));
    fs.writeFileSync(at('changes.bin'), '');
    const parts = ['meta.json', 'changes.bin'].map((part) => ({ name: part, path: at(part), packed: true }));
    const written = await writeBox(at(name), parts, {
      kind: 'changes',
      uuid: UUID,
      passphrase: null,
      volumeBytes: 1e9,
      signal: SIGNAL,
      onBytes: () => undefined,
    });
    expect(written.ok).toBe(true);
    const opened = await openChanges(at(name), at(`${name}-out`), {
      passphrase: null,
      most: 1e9,
      signal: SIGNAL,
      onShare: () => undefined,
    });
    return opened.ok ? 'ok' : opened.error.code;
  }

  it('is not read where it is larger than any that is made', async () => {
    expect(await codeOf(MIB / 2, 'a')).toBe('ok');
    expect(await codeOf(2 * MIB, 'b')).toBe('exchange.not-changes');
  });
});
