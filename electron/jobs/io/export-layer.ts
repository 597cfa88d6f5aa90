import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { FeatureRecord, FieldValue } from '../../../shared/model/record.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { FORMATS } from '../../formats/catalogue.ts';
import type { Reader } from '../../store/read/reader.ts';
import { createBreather } from './scratch.ts';

async function* recordsOf(
  reader: Reader,
  layer: string,
  total: number,
  call: CallContext,
): AsyncGenerator<FeatureRecord> {
  const breathe = createBreather();
  let done = 0;
  for await (const batch of reader.scan({ layer, order: 'fid' })) {
    for (let i = 0; i < batch.fids.length; i++) {
      const fields: Record<string, FieldValue> = {};
      for (const [name, values] of Object.entries(batch.fields)) fields[name] = values[i] ?? null;
      yield {
        layer,
        uid: batch.uids[i] ?? '',
        fid: batch.fids[i] ?? 0,
        rev: batch.revs[i] ?? 0,
        fields,
        geometry: batch.geometries[i] ?? null,
      };
    }
    done += batch.fids.length;
    call.progress({ share: total > 0 ? Math.min(1, done / total) : null, stage: 'import.stage.export' });
    await breathe();
  }
}

/**
 * Writes a layer to a new file. It is written under another name beside its place and renamed when it is complete, so
 * that a crash or a full disk leaves the old file as it was.
 */
export async function exportLayer(
  reader: Reader,
  target: { readonly layer: string; readonly format: string; readonly path: string },
  call: CallContext,
): Promise<Result<{ features: number }>> {
  const state = reader.layers().find(({ schema }) => schema.id === target.layer);
  if (state === undefined) return fail('import.layer-unknown', { layer: target.layer });
  const format = FORMATS.find((one) => one.id === target.format);
  if (format?.write === undefined) return fail('export.format', { format: target.format });
  const temporary = path.join(
    path.dirname(target.path),
    `.${path.basename(target.path)}.${randomUUID()}.tmp`,
  );
  try {
    const records = recordsOf(reader, target.layer, state.count, call);
    const written = await format.write(records, temporary, { schema: state.schema, signal: call.signal });
    if (!written.ok) return written;
    await rename(temporary, target.path);
    return ok({ features: written.value.features });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(target.path), cause: code });
  } finally {
    await rm(temporary, { force: true });
  }
}
