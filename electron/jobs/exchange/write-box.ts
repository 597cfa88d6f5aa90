import { createReadStream } from 'node:fs';
import { createDeflateRaw } from 'node:zlib';
import {
  BOX_FORMAT,
  BOX_MAGIC,
  FRAME_BYTES,
  type BoxHeader,
  type BoxKind,
} from '../../../shared/exchange/box-header.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { frameLock, newLock, type Cost } from './box-lock.ts';
import { volumeWriter } from './volumes.ts';

/** What goes into a box under a plain name, without folders: a file, or bytes that are asked for when their turn comes. */
export type BoxPart =
  | {
      readonly name: string;
      readonly path: string;
      /** Worth packing: photographs are not. */
      readonly packed: boolean;
    }
  | { readonly name: string; readonly bytes: () => Uint8Array };

export interface BoxOptions {
  readonly kind: BoxKind;
  readonly uuid: string;
  /** Null: not locked. */
  readonly passphrase: string | null;
  /** What trying a passphrase costs; the full cost when absent. */
  readonly cost?: Cost;
  /** Largest volume, bytes. */
  readonly volumeBytes: number;
  readonly signal: AbortSignal;
  /** Bytes of the parts read so far. */
  onBytes(done: number): void;
}

/*
 * Stream of a box: magic, length of the header (uint32, big-endian), header (JSON), then frames: length of what is
 * locked (uint32; the highest bit marks the last frame) and the locked bytes. Inside the frames: for each part the
 * length of its name (uint16; 0 ends the box), a byte that says whether it is packed (raw deflate), its name, and its
 * content in pieces of length (uint32; 0 ends the part) and bytes.
 */

const uint32 = (value: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value >>> 0);
  return out;
};

export const LAST_FRAME = 0x8000_0000;

/** Content of a part in pieces. */
async function* piecesOf(part: BoxPart, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  if ('bytes' in part) {
    const { buffer, byteOffset, length } = part.bytes();
    for (let at = 0; at < length; at += FRAME_BYTES) {
      const size = Math.min(FRAME_BYTES, length - at);
      onBytes(size);
      yield Buffer.from(buffer, byteOffset + at, size);
    }
    return;
  }
  const { path, packed } = part;
  const plain = createReadStream(path, { highWaterMark: 256 * 1024 });
  plain.on('data', (chunk) => onBytes(chunk.length));
  const stream = packed ? plain.pipe(createDeflateRaw({ level: 6 })) : plain;
  // An error of the source does not pass through a pipe by itself.
  plain.on('error', (error) => stream.destroy(error));
  for await (const chunk of stream) yield chunk as Buffer;
}

async function* streamOf(
  parts: readonly BoxPart[],
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const head = Buffer.alloc(3);
    head.writeUInt16BE(name.length);
    head[2] = 'packed' in part && part.packed ? 1 : 0;
    yield Buffer.concat([head, name]);
    for await (const piece of piecesOf(part, onBytes)) {
      if (piece.length > 0) yield Buffer.concat([uint32(piece.length), piece]);
    }
    yield uint32(0);
  }
  yield Buffer.from([0, 0]);
}

/** A box that is whole under temporary names. */
export interface SealedBox {
  /** Gives it its names; the files, in order. Failure `exchange.cannot-write` (detail); then nothing is left of it. */
  keep(): Promise<Result<readonly string[]>>;
  discard(): Promise<void>;
}

/** The failure that an error of the file system is; others are bugs. */
function cannotWrite(error: unknown): Result<never> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return fail('exchange.cannot-write', { detail: code });
}

/**
 * Writes files into a box, sealed frame by frame, so that nothing of any size is held in memory. Until it is kept it
 * has temporary names; a failure or a crash leaves nothing under the name of the target.
 *
 * Failures `cancelled`, `exchange.cannot-write` (detail).
 */
export async function sealParts(
  target: string,
  parts: readonly BoxPart[],
  options: BoxOptions,
): Promise<Result<SealedBox>> {
  const { lock, key } = await newLock(options.passphrase, options.cost);
  const header: BoxHeader = { format: BOX_FORMAT, kind: options.kind, uuid: options.uuid, lock };
  const json = JSON.stringify(header);
  const frames = frameLock(key, json);
  const volumes = volumeWriter(target, options.volumeBytes, options.uuid);
  let done = 0;
  let finished = false;
  try {
    const head = Buffer.from(json, 'utf8');
    await volumes.write(Buffer.concat([Buffer.from(BOX_MAGIC, 'latin1'), uint32(head.length), head]));
    let waiting: Buffer[] = [];
    let length = 0;
    let number = 0;
    const flush = async (isLast: boolean): Promise<void> => {
      const all = Buffer.concat(waiting);
      let at = 0;
      while (all.length - at >= FRAME_BYTES || (isLast && at <= all.length)) {
        const slice = all.subarray(at, at + FRAME_BYTES);
        at += slice.length;
        const ends = isLast && at === all.length;
        const locked = frames.close(slice, number, ends);
        await volumes.write(Buffer.concat([uint32(locked.length + (ends ? LAST_FRAME : 0)), locked]));
        number += 1;
        if (ends) break;
      }
      waiting = [all.subarray(at)];
      length = all.length - at;
    };
    for await (const bytes of streamOf(parts, (count) => options.onBytes((done += count)))) {
      if (options.signal.aborted) return fail('cancelled');
      waiting.push(bytes);
      length += bytes.length;
      if (length >= FRAME_BYTES) await flush(false);
    }
    await flush(true);
    await volumes.close();
    finished = true;
    return ok({
      keep: async () => {
        try {
          return ok(await volumes.finish());
        } catch (error) {
          await volumes.discard();
          return cannotWrite(error);
        }
      },
      discard: () => volumes.discard(),
    });
  } catch (error) {
    return cannotWrite(error);
  } finally {
    if (!finished) await volumes.discard();
  }
}

/** Writes files into a box and gives it its name. @returns the files written, in order; failures as of `sealParts` */
export async function writeBox(
  target: string,
  parts: readonly BoxPart[],
  options: BoxOptions,
): Promise<Result<readonly string[]>> {
  const sealed = await sealParts(target, parts, options);
  return sealed.ok ? sealed.value.keep() : sealed;
}
