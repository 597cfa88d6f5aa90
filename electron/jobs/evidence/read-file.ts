import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { EvidenceRefusal, FoundEvidence } from '../../../shared/bridge/evidence-contract.ts';
import { evidenceType, HEAD_BYTES } from '../../../shared/photo/evidence-kind.ts';
import { PHOTO_BYTES, readPhoto } from '../../../shared/photo/read-photo.ts';
import { MAX_EVIDENCE_BYTES } from '../../../shared/photo/attachment.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ListedFile } from './list-files.ts';

const CHUNK = 1 << 20;

export type ReadFile =
  | { readonly found: Omit<FoundEvidence, 'known'> }
  | { readonly found: null; readonly why: EvidenceRefusal };

/** Reads up to `most` bytes of the beginning for their metadata while all of them are hashed. */
async function hashed(
  handle: FileHandle,
  most: number,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<{ sha256: string; size: number; head: ArrayBuffer } | null> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let size = 0;
  for (;;) {
    if (signal.aborted) return null;
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, size);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    if (size < most) kept.push(chunk.subarray(0, most - size));
    size += bytesRead;
    onBytes(bytesRead);
    // A file that grows while it is read is no evidence yet.
    if (size > MAX_EVIDENCE_BYTES) break;
  }
  const head = new Uint8Array(Buffer.concat(kept));
  return { sha256: hash.digest('hex'), size, head: head.buffer };
}

/**
 * Looks at one file: what it is by its first bytes, its hash, and what a photograph says of itself. Failure
 * `cancelled`.
 */
export async function readEvidenceFile(
  { path: file, name }: ListedFile,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Result<ReadFile>> {
  const refused = (why: EvidenceRefusal): Result<ReadFile> => ok({ found: null, why });
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch {
    return refused('unreadable');
  }
  try {
    const { size: told } = await handle.stat();
    if (told === 0) return refused('empty');
    const first = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(first, 0, HEAD_BYTES, 0);
    const type = evidenceType(first.subarray(0, bytesRead), name);
    if (type === null) return refused('not-evidence');
    if (told > MAX_EVIDENCE_BYTES) return refused('too-large');
    const jpeg = type.mime === 'image/jpeg';
    const isRead = type.kind === 'photo' && (jpeg || told <= PHOTO_BYTES.other);
    const most = isRead ? PHOTO_BYTES[jpeg ? 'jpeg' : 'other'] : 0;
    const all = await hashed(handle, most, signal, onBytes);
    if (all === null) return fail('cancelled');
    const { sha256, size, head } = all;
    if (size > MAX_EVIDENCE_BYTES) return refused('too-large');
    const facts = type.kind === 'photo' ? readPhoto(head) : null;
    return ok({ found: { name, ...type, size, sha256, facts } });
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return refused('unreadable');
  } finally {
    await handle.close();
  }
}
