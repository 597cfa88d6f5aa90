import { stat } from 'node:fs/promises';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { WrittenBox } from '../../../shared/bridge/exchange-contract.ts';
import type { BoxKind } from '../../../shared/exchange/box-header.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { HeldBoxes } from './held-boxes.ts';
import { sealParts, type BoxPart } from './write-box.ts';

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
 * @param waiting where a box waits that is to be held until it is kept that it goes out
 * @returns the files written, in order, and their bytes in all; none yet of a box that is held
 */
export async function sealBox(
  {
    path,
    uuid,
    passphrase,
    volumeBytes,
    held = false,
  }: {
    readonly path: string;
    readonly uuid: string;
    readonly passphrase: string | null;
    readonly volumeBytes: number;
    readonly held?: boolean | undefined;
  },
  kind: BoxKind,
  parts: readonly BoxPart[],
  size: number,
  waiting: HeldBoxes,
  call: CallContext,
): Promise<Result<WrittenBox>> {
  const onBytes = (done: number): void =>
    call.progress({
      share: Math.min(1, 0.4 + (0.6 * done) / Math.max(1, size)),
      stage: 'exchange.stage.seal',
    });
  const sealed = await sealParts(path, parts, {
    kind,
    uuid,
    passphrase,
    volumeBytes,
    signal: call.signal,
    onBytes,
  });
  if (!sealed.ok) return sealed;
  if (held) {
    waiting.add(uuid, sealed.value);
    return ok({ files: [], bytes: 0 });
  }
  return writtenBox(await sealed.value.keep());
}

/** The files of a box with their bytes in all. */
export async function writtenBox(files: Result<readonly string[]>): Promise<Result<WrittenBox>> {
  if (!files.ok) return files;
  let bytes = 0;
  for (const file of files.value) bytes += (await stat(file)).size;
  return ok({ files: files.value, bytes });
}
