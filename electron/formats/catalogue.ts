import { open } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { boundaryPointsFormat } from './boundary-points.format.ts';
import { csvFormat } from './csv.format.ts';
import type { Format } from './define-format.ts';
import { geojsonFormat } from './geojson.format.ts';
import { geopackageFormat } from './geopackage.format.ts';
import { shapefileFormat } from './shapefile.format.ts';
import { xlsxFormat } from './xlsx.format.ts';

/** All formats. To add one, write its file and list it here. */
export const FORMATS: readonly Format[] = [
  geojsonFormat,
  geopackageFormat,
  // Before the shapefile, which takes every other archive.
  xlsxFormat,
  boundaryPointsFormat,
  shapefileFormat,
  // After all formats that are texts with a structure of their own.
  csvFormat,
];

const HEAD_BYTES = 1024;
/** Files that stand beside a `.shp` and are often picked in its place. */
const SHAPEFILE_PARTS = ['.dbf', '.shx', '.prj', '.cpg', '.sbn', '.sbx', '.qix'];

/**
 * The format of a file by its content; the name only helps to say what is wrong.
 *
 * @returns failures `import.not-found`, `import.unreadable`, `import.empty-file`, `import.pick-shp`, `import.unknown-format`
 */
export async function detectFormat(file: string): Promise<Result<Format>> {
  const name = path.basename(file);
  let head: Uint8Array;
  try {
    const handle = await open(file, 'r');
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) return fail('import.unknown-format', { file: name });
      const buffer = new Uint8Array(HEAD_BYTES);
      const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
      head = buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? fail('import.not-found', { file: name })
      : fail('import.unreadable', { file: name, cause: code });
  }
  if (head.length === 0) return fail('import.empty-file', { file: name });
  const extension = path.extname(name).toLowerCase();
  if (SHAPEFILE_PARTS.includes(extension)) return fail('import.pick-shp', { file: name });
  const format = FORMATS.find((one) => one.recognises(head, extension));
  if (format) return ok(format);
  const named = FORMATS.find((one) => one.extensions.includes(extension));
  return named
    ? fail('import.wrong-content', { file: name, format: named.id })
    : fail('import.unknown-format', { file: name });
}
