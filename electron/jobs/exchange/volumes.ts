import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { BOX_MAGIC, VOLUME_MAGIC } from '../../../shared/exchange/box-header.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { clearLeftovers, temporaryPath } from '../io/temporary.ts';
import { writeAll } from '../../../shared/write-all.ts';

/*
 * A box is one stream of bytes, cut into volumes where a stick takes no larger files (FAT32: 4 GiB less one byte). The
 * first volume begins with the stream itself, each further one with `LANTUVOL`, the first 16 bytes of the hash of the
 * box's beginning, its number and whether it is the last.
 */

const MARK_BYTES = VOLUME_MAGIC.length + 16 + 4;
/** Bytes of the stream that name the box. */
const NAMED_BY = 64;

const volumeName = (target: string, number: number): string => `${target}.${String(number).padStart(3, '0')}`;

const nameOf = (first: Buffer): Buffer =>
  createHash('sha256').update(first.subarray(0, NAMED_BY)).digest().subarray(0, 16);

function markOf(name: Buffer, number: number): Buffer {
  const mark = Buffer.alloc(MARK_BYTES);
  mark.write(VOLUME_MAGIC, 'latin1');
  name.copy(mark, VOLUME_MAGIC.length);
  mark.writeUInt32BE(number, MARK_BYTES - 4);
  return mark;
}

/** Writes a stream into volumes under temporary names; `finish` gives them theirs, `discard` removes them. */
export interface VolumeWriter {
  write(bytes: Buffer): Promise<void>;
  /** All is written, and on the disk. */
  close(): Promise<void>;
  /**
   * The files, in order, once each is as long as what was given to it. One alone has the name of the target, several have
   * `.001`, `.002` ... behind it.
   */
  finish(): Promise<readonly string[]>;
  discard(): Promise<void>;
}

export function volumeWriter(target: string, most: number, token: string): VolumeWriter {
  const temporary: string[] = [];
  /** Bytes given to each of them. */
  const given: number[] = [];
  let handle: FileHandle | null = null;
  let room = 0;
  let beginning = Buffer.alloc(0);

  const close = async (): Promise<void> => {
    await handle?.sync();
    await handle?.close();
    handle = null;
  };
  const put = async (bytes: Buffer): Promise<void> => {
    await writeAll(handle!, bytes);
    given[given.length - 1]! += bytes.length;
    room -= bytes.length;
  };
  const next = async (): Promise<void> => {
    await close();
    const number = temporary.length + 1;
    if (number === 1) await clearLeftovers(target);
    const file = temporaryPath(target, `${token}.${number}`);
    temporary.push(file);
    given.push(0);
    handle = await open(file, 'wx');
    room = most;
    if (number === 1) return;
    await put(markOf(nameOf(beginning), number));
  };
  return {
    async write(bytes) {
      if (beginning.length < NAMED_BY)
        beginning = Buffer.concat([beginning, bytes.subarray(0, NAMED_BY - beginning.length)]);
      for (let at = 0; at < bytes.length;) {
        if (handle === null || room === 0) await next();
        const slice = bytes.subarray(at, at + room);
        await put(slice);
        at += slice.length;
      }
    },
    close,
    async finish() {
      await close();
      for (const [i, file] of temporary.entries()) {
        const { size } = await stat(file);
        if (size !== given[i])
          throw Object.assign(new Error(`${size} of ${given[i]} bytes are there`), { code: 'EIO' });
      }
      const names = temporary.length === 1 ? [target] : temporary.map((_, i) => volumeName(target, i + 1));
      // The first one last: a box without it is none.
      for (let i = temporary.length - 1; i >= 0; i--) await rename(temporary[i]!, names[i]!);
      return names;
    },
    async discard() {
      await handle?.close().catch(() => undefined);
      for (const file of temporary) await rm(file, { force: true });
    },
  };
}

