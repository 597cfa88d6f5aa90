import { readFile, open } from 'node:fs/promises';
import path from 'node:path';
import { decodeChange, type MarkedRecord } from '../../../shared/exchange/change-codec.ts';
import {
  BLOB_NAME,
  CHANGES_PART,
  META_PART,
  readMeta,
  type ChangeSetMeta,
} from '../../../shared/exchange/change-set.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readBox } from './read-box.ts';

/** Largest record of a set: a shape of a million vertices takes less. */
const MAX_RECORD = 64 << 20;

/** A set of changes, unpacked into a folder. */
export interface OpenedChanges {
  readonly folder: string;
  readonly meta: ChangeSetMeta;
  /** Evidence that came along, by hash. */
  readonly blobs: ReadonlySet<string>;
}

/**
 * Unpacks a set of changes into a folder that does not exist yet. Failures as those of reading a box, and
 * `exchange.not-changes` for a box of something else.
 */
export async function openChanges(
  file: string,
  folder: string,
  options: Omit<Parameters<typeof readBox>[2], 'kind'>,
): Promise<Result<OpenedChanges>> {
  const box = await readBox(file, folder, { ...options, kind: 'changes' });
  if (!box.ok) return box;
  const { names } = box.value;
  if (!names.includes(META_PART) || !names.includes(CHANGES_PART)) return fail('exchange.not-changes');
  return reopenChanges(folder, new Set(names.filter((name) => BLOB_NAME.test(name))));
}

async function reopenChanges(folder: string, blobs: ReadonlySet<string>): Promise<Result<OpenedChanges>> {
  const meta = readMeta(await readFile(path.join(folder, META_PART), 'utf8'));
  return meta.ok ? ok({ folder, meta: meta.value, blobs }) : meta;
}

/** The records of a set, one after the other; the last may be a failure `exchange.not-changes`. */
export async function* recordsOf({ folder, meta }: OpenedChanges): AsyncGenerator<Result<MarkedRecord>> {
  const handle = await open(path.join(folder, CHANGES_PART), 'r');
  try {
    const head = Buffer.alloc(4);
    let at = 0;
    for (let n = 0; ; n++) {
      const { bytesRead } = await handle.read(head, 0, 4, at);
      if (bytesRead === 0 && n === meta.records) return;
      const length = head.readUInt32BE(0);
      if (bytesRead < 4 || length > MAX_RECORD) return yield fail('exchange.not-changes');
      const bytes = Buffer.alloc(length);
      const { bytesRead: got } = await handle.read(bytes, 0, length, at + 4);
      const record = got < length ? undefined : decodeChange(bytes);
      if (record === undefined) return yield fail('exchange.not-changes');
      at += 4 + length;
      yield ok(record);
    }
  } finally {
    await handle.close();
  }
}
