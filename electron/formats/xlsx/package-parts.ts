import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { FileRef } from '../define-format.ts';
import { readZipDirectory, unpackEntry, type ZipEntry } from '../zip.ts';
import { XLSX_LIMITS } from './limits.ts';

/** The parts of a workbook file. */
export interface PackageParts {
  has(part: string): boolean;
  /**
   * The path of a part, unpacked into the job's folder under a plain number; null when there is none.
   *
   * @returns failures `xlsx-broken`, `xlsx-too-large`, those of zip.ts, `cancelled`
   */
  unpack(part: string, signal: AbortSignal): Promise<Result<string | null>>;
}

/** Zip's words are about archives with shapefiles; what they mean here is said in the words of workbooks. */
const OWN_CODES: Readonly<Record<string, string>> = {
  'zip-broken': 'xlsx-broken',
  'zip-too-large': 'xlsx-too-large',
  'zip-too-many': 'xlsx-broken',
  'zip-encrypted': 'xlsx-encrypted',
};

const named = <T>(result: Result<T>): Result<T> =>
  result.ok ? result : fail(OWN_CODES[result.error.code] ?? result.error.code, { ...result.error.params });

/** Part names differ in case between writers and do not count in it. */
const keyOf = (part: string): string => part.replace(/^\/+/, '').toLowerCase();

/** @returns failures `xlsx-broken`, `xlsx-too-large` and those of zip.ts */
export async function openPackage(file: FileRef): Promise<Result<PackageParts>> {
  const directory = named(await readZipDirectory(file.path));
  if (!directory.ok) return directory;
  const entries = new Map<string, { readonly entry: ZipEntry; readonly at: number }>();
  for (const [at, entry] of directory.value.entries()) {
    if (!entries.has(keyOf(entry.name))) entries.set(keyOf(entry.name), { entry, at });
  }
  const folder = path.join(file.scratch, 'workbook');
  let unpackedBytes = 0;
  return ok({
    has: (part) => entries.has(keyOf(part)),
    unpack: async (part, signal) => {
      const found = entries.get(keyOf(part));
      if (found === undefined) return ok(null);
      const target = path.join(folder, `${found.at}.xml`);
      if (existsSync(target)) return ok(target);
      if (found.entry.size > XLSX_LIMITS.partBytes || unpackedBytes + found.entry.size > XLSX_LIMITS.bytes)
        return fail('xlsx-too-large');
      unpackedBytes += found.entry.size;
      await mkdir(folder, { recursive: true });
      const done = named(await unpackEntry(file.path, found.entry, target, signal));
      if (done.ok) return ok(target);
      await rm(target, { force: true });
      return done;
    },
  });
}
