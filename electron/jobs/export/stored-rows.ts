import { computedFields, computedSources } from '../../../shared/change/computed-fields.ts';
import type { OutField, OutFeature, StoredPage, StoredRows } from '../../../shared/export/out-layer.ts';
import { moment } from '../../../shared/export/moment.ts';
import { isNarrow } from '../../../shared/export/narrow.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { LyingTable, Reader } from '../../store/read/reader.ts';
import { createBreather } from '../io/scratch.ts';

/** A layer as it goes out. */
export interface LyingLayer {
  readonly schema: LayerSchema;
  readonly fields: readonly OutField[];
  readonly figures: 'stored' | 'computed';
  /** Makes the feature of a key. */
  readonly one: (fid: number) => OutFeature;
}

/** A layer where it lies in the blueprint, with the rows that do not go out as they lie. */
export function storedRows(
  reader: Reader,
  table: LyingTable,
  { schema, fields, figures, one }: LyingLayer,
  onFeature: () => void,
): StoredRows {
  const version = reader.dataVersion();
  const columns = fields.map(({ key }) => key);
  const sources = figures === 'stored' ? [] : computedSources(schema);
  const whole = fields.filter(({ type }) => type === 'int').map(({ key }) => key);
  const moments = fields.filter(({ type }) => type === 'datetime').map(({ key }) => key);
  const asked = [...new Set([...sources, ...whole, ...moments])];
  const isWide = (record: Readonly<Record<string, FieldValue>>): boolean =>
    whole.some((field) => !isNarrow(record[field] ?? null));

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
    ...table,
    columns,
    pages,
    // While another job holds a state, nothing tells whether the file has left it.
    unchanged: () => !reader.isHeld() && reader.dataVersion() === version,
  };
}
