import { rm } from 'node:fs/promises';
import type {
  OutFeature,
  OutField,
  OutLayer,
  RenamedField,
  StoredRows,
} from '../../shared/export/out-layer.ts';
import { text } from '../../shared/i18n/text.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { isEmptyPacked } from '../../shared/geometry/counts.ts';
import { moment } from '../../shared/export/moment.ts';
import { isNarrow } from '../../shared/export/narrow.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  createPlainFile,
  PLAIN_GEOMETRY,
  PLAIN_KEY,
  type PlainColumn,
  type PlainRows,
  type PlainTable,
} from '../store/geopackage/plain-file.ts';
import { columnType } from '../store/geopackage/schema-ddl.ts';

/** What writing tables needs of `WriteOptions`. */
export interface TableOptions {
  readonly language: Language;
  readonly mark: string;
  readonly signal: AbortSignal;
  /** Whether tables get a spatial index. */
  readonly index: boolean;
}

/** A name that is none of `used` whatever its case, which is how SQLite and the formats behind compare them. */
function unused(name: string, used: Set<string>): string {
  let free = name;
  for (let n = 2; used.has(free.toLowerCase()); n++) free = `${name}_${n}`;
  used.add(free.toLowerCase());
  return free;
}

/** Columns in the order of the fields; `fid` and `geom` are the file's own. */
function columnsOf(fields: readonly OutField[]): PlainColumn[] {
  const names = new Set([PLAIN_KEY, PLAIN_GEOMETRY]);
  const titles = new Set<string>();
  return fields.map((field) => ({
    name: unused(field.name, names),
    type: columnType(field),
    title: unused(field.label, titles),
  }));
}

/** How values of a layer are written. */
function valuesOf(fields: readonly OutField[]): (feature: OutFeature) => FieldValue[] {
  const moments = fields.map(({ type }) => type === 'datetime');
  return ({ values }) => values.map((value, i) => (moments[i] === true ? moment(value) : value));
}

/** The classification mark as a sentence that stands beside the data. */
export const markText = (language: Language, mark: string): string =>
  text(language, 'export.mark', { mark: text(language, `classification.${mark}`) });

/** What was written. */
export interface WrittenTables {
  readonly features: number;
  readonly renamed: readonly RenamedField[];
  /** For each layer whether all of its whole numbers fit into 32 bits. */
  readonly narrow: readonly boolean[];
  /** For each layer how many of its features have no shape. */
  readonly bare: readonly number[];
}

/** What became of one layer. */
interface WrittenRows {
  readonly narrow: boolean;
  readonly bare: number;
}

const CANCELLED = fail('cancelled');

/** Writes a layer feature by feature. */
async function appendRows(
  layer: OutLayer,
  rows: PlainRows,
  signal: AbortSignal,
): Promise<Result<WrittenRows>> {
  const values = valuesOf(layer.fields);
  const whole = layer.fields.map(({ type }) => type === 'int');
  let narrow = true;
  let bare = 0;
  for await (const feature of layer.features()) {
    if (signal.aborted) return CANCELLED;
    narrow &&= feature.values.every((value, i) => whole[i] !== true || isNarrow(value));
    if (feature.geometry === null || isEmptyPacked(feature.geometry)) bare++;
    rows.append(values(feature), feature.geometry);
  }
  return ok({ narrow, bare });
}

/**
 * Copies a layer from where it lies, and writes the rows over that go out otherwise. Null when somebody has written to
 * the file meanwhile.
 */
async function copyRows(
  layer: OutLayer,
  stored: StoredRows,
  rows: PlainRows,
  signal: AbortSignal,
): Promise<Result<WrittenRows> | null> {
  const values = valuesOf(layer.fields);
  const copier = rows.copyFrom(stored);
  let narrow = true;
  let bare = 0;
  try {
    for await (const page of stored.pages()) {
      if (signal.aborted) return CANCELLED;
      const before = rows.count;
      if (!copier.copy(page)) return null;
      for (const [place, feature] of page.otherwise)
        copier.replace(before + place + 1, values(feature), feature.geometry);
      narrow &&= !page.wide;
      for (const box of page.boxes) if (box === null) bare++;
    }
  } finally {
    copier.close();
  }
  return stored.unchanged() ? ok({ narrow, bare }) : null;
}

/**
 * Writes layers as the tables of a new GeoPackage.
 *
 * @returns what was written; failure `cancelled`. Errors of the disk are thrown; the file is then worth nothing.
 */
export async function writeTables(
  layers: readonly OutLayer[],
  path: string,
  options: TableOptions,
): Promise<Result<WrittenTables>> {
  const copied = await writeFile(layers, path, options, true);
  if (copied !== null) return copied;
  await rm(path, { force: true });
  return (await writeFile(layers, path, options, false))!;
}

/**
 * @param copy whether layers are copied from where they lie; feature by feature otherwise
 * @returns null when what was copied may be of two states
 */
async function writeFile(
  layers: readonly OutLayer[],
  path: string,
  { language, mark, signal, index }: TableOptions,
  copy: boolean,
): Promise<Result<WrittenTables> | null> {
  const file = createPlainFile(path, { index });
  const identifiers = new Set<string>();
  const renamed: RenamedField[] = [];
  const narrow: boolean[] = [];
  const bare: number[] = [];
  let features = 0;
  let complete = false;
  try {
    for (const layer of layers) {
      const columns = columnsOf(layer.fields);
      layer.fields.forEach(({ name }, i) => {
        const to = columns[i]!.name;
        if (to !== name) renamed.push({ layer: layer.title, from: name, to });
      });
      const table: PlainTable = {
        name: layer.name,
        identifier: unused(layer.title, identifiers),
        description: markText(language, mark),
        geometry: layer.geometry,
        epsg: layer.crs.epsg,
        columns,
      };
      const rows = file.addTable(table);
      const written = await (copy && layer.stored !== undefined
        ? copyRows(layer, layer.stored, rows, signal)
        : appendRows(layer, rows, signal));
      if (written === null || !written.ok) return written;
      features += rows.count;
      await rows.close();
      narrow.push(written.value.narrow);
      bare.push(written.value.bare);
    }
    file.finish();
    complete = true;
    return ok({ features, renamed, narrow, bare });
  } finally {
    if (!complete) file.discard();
  }
}
