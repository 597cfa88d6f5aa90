import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { MAX_EVIDENCE_BYTES } from '../../../shared/photo/attachment.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { caught, stop } from '../errors.ts';
import type { Session } from './session.ts';
import { slices } from './slices.ts';

/** Bytes written in one transaction: the log does not grow far beyond it. */
const BATCH_BYTES = 32 << 20;

/**
 * Keeps files of evidence in the blueprint by their hash. They are only ever added and nothing speaks of them until a
 * change does, so this is no step of the history; what is kept already is not kept twice.
 *
 * @returns how many were new; failures `store.blob-changed` (path) for a file that is not what its hash says,
 * `store.blob-too-large` (path), `store.opened-read-only`
 */
export async function keepBlobs(
  session: Session,
  files: readonly { readonly path: string; readonly sha256: string }[],
): Promise<Result<number>> {
  if (session.readOnly) return fail('store.opened-read-only');
  const { db } = session;
  const known = db.prepare('SELECT 1 FROM lantu_blob WHERE sha256 = ?');
  const insert = db.prepare('INSERT OR IGNORE INTO lantu_blob (sha256, size, content) VALUES (?, ?, ?)');
  let added = 0;
  const slice = slices();
  let batch: { sha256: string; content: Buffer }[] = [];
  let bytes = 0;
  const write = db.transaction((rows: typeof batch) => {
    for (const { sha256, content } of rows) added += insert.run(sha256, content.length, content).changes;
  });
  const flush = (): void => {
    if (batch.length > 0) write(batch);
    batch = [];
    bytes = 0;
  };
  return caught(async () => {
    for (const { path, sha256 } of files) {
      if (known.get(sha256) !== undefined) continue;
      if (fs.statSync(path).size > MAX_EVIDENCE_BYTES) stop('store.blob-too-large', { path });
      const content = fs.readFileSync(path);
      if (createHash('sha256').update(content).digest('hex') !== sha256) stop('store.blob-changed', { path });
      batch.push({ sha256, content });
      bytes += content.length;
      if (bytes >= BATCH_BYTES) flush();
      if (slice.due()) await slice.pause();
    }
    flush();
    return added;
  });
}
