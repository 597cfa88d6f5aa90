import { NO_CRS, readWkt } from '../../shared/crs/parse-wkt.ts';
import {
  fatal,
  noticed,
  refused,
  type LayerInfo,
  type Problem,
  type RawFeature,
  type RawValue,
} from '../../shared/import/raw.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { openBytes, type ByteFile } from './byte-file.ts';
import {
  DBF_FIXED_BYTES,
  dbfHeaderLength,
  isDeleted,
  readDbfHeader,
  readDbfValue,
  typeLabel,
  whyUnread,
  type DbfField,
  type DbfHeader,
} from './dbf.ts';
import { sampleTexts, tableEncoding, type TableEncoding } from './dbf-encoding.ts';
import type { FileRef, Format, Probe, ReadOptions } from './define-format.ts';
import { decoderOf } from './encoding.ts';
import { isShp, readShape, readShpHeader, SHP_HEADER_BYTES, type ShpHeader } from './shp.ts';
import { isShpName, partsOf, type ShapefileParts } from './shapefile-parts.ts';
import { shapefileWriter } from './shapefile-writer.ts';
import { agrees, recordsByIndex, recordsInOrder, type ShpRecords } from './shp-records.ts';
import { readShapeIndex } from './shx.ts';
import { isZip } from './zip.ts';

/** The table of a shapefile, ready to give its records. */
interface Table {
  readonly header: DbfHeader;
  readonly encoding: TableEncoding;
  /** Fields that can be read, their names as decoded and made unique. */
  readonly columns: readonly { readonly name: string; readonly field: DbfField }[];
  /** Fields that cannot, with the code of the reason. */
  readonly unread: readonly { readonly name: string; readonly type: string; readonly why: string }[];
  readonly file: ByteFile;
}

async function openTable(parts: ShapefileParts, chosen: string | null): Promise<Result<Table | null>> {
  if (parts.dbf === null) return ok(null);
  const read = async (): Promise<Result<{ header: DbfHeader; file: ByteFile }>> => {
    const file = await openBytes(parts.dbf!);
    const fixed = await file.take(DBF_FIXED_BYTES);
    const whole = fixed === null ? null : fixed.slice();
    const rest =
      whole === null ? null : await file.take(Math.max(0, dbfHeaderLength(whole) - DBF_FIXED_BYTES));
    const header =
      whole === null || rest === null ? fail('dbf-header') : readDbfHeader(Buffer.concat([whole, rest]));
    if (header.ok) return ok({ header: header.value, file });
    await file.close();
    return header;
  };
  const first = await read();
  if (!first.ok) return first;
  const { header } = first.value;
  const texts = await sampleTexts(first.value.file, header);
  await first.value.file.close();
  const encoding = tableEncoding(chosen, parts.cpg, header.language, texts);
  const decode = decoderOf(encoding.encoding);
  const names: string[] = [];
  for (const field of header.fields) {
    const name = decode(field.nameBytes).trim() || `field_${names.length + 1}`;
    names.push(names.includes(name) ? `${name}_${names.length + 1}` : name);
  }
  const second = await read();
  if (!second.ok) return second;
  const all = header.fields
    .map((field, i) => ({ field, name: names[i] ?? '', why: whyUnread(field) }))
    .filter(({ field }) => field.system !== true);
  return ok({
    header,
    encoding,
    columns: all.filter(({ why }) => why === null),
    unread: all.flatMap(({ field: { type }, name, why }) => (why === null ? [] : [{ name, type, why }])),
    file: second.value.file,
  });
}

async function openShp(parts: ShapefileParts): Promise<Result<{ header: ShpHeader; file: ByteFile }>> {
  const file = await openBytes(parts.shp);
  const bytes = await file.take(SHP_HEADER_BYTES);
  const header = bytes === null ? fail('shp-header') : readShpHeader(bytes);
  if (header.ok) return ok({ header: header.value, file });
  await file.close();
  return header;
}

/** What is known of one shapefile from its headers. */
async function describe(
  parts: ShapefileParts,
  encoding: string | null,
  notes: Problem[],
): Promise<Result<LayerInfo>> {
  const shp = await openShp(parts);
  if (!shp.ok) return shp;
  const { size } = shp.value.file;
  await shp.value.file.close();
  if (size < shp.value.header.length) {
    notes.push(noticed(null, 'shp-short', { layer: parts.name, missing: shp.value.header.length - size }));
  }
  const table = await openTable(parts, encoding);
  if (!table.ok) return table;
  await table.value?.file.close();
  if (table.value === null) notes.push(noticed(null, 'no-dbf', { layer: parts.name }));
  for (const { name, type, why } of table.value?.unread ?? [])
    notes.push(noticed(null, why, { layer: parts.name, field: name, type }));
  const found = table.value?.encoding;
  if (found?.contradicted)
    notes.push(noticed(null, 'encoding-contradicted', { layer: parts.name, encoding: found.encoding }));
  else if (found?.from === 'content') {
    notes.push(noticed(null, 'encoding-guessed', { layer: parts.name, encoding: found.encoding }, 'info'));
  }
  return ok({
    name: parts.name,
    count: table.value?.header.records ?? null,
    geometry: shp.value.header.type,
    crs: parts.prj === null ? NO_CRS : readWkt(parts.prj),
    encoding: found?.encoding ?? null,
    fields: (table.value?.columns ?? []).map(({ name, field }) => ({ name, type: typeLabel(field) })),
  });
}

