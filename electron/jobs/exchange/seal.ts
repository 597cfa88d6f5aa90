import { stat } from 'node:fs/promises';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { BoxKind } from '../../../shared/exchange/box-header.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { writeBox, type BoxPart } from './write-box.ts';

const CLASSIFICATIONS = ['public', 'internal', 'secret'] as const;

/** What everything that goes out says of the blueprint it comes from. A blueprint without a mark is internal. */
export function originOf(reader: Reader) {
  const marked = reader.info('classification');
  return {
    county: { code: reader.info('county_code') ?? '', name: reader.info('county_name') ?? '' },
    classification: CLASSIFICATIONS.find((one) => one === marked) ?? ('internal' as const),
  };
}

/**
 * Seals parts in a box, as the last three fifths of a job. Failures as those of writing a box.
 *
 * @param size bytes of the parts, about, for the progress
 * @returns the files written, in order, and their bytes in all
 */
export async function sealBox(
  {
    path,
    uuid,
    passphrase,
    volumeBytes,
  }: {
    readonly path: string;
    readonly uuid: string;
    readonly passphrase: string | null;
    readonly volumeBytes: number;
  },
  kind: BoxKind,
  parts: readonly BoxPart[],
  size: number,
  call: CallContext,
): Promise<Result<{ readonly files: readonly string[]; readonly bytes: number }>> {
  const onBytes = (done: number): void =>
    call.progress({
      share: Math.min(1, 0.4 + (0.6 * done) / Math.max(1, size)),
      stage: 'exchange.stage.seal',
    });
  const written = await writeBox(path, parts, {
    kind,
    uuid,
    passphrase,
    volumeBytes,
    signal: call.signal,
    onBytes,
  });
  if (!written.ok) return written;
  let bytes = 0;
  for (const file of written.value) bytes += (await stat(file)).size;
  return ok({ files: written.value, bytes });
}
