import { open } from 'node:fs/promises';
import path from 'node:path';
import { readEpsg } from '../../shared/crs/parse-wkt.ts';
import { fatal } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FileRef } from './define-format.ts';
import { groupedFormat, type GroupedReading } from './grouped-layers.ts';
import { scanKml } from './kml-scan.ts';
import { kmlWriter } from './kml-writer.ts';
import { unpackInto } from './unpack.ts';
import { isZip, readZipDirectory } from './zip.ts';

export const isKmlName = (name: string): boolean => path.posix.extname(name).toLowerCase() === '.kml';

async function startsAsZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const head = new Uint8Array(4);
    await handle.read(head, 0, 4, 0);
    return isZip(head);
  } finally {
    await handle.close();
  }
}

/** The KML files of a KMZ: in the root by preference, which is where the one stands that programs show. */
async function documents(
  file: FileRef,
  signal: AbortSignal,
): Promise<Result<{ readonly name: string; readonly path: string }[]>> {
  const stem = file.name.replace(/\.[^.]+$/, '');
  if (!(await startsAsZip(file.path))) return ok([{ name: stem, path: file.path }]);
  const directory = await readZipDirectory(file.path);
  if (!directory.ok) return directory;
  const all = directory.value.filter(({ name }) => isKmlName(name));
  const wanted = all.map((entry, i) => ({ entry, name: `${i}.kml` }));
  const paths = await unpackInto(file.path, wanted, path.join(file.scratch, 'unpacked-kml'), signal);
  if (!paths.ok) return paths;
  if (paths.value.length === 0) return fail('kmz-empty');
  return ok(paths.value.map((one, i) => ({ name: all.length === 1 ? stem : all[i]!.name, path: one })));
}

/** How KML is read, plain or in an archive. */
export const kmlReading: GroupedReading = {
  crs: readEpsg(4326),
  scan: async function* (file, { signal, onShare }) {
    const found = await documents(file, signal);
    if (!found.ok) {
      if (!signal.aborted) yield { group: '', item: fatal(found.error.code, found.error.params) };
      return;
    }
    for (const one of found.value) {
      for await (const item of scanKml(one.path, one.name, { signal, onShare })) yield item;
    }
  },
};

/** KML as Google Earth and field apps write it. */
export const kmlFormat = groupedFormat(
  {
    id: 'kml',
    extensions: ['.kml'],
    recognises: (head) => /<(\w+:)?kml[\s>]/.test(Buffer.from(head).toString('latin1').replaceAll('\0', '')),
    writer: kmlWriter,
  },
  kmlReading,
);