async function probe(
  file: FileRef,
  options: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Probe>> {
  const named = (code: string, params: Readonly<Record<string, string | number>> = {}): Result<Probe> =>
    fail(code === 'cancelled' ? code : `import.${code}`, { file: file.name, ...params });
  const parts = await partsOf(file, options.signal);
  if (!parts.ok) return named(parts.error.code, parts.error.params);
  const layers: LayerInfo[] = [];
  const notes: Problem[] = [];
  let broken: Required<Failure> | null = null;
  for (const one of parts.value) {
    const layer = await describe(one, options.encoding, notes);
    if (layer.ok) layers.push(layer.value);
    else broken ??= { code: layer.error.code, params: { layer: one.name, ...layer.error.params } };
    // Beside others that can be read, one that is broken is told and left out.
    if (!layer.ok) notes.push(noticed(null, 'layer-broken', { layer: one.name }));
  }
  if (broken !== null && layers.length === 0) return named(broken.code, broken.params);
  return ok({ layers, notes });
}

/**
 * The records of a main file: where its index says that they stand; one after the other where they do so, where there is
 * no index, and where it is damaged, which is noted.
 */
async function openRecords(
  { name, shx }: ShapefileParts,
  { header, file }: { readonly header: ShpHeader; readonly file: ByteFile },
  table: Table | null,
  signal: AbortSignal,
): Promise<{ readonly shapes: ShpRecords; readonly notes: readonly Problem[] }> {
  const end = Math.max(header.length, SHP_HEADER_BYTES);
  const inOrder = (byNumber: boolean): ShpRecords => recordsInOrder(file, end, byNumber);
  if (shx === null) return { shapes: inOrder(true), notes: [] };
  const index = await readShapeIndex(shx, header.length, file.size);
  if (index?.contiguous === true) return { shapes: inOrder(false), notes: [] };
  // One that knows fewer shapes than there are rows is of an earlier state.
  const sound =
    index !== null && index.count >= (table?.header.records ?? 0) && (await agrees(file, index, signal));
  if (sound) return { shapes: recordsByIndex(file, index), notes: [] };
  file.seek(SHP_HEADER_BYTES, file.size);
  return { shapes: inOrder(true), notes: [noticed(null, 'shx-damaged', { layer: name })] };
}

/** Records of shape and table in step; ends with notes about what one has and the other has not. */
async function* records(
  shapes: ShpRecords,
  table: Table | null,
  options: ReadOptions,
): AsyncGenerator<RawFeature | Problem> {
  const decode = decoderOf(table?.encoding.encoding ?? 'utf-8');
  let number = 0;
  let deleted = 0;
  let rows = 0;
  for (;;) {
    if (options.signal.aborted) return;
    options.onShare(shapes.share());
    const content = await shapes.next();
    if (!content.ok) {
      yield fatal(content.error.code, content.error.params, number + 1);
      return;
    }
    if (content.value === null) break;
    number++;
    const shape = readShape(content.value);
    const row = table === null ? null : await table.file.take(table.header.recordLength);
    if (row !== null) rows++;
    if (row !== null && isDeleted(row)) {
      deleted++;
      continue;
    }
    if (!shape.ok) {
      yield refused(number, shape.error.code, { ...shape.error.params });
      continue;
    }
    const values: [string, RawValue][] =
      row === null ? [] : table!.columns.map(({ name, field }) => [name, readDbfValue(row, field, decode)]);
    yield { kind: 'feature', number, values: Object.fromEntries(values), geometry: shape.value };
  }
  if (deleted > 0) yield noticed(null, 'dbf-deleted', { count: deleted });
  if (table === null) return;
  if (table.header.records !== number || rows !== number) {
    yield noticed(null, 'shp-dbf-count', { shapes: number, rows: Math.max(rows, table.header.records) });
  }
}

/** ESRI Shapefiles, plain (the `.shp` is chosen), zipped, or all of a folder, with Chinese texts in UTF-8 or GB 18030. */
export const shapefileFormat: Format = {
  id: 'shapefile',
  extensions: ['.shp', '.zip'],
  recognises: (head) => isShp(head) || isZip(head),
  inArchive: (names) => names.some(isShpName),
  inFolder: (names, picked) => picked === null && names.some(isShpName),
  probe,
  read: async function* (file, options) {
    const parts = await partsOf(file, options.signal);
    if (!parts.ok) {
      yield fatal(parts.error.code, parts.error.params);
      return;
    }
    const one = parts.value.find(({ name }) => name === options.layer);
    if (one === undefined) return;
    const shp = await openShp(one);
    if (!shp.ok) {
      yield fatal(shp.error.code, shp.error.params);
      return;
    }
    const table = await openTable(one, options.encoding);
    try {
      if (!table.ok) {
        yield fatal(table.error.code, table.error.params);
        return;
      }
      const { shapes, notes } = await openRecords(one, shp.value, table.value, options.signal);
      yield* notes;
      yield* records(shapes, table.value, options);
    } finally {
      await shp.value.file.close();
      if (table.ok) await table.value?.file.close();
    }
  },
  writer: shapefileWriter,
};
