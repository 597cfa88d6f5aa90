import type { OutFeature, OutField, OutLayer, RenamedField } from '../../shared/export/out-layer.ts';
import { text } from '../../shared/i18n/text.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { isEmptyPacked } from '../../shared/geometry/counts.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  createPlainFile,
  PLAIN_GEOMETRY,
  PLAIN_KEY,
  type PlainColumn,
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

/**
 * A moment as GeoPackage wants it: UTC with milliseconds. A time without an offset keeps its figures, because nobody
 * knows which it was meant in.
 */
function moment(value: FieldValue): FieldValue {
  if (typeof value !== 'string') return value;
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

/** How values of a layer are written. */
function valuesOf(fields: readonly OutField[]): (feature: OutFeature) => FieldValue[] {
  const moments = fields.map(({ type }) => type === 'datetime');
  return ({ values }) => values.map((value, i) => (moments[i] === true ? moment(value) : value));
}

/** The classification mark as a sentence that stands beside the data. */
export const markText = (language: Language, mark: string): string =>
  text(language, 'export.mark', { mark: text(language, `classification.${mark}`) });

const MAX_INT32 = 2 ** 31 - 1;

/** What was written. */
export interface WrittenTables {
  readonly features: number;
  readonly renamed: readonly RenamedField[];
  /** For each layer whether all of its whole numbers fit into 32 bits. */
  readonly narrow: readonly boolean[];
  /** For each layer how many of its features have no shape. */
  readonly bare: readonly number[];
}

/**
 * Writes layers as the tables of a new GeoPackage.
 *
 * @returns what was written; failure `cancelled`. Errors of the disk are thrown; the file is then worth nothing.
 */
export async function writeTables(
  layers: readonly OutLayer[],
  path: string,
  { language, mark, signal, index }: TableOptions,
): Promise<Result<WrittenTables>> {
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
      const values = valuesOf(layer.fields);
      const whole = layer.fields.map(({ type }) => type === 'int');
      let fits = true;
      let shapeless = 0;
      for await (const feature of layer.features()) {
        if (signal.aborted) return fail('cancelled');
        fits &&= feature.values.every(
          (value, i) => whole[i] !== true || Math.abs(Number(value)) <= MAX_INT32,
        );
        if (feature.geometry === null || isEmptyPacked(feature.geometry)) shapeless++;
        rows.append(values(feature), feature.geometry);
        features++;
      }
      await rows.close();
      narrow.push(fits);
      bare.push(shapeless);
    }
    file.finish();
    complete = true;
    return ok({ features, renamed, narrow, bare });
  } finally {
    if (!complete) file.discard();
  }
}
