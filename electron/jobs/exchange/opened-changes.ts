import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
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
/** Bytes of records given out at a time, unless one alone has more. */
const MAX_BATCH = 32 << 20;
/** Largest description of a set: a field package of a thousand layers takes less. */
const MAX_META = 1 << 20;

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
  const file = path.join(folder, META_PART);
  if ((await stat(file)).size > MAX_META) return fail('exchange.not-changes');
  const meta = readMeta(await readFile(file, 'utf8'));
  return meta.ok ? ok({ folder, meta: meta.value, blobs }) : meta;
}

/** Bytes read at a time. */
const CHUNK = 1 << 20;

/** Bytes of a file in order, a number of them at a time; fewer at its end. */
function inOrder(handle: FileHandle): (count: number) => Promise<Buffer> {
  let buffer = Buffer.alloc(0);
  let at = 0;
  return async (count) => {
    if (buffer.length - at < count) {
      const rest = buffer.subarray(at);
      const next = Buffer.allocUnsafe(Math.max(CHUNK, count));
      rest.copy(next);
      let filled = rest.length;
      while (filled < count) {
        const { bytesRead } = await handle.read(next, filled, next.length - filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      [buffer, at] = [next.subarray(0, filled), 0];
    }
    const given = buffer.subarray(at, at + count);
    at += given.length;
    return given;
  };
}

/**
 * The records of a set, some at a time: `batch` at most, and no more than 32 MiB of them unless one alone has more. The
 * last may be a failure `exchange.not-changes`.
 */
export async function* recordsOf(
  { folder, meta }: OpenedChanges,
  batch: number,
): AsyncGenerator<Result<readonly MarkedRecord[]>> {
  const handle = await open(path.join(folder, CHANGES_PART), 'r');
  try {
    const take = inOrder(handle);
    let records: MarkedRecord[] = [];
    let held = 0;
    for (let n = 0; n < meta.records; n++) {
      const head = await take(4);
      const length = head.length < 4 ? MAX_RECORD + 1 : head.readUInt32BE(0);
      if (records.length === batch || (records.length > 0 && held + length > MAX_BATCH)) {
        yield ok(records);
        [records, held] = [[], 0];
      }
      const bytes = length > MAX_RECORD ? null : await take(length);
      const record = bytes?.length === length ? decodeChange(bytes) : undefined;
      if (record === undefined) return yield fail('exchange.not-changes');
      records.push(record);
      held += length;
    }
    if ((await take(1)).length > 0) return yield fail('exchange.not-changes');
    if (records.length > 0) yield ok(records);
  } finally {
    await handle.close();
  }
}
