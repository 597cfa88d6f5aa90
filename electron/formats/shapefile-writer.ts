import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { esriWkt } from '../../shared/crs/esri-wkt.ts';
import type { OutFeature, OutLayer, OutNote } from '../../shared/export/out-layer.ts';
import { EMPTY_BOX, unionBox } from '../../shared/geometry/box.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createBytes, type ByteSink } from './byte-sink.ts';
import { DBF_END, dbfHeader, MAX_RECORD_BYTES, recordLength } from './dbf-bytes.ts';
import { columnOf, type DbfColumn, type Loss } from './dbf-columns.ts';
import type { Writer, WriteOptions, WriteReport } from './define-format.ts';
import { indexEntry, recordHeader, shapeContent, shapeType, shpHeader } from './shp-bytes.ts';
import { shortNames } from './short-names.ts';

/** Most bytes of one file: offsets are signed numbers of 32 bits, and programs stop at 2 GB. */
const MAX_FILE = 2 ** 31 - 1;

/** Counts what was lost by field, with the first example of each. */
function lossBook(layer: string): {
  readonly at: (field: string) => (loss: Loss, example: string) => void;
  readonly list: () => OutNote[];
} {
  const losses = new Map<string, { loss: Loss; field: string; count: number; example: string }>();
  return {
    at: (field) => (loss, example) => {
      const key = `${field}\n${loss}`;
      const entry = losses.get(key);
      if (entry === undefined)
        losses.set(key, { loss, field, count: 1, example: Array.from(example).slice(0, 20).join('') });
      else entry.count++;
    },
    list: () =>
      [...losses.values()].map(({ loss, field, count, example }) => ({
        code: loss,
        layer,
        params: { field, count, example },
      })),
  };
}

interface Sinks {
  readonly shp: ByteSink;
  readonly shx: ByteSink;
  readonly dbf: ByteSink;
}

function rowBytes(
  feature: OutFeature,
  columns: readonly DbfColumn[],
  tell: readonly ((loss: Loss, example: string) => void)[],
): Uint8Array {
  const row = new Uint8Array(recordLength(columns));
  row[0] = 0x20;
  let at = 1;
  columns.forEach((column, i) => {
    row.set(column.bytes(feature.values[i] ?? null, tell[i]!), at);
    at += column.length;
  });
  return row;
}

/** Writes all records; headers are put right at the end. */
async function writeRecords(
  layer: OutLayer,
  sinks: Sinks,
  columns: readonly DbfColumn[],
  names: readonly string[],
  options: WriteOptions,
): Promise<Result<WriteReport>> {
  const type = shapeType(layer.geometry!);
  const losses = lossBook(layer.title);
  const tell = names.map((name) => losses.at(name));
  let box = EMPTY_BOX;
  let count = 0;
  await sinks.shp.add(shpHeader(type, 0, box));
  await sinks.shx.add(shpHeader(type, 0, box));
  await sinks.dbf.add(dbfHeader(columns, names, 0, options.encoding));
  for await (const feature of layer.features()) {
    if (options.signal.aborted) return fail('cancelled');
    count++;
    const content = shapeContent(feature.geometry, type);
    const row = rowBytes(feature, columns, tell);
    if (Math.max(sinks.shp.position() + content.length, sinks.dbf.position() + row.length) > MAX_FILE - 1024)
      return fail('export.shp-too-large', { layer: layer.title, count });
    await sinks.shx.add(indexEntry(sinks.shp.position(), content.length));
    await sinks.shp.add(recordHeader(count, content.length));
    await sinks.shp.add(content);
    await sinks.dbf.add(row);
    if (feature.geometry !== null) box = unionBox(box, feature.geometry.box);
  }
  await sinks.dbf.add(Uint8Array.of(DBF_END));
  await sinks.shp.patch(0, shpHeader(type, sinks.shp.position(), box));
  await sinks.shx.patch(0, shpHeader(type, sinks.shx.position(), box));
  await sinks.dbf.patch(0, dbfHeader(columns, names, count, options.encoding));
  const renamed = layer.fields.flatMap(({ name }, i) =>
    name === names[i] ? [] : [{ layer: layer.title, from: name, to: names[i]! }],
  );
  return ok({ features: count, renamed, notes: losses.list() });
}

/**
 * Writes an ESRI Shapefile (`.shp`, `.shx`, `.dbf`, `.prj`, `.cpg`) in GBK or UTF-8. Field names are cut to ten bytes,
 * which is reported with everything else the format could not hold: texts over 254 bytes, characters GBK lacks,
 * decimals beyond the schema's. Failure `export.shp-too-large` beyond 2 GB.
 */
export const shapefileWriter: Writer = {
  extension: '.shp',
  beside: ['.shx', '.dbf', '.prj', '.cpg', '.sbn', '.sbx', '.qix', '.qpj', '.shp.xml'],
  layers: 'one',
  crs: 'any',
  encodings: ['gbk', 'utf-8'],
  tables: false,
  write: async ([layer], { folder, stem }, options) => {
    if (layer === undefined || layer.geometry === null) return fail('export.no-layers');
    const columns = layer.fields.map((field) => columnOf(field, options.encoding));
    if (recordLength(columns) > MAX_RECORD_BYTES)
      return fail('export.shp-too-many-fields', { layer: layer.title, count: columns.length });
    const at = (extension: string): string => path.join(folder, `${stem}.${extension}`);
    await writeFile(at('prj'), esriWkt(layer.crs));
    await writeFile(at('cpg'), options.encoding === 'gbk' ? 'GBK' : 'UTF-8');
    const sinks: Sinks = {
      shp: await createBytes(at('shp')),
      shx: await createBytes(at('shx')),
      dbf: await createBytes(at('dbf')),
    };
    const all = Object.values(sinks) as ByteSink[];
    try {
      const names = shortNames(layer.fields, options.encoding);
      const written = await writeRecords(layer, sinks, columns, names, options);
      if (written.ok) for (const sink of all) await sink.finish();
      return written;
    } finally {
      for (const sink of all) await sink.abandon();
    }
  },
};
