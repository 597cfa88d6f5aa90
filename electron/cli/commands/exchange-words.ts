import path from 'node:path';
import type { Box } from '../../../shared/geometry/packed.ts';
import { FAT32_BYTES } from '../../../shared/exchange/box-header.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { takenNames } from '../../jobs/exchange/volumes.ts';
import type { Line } from '../command-line.ts';
import { passphraseOf } from './package-request.ts';

/** An area given as `west,south,east,north`. */
export function boxOf(value: string): Result<Box> {
  const sides = value.split(',').map((side) => Number(side.trim()));
  const [west, south, east, north] = sides as [number, number, number, number];
  return sides.length === 4 && sides.every(Number.isFinite) && west < east && south < north
    ? ok([west, south, east, north])
    : fail('exchange.bbox', { value });
}

/** How a box is to be written, and that nothing of its name is there yet. */
export async function boxWords(
  line: Line,
  target: string,
): Promise<Result<{ path: string; passphrase: string | null; volumeBytes: number }>> {
  const passphrase = await passphraseOf(line);
  if (!passphrase.ok) return passphrase;
  const file = path.resolve(target);
  const [taken] = await takenNames(file);
  if (taken !== undefined) return fail('exchange.exists', { name: taken });
  return ok({
    path: file,
    passphrase: passphrase.value,
    volumeBytes: FAT32_BYTES,
  });
}
