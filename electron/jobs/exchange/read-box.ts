import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import {
  BOX_MAGIC,
  FRAME_BYTES,
  readHeader,
  type BoxHeader,
  type BoxKind,
} from '../../../shared/exchange/box-header.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { clearLeftovers, temporaryPath } from '../io/temporary.ts';
import { frameLock, overhead, unlock, type FrameLock } from './box-lock.ts';
import { openVolumes, startsLikeBox, type VolumeReader } from './volumes.ts';
import { LAST_FRAME } from './write-box.ts';

const MAX_HEADER = 64 * 1024;
/** Largest piece of a part; a writer makes far smaller ones. */
const MAX_PIECE = 4 << 20;
/** No more files than this are taken from a box. */
const MAX_PARTS = 100_000;
/** Names of parts: no folders, nothing hidden, nothing that a file system could take otherwise. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;

/** A box whose header has been read. */
interface OpenBox {
  readonly volumes: VolumeReader;
  readonly header: BoxHeader;
  readonly json: string;
}

async function openBox(file: string): Promise<Result<OpenBox>> {
  const volumes = await openVolumes(file);
  if (!volumes.ok) return volumes;
  const refuse = async <T>(result: Result<T>): Promise<Result<T>> => {
    await volumes.value.close();
    return result;
  };
  const start = await volumes.value.read(BOX_MAGIC.length + 4);
  if (!start.ok) return refuse(start);
  if (start.value.length < BOX_MAGIC.length + 4 || !startsLikeBox(start.value))
    return refuse(fail('exchange.not-box'));
  const length = start.value.readUInt32BE(BOX_MAGIC.length);
  if (length > MAX_HEADER) return refuse(fail('exchange.not-box'));
  const json = await volumes.value.read(length);
  if (!json.ok) return refuse(json);
  const text = json.value.toString('utf8');
  const header = readHeader(text);
  return header.ok ? ok({ volumes: volumes.value, header: header.value, json: text }) : refuse(header);
}

/** What a box says of itself without its passphrase. Failures as those of {@link readBox}. */
export async function peekBox(file: string): Promise<Result<BoxHeader>> {
  const box = await openBox(file);
  if (!box.ok) return box;
  await box.value.volumes.close();
  return ok(box.value.header);
}

/** The plain stream of a box, frame by frame; the last result may be a failure. */
async function* framesOf({ volumes, header }: OpenBox, lock: FrameLock): AsyncGenerator<Result<Buffer>> {
  const most = FRAME_BYTES + overhead(header.lock);
  for (let number = 0; ; number++) {
    const head = await volumes.read(4);
    if (!head.ok) return yield head;
    if (head.value.length < 4) return yield fail('exchange.cut-off');
    const marked = head.value.readUInt32BE(0);
    const isLast = marked >= LAST_FRAME;
    const length = isLast ? marked - LAST_FRAME : marked;
    if (length > most) return yield fail('exchange.damaged', { frame: number + 1 });
    const locked = await volumes.read(length);
    if (!locked.ok) return yield locked;
    if (locked.value.length < length) return yield fail('exchange.cut-off');
    const plain = lock.open(locked.value, number, isLast);
    if (plain === undefined) return yield fail('exchange.damaged', { frame: number + 1 });
    yield ok(plain);
    if (!isLast) continue;
    const more = await volumes.read(1);
    if (!more.ok) return yield more;
    if (more.value.length > 0) yield fail('exchange.damaged', { frame: number + 2 });
    return;
  }
}

/** Takes exact amounts out of a stream of frames. */
function taker(frames: AsyncGenerator<Result<Buffer>>) {
  let rest: Buffer = Buffer.alloc(0);
  const pull = async (): Promise<Result<boolean>> => {
    const next = await frames.next();
    if (next.done === true) return ok(false);
    if (!next.value.ok) return next.value;
    rest = rest.length === 0 ? next.value.value : Buffer.concat([rest, next.value.value]);
    return ok(true);
  };
  return {
    async take(count: number): Promise<Result<Buffer>> {
      while (rest.length < count) {
        const more = await pull();
        if (!more.ok) return more;
        if (!more.value) return fail('exchange.cut-off');
      }
      const out = rest.subarray(0, count);
      rest = rest.subarray(count);
      return ok(out);
    },
    /** Whether nothing follows. */
    async ended(): Promise<Result<boolean>> {
      if (rest.length > 0) return ok(false);
      const more = await pull();
      return more.ok ? ok(!more.value) : more;
    },
  };
}

interface ReadOptions {
  readonly passphrase: string | null;
  readonly signal: AbortSignal;
  /** What it must be for. */
  readonly kind: BoxKind;
  /** Bytes that the content may take, unpacked: the free space of the disk. */
  readonly most: number;
  onShare(share: number): void;
}

