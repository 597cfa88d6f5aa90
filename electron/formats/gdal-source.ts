import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readWkt, NO_CRS, type CrsReading } from '../../shared/crs/parse-wkt.ts';
import { noticed, type Problem } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Gdal, GdalLayer, GdalSource } from '../gis/gdal-client.ts';
import type { FileRef } from './define-format.ts';

/** One data set of a file: most files are one, an archive may hold several. */
export interface GdalPart {
  /** Put before the names of its layers; empty where there is one part alone. */
  readonly prefix: string;
  /** Name of its one layer, where the format itself gives it none but that of the file. */
  readonly title?: string;
  /** What its texts are read with, where the format leaves a choice. */
  readonly encoding?: string;
  readonly source: GdalSource;
  /** Settings of GDAL while it is read. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How a format lets GDAL read its files. */
export interface GdalReading {
  /**
   * Makes the data sets of a file ready: unpacks, looks for what GDAL must not see.
   *
   * @returns failures without the `import.` before them
   */
  open(
    file: FileRef,
    options: { readonly encoding: string | null; readonly signal: AbortSignal },
  ): Promise<Result<readonly GdalPart[]>>;
  /** The system of a layer; what GDAL says without. */
  readonly crs?: (layer: GdalLayer) => CrsReading;
  /** Names of tables that are the format's own and no layers. */
  readonly hidden?: RegExp;
  /** What is to be said of a part beyond its layers. */
  readonly remarks?: (gdal: Gdal, part: GdalPart) => Promise<Problem[]>;
  /** What a moment (ISO 8601, with an offset where the file has one) is where GDAL does not give it as it stands there. */
  readonly moment?: (text: string) => string;
}

/** A layer that can be read. */
export interface GdalTable {
  /** Unique in the file. */
  readonly name: string;
  readonly part: GdalPart;
  readonly layer: GdalLayer;
}

/** Most errors of GDAL that are passed on; the rest are of the same kind. */
const MAX_SAID = 3;

/** What GDAL complained of, as notes. */
export function saidNotes(errors: readonly string[], layer: string): Problem[] {
  const different = [...new Set(errors)].slice(0, MAX_SAID);
  return different.map((message) => noticed(null, 'gdal-said', { layer, message }));
}

/** The system that GDAL says a layer is in. */
export function crsOfLayer(layer: GdalLayer): CrsReading {
  const wkt = layer.geometryFields[0]?.coordinateSystem?.wkt;
  return wkt === undefined ? NO_CRS : readWkt(wkt);
}

/**
 * The layers of a file that have shapes, with notes about those that are left out: tables without shapes, and names
 * that come twice, of which GDAL could give one alone.
 */
export async function tablesOf(
  gdal: Gdal,
  parts: readonly GdalPart[],
  hidden?: RegExp,
): Promise<Result<{ readonly tables: readonly GdalTable[]; readonly notes: readonly Problem[] }>> {
  const tables: GdalTable[] = [];
  const notes: Problem[] = [];
  const names = new Set<string>();
  for (const part of parts) {
    const answer = await gdal.info(part.source);
    if (!answer.ok) return answer;
    notes.push(...saidNotes(answer.value.said.errors, part.prefix));
    for (const layer of answer.value.info.layers) {
      if (hidden?.test(layer.name) === true) continue;
      const own = part.title ?? layer.name;
      const name = part.prefix === '' ? own : `${part.prefix}/${own}`;
      if (layer.geometryFields.length === 0)
        notes.push(noticed(null, 'layer-no-shapes', { layer: name }, 'info'));
      else if (names.has(name)) notes.push(noticed(null, 'layer-twice', { layer: name }));
      else tables.push({ name, part, layer });
      names.add(name);
    }
  }
  return ok({ tables, notes });
}

/** Key and geometry column of the files that pass through: no field of a source is called so. */
export const PASSING_KEY = 'lantu passing key';
export const PASSING_GEOMETRY = 'lantu passing geometry';
export const PASSING_TABLE = 'passing';

/** The layer as a word that cannot be taken for an option. */
const layerWords = ({ name }: GdalLayer): string[] =>
  name.startsWith('-') ? ['-sql', `SELECT * FROM "${name.replaceAll(/["\\]/g, '\\$&')}"`] : [name];

/** What GDAL complained of when it made the passing files of a job, by their paths: it says so once, and more than one reads. */
const complaints = new WeakMap<FileRef, Map<string, readonly string[]>>();

/**
 * The features of a layer as the one table of a GeoPackage in the job's folder, made once.
 *
 * @param limit how many of the first features; null for all
 * @returns path of the file, and what GDAL complained of when it made it, each time anew
 */
export async function passThrough(
  gdal: Gdal,
  file: FileRef,
  table: GdalTable,
  limit: number | null,
  onShare: (share: number) => void = () => {},
): Promise<Result<{ readonly path: string; readonly errors: readonly string[] }>> {
  const { part, layer } = table;
  const asked = JSON.stringify([part.prefix, part.source.options, part.settings, layer.name, limit]);
  const out = path.join(
    file.scratch,
    `passing-${createHash('sha256').update(asked).digest('hex').slice(0, 16)}.gpkg`,
  );
  const said = complaints.get(file) ?? new Map<string, readonly string[]>();
  complaints.set(file, said);
  if (existsSync(out)) return ok({ path: out, errors: said.get(out) ?? [] });
  const done = await gdal.convert(
    {
      source: part.source,
      out,
      settings: part.settings,
      arguments: [
        '-f',
        'GPKG',
        '-nln',
        PASSING_TABLE,
        // Arcs become chords; numbers of features become 1, 2, 3 ... in the order they come.
        '-nlt',
        'CONVERT_TO_LINEAR',
        '-unsetFid',
        // As texts: a GeoPackage would hold every moment as one of UTC, whether the source names a zone or not.
        '-mapFieldType',
        'DateTime=String',
        ...(limit === null ? [] : ['-limit', String(limit)]),
        '-dsco',
        'ADD_GPKG_OGR_CONTENTS=NO',
        '-lco',
        'SPATIAL_INDEX=NO',
        '-lco',
        `FID=${PASSING_KEY}`,
        '-lco',
        `GEOMETRY_NAME=${PASSING_GEOMETRY}`,
        ...layerWords(layer),
      ],
    },
    onShare,
  );
  if (!done.ok) return fail(done.error.code, { ...done.error.params });
  said.set(out, done.value.errors);
  return ok({ path: out, errors: done.value.errors });
}