/** Names that a box of this target would take or leave beside it: to be asked about before it is written. */
export async function takenNames(target: string): Promise<readonly string[]> {
  const own = path.basename(target);
  const names = await readdir(path.dirname(target)).catch(() => [] as string[]);
  return names.filter((name) => name === own || (name.startsWith(`${own}.`) && /\.\d{3}$/.test(name)));
}

/** The volumes that belong to a file a person picked, in order. Failure `exchange.volume-missing` (name). */
async function volumesOf(picked: string): Promise<Result<readonly string[]>> {
  const cut = /^(.*)\.(\d{3})$/.exec(picked);
  if (cut === null) return ok([picked]);
  const target = cut[1]!;
  const names = new Set(await takenNames(target));
  const out: string[] = [];
  for (let number = 1; ; number++) {
    const file = volumeName(target, number);
    if (!names.has(path.basename(file))) break;
    out.push(file);
  }
  const missing = [...names].some(
    (name) => !out.some((file) => path.basename(file) === name) && /\.\d{3}$/.test(name),
  );
  return out.length === 0 || missing
    ? fail('exchange.volume-missing', { name: path.basename(volumeName(target, out.length + 1)) })
    : ok(out);
}

/** Reads the stream of a box from its volumes. */
export interface VolumeReader {
  /** Bytes of all volumes. */
  readonly size: number;
  /** The next bytes; fewer where the stream ends. Failures as those of opening. */
  read(count: number): Promise<Result<Buffer>>;
  close(): Promise<void>;
}

/**
 * Opens a box by any of its volumes. Failures `exchange.cannot-read` (name), `exchange.not-box`,
 * `exchange.volume-missing` (name), `exchange.volume-foreign` (name).
 */
export async function openVolumes(picked: string): Promise<Result<VolumeReader>> {
  const found = await volumesOf(picked);
  if (!found.ok) return found;
  const files = found.value;
  let size = 0;
  try {
    for (const [i, file] of files.entries()) size += (await stat(file)).size - (i === 0 ? 0 : MARK_BYTES);
  } catch {
    return fail('exchange.cannot-read', { name: path.basename(picked) });
  }
  let beginning = Buffer.alloc(0);
  let [at, position] = [0, 0];
  let handle: FileHandle | null = null;

  const openNext = async (): Promise<Result<boolean>> => {
    await handle?.close();
    handle = null;
    const file = files[at];
    if (file === undefined) return ok(false);
    at += 1;
    try {
      handle = await open(file, 'r');
    } catch {
      return fail('exchange.cannot-read', { name: path.basename(file) });
    }
    position = 0;
    if (at === 1) return ok(true);
    const mark = Buffer.alloc(MARK_BYTES);
    const { bytesRead } = await handle.read(mark, 0, MARK_BYTES, 0);
    if (bytesRead < MARK_BYTES || !mark.equals(markOf(nameOf(beginning), at)))
      return fail('exchange.volume-foreign', { name: path.basename(file) });
    position = MARK_BYTES;
    return ok(true);
  };

  const first = await openNext();
  if (!first.ok) return first;
  return ok({
    size,
    async read(count) {
      const out = Buffer.alloc(count);
      let filled = 0;
      while (filled < count && handle !== null) {
        let bytesRead = 0;
        try {
          ({ bytesRead } = await handle.read(out, filled, count - filled, position));
        } catch {
          return fail('exchange.cannot-read', { name: path.basename(files[at - 1] ?? picked) });
        }
        if (bytesRead === 0) {
          const next = await openNext();
          if (!next.ok) return next;
          continue;
        }
        if (at === 1 && position < NAMED_BY)
          beginning = Buffer.concat([beginning, out.subarray(filled, filled + bytesRead)]).subarray(
            0,
            NAMED_BY,
          );
        filled += bytesRead;
        position += bytesRead;
      }
      return ok(out.subarray(0, filled));
    },
    close: async () => {
      await handle?.close();
      handle = null;
    },
  });
}

export const startsLikeBox = (bytes: Buffer): boolean =>
  bytes.subarray(0, BOX_MAGIC.length).toString('latin1') === BOX_MAGIC;
