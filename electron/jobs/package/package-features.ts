import path from 'node:path';
import type { RawFeature } from '../../../shared/import/raw.ts';
import type { ManifestLayer, ManifestVector } from '../../../shared/package/manifest.ts';
import { readFeature, type PackageFeature } from '../../../shared/package/read-feature.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { FORMATS } from '../../formats/catalogue.ts';
import { wholeGeopackage } from '../../formats/geopackage.format.ts';
import type { FileRef, Format } from '../../formats/define-format.ts';

/** Vector data of a package where it can be read. */
export interface PlacedVector {
  readonly format: Format;
  readonly file: FileRef;
  readonly vector: ManifestVector;
}

/** The format by which vector data are read; undefined for one that this product cannot read. */
export const readerOf = (id: string): Format | undefined =>
  id === wholeGeopackage.id ? wholeGeopackage : FORMATS.find((format) => format.id === id);

/** @param folder where the entries of the package are */
export function placeVector(
  vector: ManifestVector,
  folder: string,
  scratch: string,
): PlacedVector | undefined {
  const format = readerOf(vector.format);
  const file = path.join(folder, ...vector.path.split('/'));
  return format && { format, vector, file: { path: file, name: path.basename(file), scratch } };
}

const rawOptions = (table: string, signal: AbortSignal) => ({
  layer: table,
  encoding: 'utf-8',
  signal,
  onShare: () => {},
});

/**
 * The raw features of a table. A failure is either of one feature (`feature`, its number, in the params) or of the
 * file, which is then the last: `unreadable`.
 */
export async function* rawFeatures(
  { format, file }: PlacedVector,
  table: string,
  signal: AbortSignal,
): AsyncGenerator<Result<RawFeature>> {
  for await (const item of format.read(file, rawOptions(table, signal))) {
    if (item.kind === 'feature') yield { ok: true, value: item };
    else if (item.fatal) {
      yield fail('unreadable', { cause: item.code });
      return;
    } else if (item.refused)
      yield fail(`import.${item.code}`, { ...item.params, feature: item.feature ?? 0, file: file.name });
  }
}

/** The features of a layer as they stood in the blueprint the package comes from. Failures as of `rawFeatures`. */
export async function* packageFeatures(
  placed: PlacedVector,
  layer: ManifestLayer,
  signal: AbortSignal,
): AsyncGenerator<Result<PackageFeature>> {
  const table = placed.vector.layers.find((one) => one.layer === layer.id)?.table;
  if (table === undefined) return;
  for await (const raw of rawFeatures(placed, table, signal)) {
    if (!raw.ok) yield raw;
    else {
      const feature = readFeature(raw.value, layer);
      yield feature.ok
        ? feature
        : fail(feature.error.code, { ...feature.error.params, feature: raw.value.number });
    }
  }
}
