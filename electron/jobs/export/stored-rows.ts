import { computedFields, computedSources } from '../../../shared/change/computed-fields.ts';
import type { OutField, OutFeature, StoredPage, StoredRows } from '../../../shared/export/out-layer.ts';
import { moment } from '../../../shared/export/moment.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { Reader } from '../../store/read/reader.ts';
import { GEOMETRY_COLUMN } from '../../store/geopackage/schema-ddl.ts';
import { createBreather } from '../io/scratch.ts';

const MAX_INT32 = 2 ** 31 - 1;

/**
 * A layer where it lies in the blueprint.
 *
 * @param one makes the feature of a key as it goes out
 */
export function storedRows(
  reader: Reader,
  schema: LayerSchema,
  fields: readonly OutField[],
  figures: 'stored' | 'computed',
  one: (fid: number) => OutFeature,
  onFeature: () => void,
): StoredRows {
  const version = reader.dataVersion();
  const columns = fields.map(({ key }) => key);
  const sources = figures === 'stored' ? [] : computedSources(schema);
  const whole = fields.filter(({ type }) => type === 'int').map(({ key }) => key);
  const moments = fields.filter(({ type }) => type === 'datetime').map(({ key }) => key);
  const asked = [...new Set([...sources, ...whole, ...moments])];
  const isWide = (record: Readonly<Record<string, FieldValue>>): boolean =>
    whole.some((field) => Math.abs(Number(record[field])) > MAX_INT32);

  async function* pages(): AsyncGenerator<StoredPage> {
    const breathe = createBreather();
    let boxes: (Box | null)[] = [];
    let otherwise = new Map<number, OutFeature>();
    let first = 0;
    let last = 0;
    let wide = false;
    const read = reader.lyingRows(schema.id, asked, columns, ({ fid, values, geometry, plain }) => {
      if (boxes.length === 0) first = fid;
      last = fid;
      const record: Record<string, FieldValue> = {};
      for (let i = 0; i < asked.length; i++) record[asked[i]!] = values[i] ?? null;
      const made = figures === 'stored' ? {} : computedFields(schema, record, geometry);
      let same = plain;
      for (const name in made) same &&= made[name] === record[name];
      for (const name of moments) same &&= moment(record[name] ?? null) === record[name];
      wide ||= isWide(record);
      if (!same) otherwise.set(boxes.length, one(fid));
      boxes.push(geometry?.box ?? null);
      onFeature();
    });
    for (const _page of read) {
      yield { first, last, boxes, wide, otherwise };
      boxes = [];
      otherwise = new Map();
      wide = false;
      await breathe();
    }
  }
  return {
    file: reader.path,
    table: schema.id,
    keyColumn: 'fid',
    geometryColumn: GEOMETRY_COLUMN,
    columns,
    pages,
    unchanged: () => reader.dataVersion() === version,
  };
}