type Taker = ReturnType<typeof taker>;

/** Writes one part; how many bytes it has. */
async function writePart(
  stream: Taker,
  target: string,
  packed: boolean,
  room: number,
  options: ReadOptions,
): Promise<Result<number>> {
  const out = createWriteStream(target, { flags: 'wx' });
  const inflate = packed ? createInflateRaw() : null;
  const sink = inflate ?? out;
  let written = 0;
  let failure: Result<never> | null = null;
  if (inflate !== null) {
    inflate.on('data', (chunk: Buffer) => {
      written += chunk.length;
      // A box that unpacks to more than there is room for is stopped while it does.
      if (written > room) inflate.destroy(new Error('too large'));
    });
    inflate.pipe(out);
    inflate.on('error', () => {
      failure = written > room ? fail('exchange.too-large') : fail('exchange.damaged', { frame: 0 });
      out.destroy();
    });
  }
  const done = finished(out).catch((error: NodeJS.ErrnoException) => {
    failure ??= fail('exchange.cannot-write', { detail: error.code ?? 'EIO' });
  });
  for (;;) {
    if (options.signal.aborted) failure = fail('cancelled');
    if (failure !== null) break;
    const length = await stream.take(4);
    if (!length.ok) {
      failure = length;
      continue;
    }
    const bytes = length.value.readUInt32BE(0);
    if (bytes === 0) break;
    if (bytes > MAX_PIECE) failure = fail('exchange.damaged', { frame: 0 });
    else {
      const piece = await stream.take(bytes);
      if (!piece.ok) failure = piece;
      else {
        if (inflate === null) written += piece.value.length;
        if (written > room) failure = fail('exchange.too-large');
        else if (!sink.write(piece.value)) await Promise.race([once(sink, 'drain'), done]);
      }
    }
  }
  if (failure !== null) {
    inflate?.destroy();
    out.destroy();
    await done;
    return failure;
  }
  sink.end();
  await done;
  return failure ?? ok(written);
}

/**
 * Unpacks a box into a folder that does not exist yet: every frame is proved before its content is believed, and the
 * folder appears whole or not at all.
 *
 * Failures: `exchange.not-box`, `exchange.newer`, `exchange.passphrase-needed`, `exchange.wrong-passphrase`,
 * `exchange.damaged` (frame), `exchange.cut-off`, `exchange.volume-missing` (name), `exchange.volume-foreign` (name),
 * `exchange.too-large`, `exchange.cannot-write` (detail), `exchange.exists` (name), `cancelled`.
 */
export async function readBox(
  file: string,
  folder: string,
  options: ReadOptions,
): Promise<Result<{ readonly header: BoxHeader; readonly names: readonly string[] }>> {
  const opened = await openBox(file);
  if (!opened.ok) return opened;
  const box = opened.value;
  const parent = path.dirname(folder);
  let temporary: string | null = null;
  try {
    if (box.header.kind !== options.kind)
      return fail(options.kind === 'field' ? 'exchange.not-field-box' : 'exchange.not-changes');
    const key = await unlock(box.header.lock, options.passphrase);
    if (!key.ok) return key;
    await mkdir(parent, { recursive: true });
    await clearLeftovers(folder);
    const made = temporaryPath(folder, randomUUID());
    await mkdir(made);
    temporary = made;
    const stream = taker(framesOf(box, frameLock(key.value, box.json)));
    const names: string[] = [];
    let room = options.most;
    for (;;) {
      const head = await stream.take(2);
      if (!head.ok) return head;
      const length = head.value.readUInt16BE(0);
      if (length === 0) break;
      const rest = await stream.take(1 + length);
      if (!rest.ok) return rest;
      const name = rest.value.toString('utf8', 1);
      if (!NAME.test(name) || names.includes(name) || names.length >= MAX_PARTS)
        return fail('exchange.damaged', { frame: 0 });
      const written = await writePart(stream, path.join(temporary, name), rest.value[0] === 1, room, options);
      if (!written.ok) return written;
      room -= written.value;
      names.push(name);
      options.onShare(Math.min(1, (options.most - room) / Math.max(1, box.volumes.size)));
    }
    const ended = await stream.ended();
    if (!ended.ok) return ended;
    if (!ended.value) return fail('exchange.damaged', { frame: 0 });
    // What is thrown away after a look need not outlive a power cut.
    for (const name of options.kind === 'field' ? names : []) {
      const handle = await open(path.join(temporary, name), 'r');
      await handle.sync();
      await handle.close();
    }
    await rename(temporary, folder);
    temporary = null;
    return ok({ header: box.header, names });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTEMPTY')
      return fail('exchange.exists', { name: path.basename(folder) });
    if (code === undefined) throw error;
    return fail('exchange.cannot-write', { detail: code });
  } finally {
    await box.volumes.close();
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}
