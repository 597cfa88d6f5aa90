import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { ChangesPacked, ChangesRequest } from '../../../shared/bridge/exchange-contract.ts';
import { encodeChange, type MarkedRecord } from '../../../shared/exchange/change-codec.ts';
import {
  CHANGES_PART,
  readField,
  META_PART,
  type ChangeSetMeta,
  type FieldPackage,
} from '../../../shared/exchange/change-set.ts';
import type { ChangedRecord, Existing } from '../../../shared/merge/types.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { HeldBoxes } from './held-boxes.ts';
import { originOf, sealBox } from './seal.ts';
import type { BoxPart } from './write-box.ts';

/** Tables of our own whose records are exchanged: what people said, tasks and evidence. */
export const EXCHANGED_TABLES = ['lantu_memory', 'lantu_task', 'lantu_attachment'] as const;

/** The package a blueprint works with in the field; null for one of an office. */
export const fieldOf = (reader: Reader): FieldPackage | null => readField(reader.info('field_package'));

/** As many marks as a set may have; who took an older one is asked about all that came since. */
const MOST_MARKS = 1000;

const keyOf = ({ ref }: ChangedRecord): string => `${ref.table} ${ref.uid}`;

/**
 * Each change with what the record was at earlier marks, where that is not what it is now. What was made and sent and
 * is gone again comes too, as nothing that was there at a mark: who took it then has it still.
 */
function marked(
  reader: Reader,
  tables: readonly string[],
  from: number,
  marks: readonly number[],
): MarkedRecord[] {
  const at = marks.map((seq) => {
    const changes = [...reader.changesSince(seq, tables)];
    return { seq, changes, bases: new Map(changes.map((one): [string, Existing] => [keyOf(one), one.base])) };
  });
  const since = [...reader.changesSince(from, tables)];
  const known = new Set(since.map(keyOf));
  const gone = new Map<string, ChangedRecord>();
  for (const { changes } of at)
    for (const one of changes)
      if (!known.has(keyOf(one))) gone.set(keyOf(one), { ref: one.ref, base: null, theirs: null });
  return [...since, ...gone.values()].map((one) => ({
    ...one,
    marks: at.flatMap(({ seq, bases }) => {
      const state = bases.get(keyOf(one));
      return state === undefined ? [] : [{ seq, state }];
    }),
  }));
}

async function writeChanges(
  file: string,
  records: readonly MarkedRecord[],
  call: CallContext,
): Promise<void> {
  const out = createWriteStream(file, { flags: 'wx' });
  const done = finished(out);
  for (const [i, record] of records.entries()) {
    const bytes = encodeChange(record);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(bytes.length);
    out.write(head);
    if (!out.write(bytes)) await Promise.race([once(out, 'drain'), done]);
    if (i % 500 === 0) call.progress({ share: (0.4 * i) / records.length, stage: 'exchange.stage.gather' });
  }
  out.end();
  await done;
}

/** The evidence that the changes bring, by hash, with its length; what the file does not have is left out. */
function evidenceOf(reader: Reader, records: readonly MarkedRecord[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const { ref, theirs } of records) {
    if (ref.table !== 'lantu_attachment' || theirs === null) continue;
    for (const column of ['sha256', 'preview_sha256']) {
      const sha256 = theirs.fields[column];
      const length = typeof sha256 === 'string' && !out.has(sha256) ? reader.blobSize(sha256) : null;
      if (typeof sha256 === 'string' && length !== null) out.set(sha256, length);
    }
  }
  return out;
}

/**
 * Seals what has changed in the open blueprint since a step in a box: for a file that works in the field, everything
 * that was done there.
 *
 * @returns failures `exchange.nothing-changed`, `exchange.not-field`, those of writing a box
 */
export async function packChanges(
  reader: Reader,
  request: ChangesRequest,
  scratch: string,
  waiting: HeldBoxes,
  call: CallContext,
): Promise<Result<ChangesPacked>> {
  const field = fieldOf(reader);
  if (request.since === null && field === null) return fail('exchange.not-field');
  const from = request.since ?? 0;
  const held = await reader.at();
  try {
    const layers = reader.schemas().flatMap(({ id, readOnly }) => (readOnly ? [] : [id]));
    const marks = reader
      .sentSteps()
      .filter((seq) => seq > from && seq < held.rev)
      .slice(-MOST_MARKS);
    const records = marked(reader, [...layers, ...EXCHANGED_TABLES], from, marks);
    if (records.length === 0) return fail('exchange.nothing-changed');
    const evidence = evidenceOf(reader, records);
    const meta: ChangeSetMeta = {
      uuid: request.uuid,
      name: request.name,
      blueprint: field?.blueprint ?? reader.blueprintId(),
      ...originOf(reader),
      schema: reader.fileSchema(),
      from,
      to: held.rev,
      toId: reader.changeId(held.rev) ?? '',
      marks: marks.map((seq) => ({ seq, id: reader.changeId(seq) ?? '' })),
      field,
      author: request.author,
      time: new Date().toISOString(),
      records: records.length,
      blobs: evidence.size,
    };
    const [metaFile, changesFile] = [path.join(scratch, META_PART), path.join(scratch, CHANGES_PART)];
    await writeFile(metaFile, JSON.stringify(meta));
    await writeChanges(changesFile, records, call);
    const parts: BoxPart[] = [
      { name: META_PART, path: metaFile, packed: true },
      { name: CHANGES_PART, path: changesFile, packed: true },
    ];
    let size = (await stat(changesFile)).size;
    for (const [sha256, length] of evidence) {
      size += length;
      parts.push({ name: sha256, bytes: () => reader.blob(sha256) ?? new Uint8Array(0) });
    }
    const sealed = await sealBox(request, 'changes', parts, size, waiting, call);
    return sealed.ok ? ok({ meta, ...sealed.value }) : sealed;
  } finally {
    held.release();
  }
}
