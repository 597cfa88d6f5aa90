import { fatal, noticed, refused, type Problem, type RawFeature } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { openBlocks, type BlockCache } from './block-cache.ts';
import type { FileRef, Format, Probe, ReadOptions } from './define-format.ts';
import { splitLines } from './line-spans.ts';
import { readChunks } from './read-chunks.ts';
import { textEncoding } from './text-encoding.ts';
import { createCursor } from './vct-cursor.ts';
import { vctCrs } from './vct-head.ts';
import { indexVct, MAX_LINE, type VctIndex } from './vct-index.ts';
import { createObjectReader, type VctObject } from './vct-objects.ts';
import { openRows, type VctRows } from './vct-rows.ts';
import type { VctLayer } from './vct-schema.ts';
import { isRefusal, shapeOf } from './vct-shapes.ts';

/** How much of the file is held while polygons fetch their lines, bytes. */
const HELD = 128 << 20;

/** One pass over a file serves all calls of a job, which share its reference. */
const indexes = new WeakMap<FileRef, Map<string, Promise<Result<VctIndex>>>>();

async function indexOf(file: FileRef, encoding: string, signal: AbortSignal): Promise<Result<VctIndex>> {
  const known = indexes.get(file) ?? new Map<string, Promise<Result<VctIndex>>>();
  indexes.set(file, known);
  let index = known.get(encoding);
  if (index === undefined) {
    index = indexVct(file.path, { encoding, signal });
    known.set(encoding, index);
    const result = await index;
    if (!result.ok && result.error.code === 'cancelled') known.delete(encoding);
  }
  return index;
}

/** Names of the columns of a layer; the feature code is one of them where the table does not have it. */
function columnsOf(layer: VctLayer): readonly { readonly name: string; readonly type: string }[] {
  const used = new Set<string>();
  const columns = (layer.table?.fields ?? []).map(({ name, type }, i) => {
    let own = name === '' ? `field_${i + 1}` : name;
    for (let n = 2; used.has(own); n++) own = `${name}_${n}`;
    used.add(own);
    return { name: own, type };
  });
  return used.has('YSDM') ? columns : [...columns, { name: '要素代码', type: 'text' }];
}

const GEOMETRIES = { point: 'Point', line: 'LineString', polygon: 'Polygon' } as const;

async function probe(
  file: FileRef,
  options: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Probe>> {
  const encoding = await textEncoding(file.path, options.encoding, options.signal);
  const index = await indexOf(file, encoding, options.signal);
  if (!index.ok) {
    const { code, params } = index.error;
    return code === 'cancelled' ? fail(code) : fail(`import.${code}`, { file: file.name, ...params });
  }
  const crs = vctCrs(index.value.head);
  const taken = encoding === 'utf-8' ? [] : [noticed(null, 'encoding-taken', { encoding }, 'info')];
  return ok({
    layers: index.value.layers
      .filter(({ count }) => count > 0)
      .map(({ layer, count }) => ({
        name: layer.name,
        count,
        geometry: GEOMETRIES[layer.geometry],
        crs,
        encoding,
        fields: columnsOf(layer),
      })),
    notes: [...taken, ...index.value.notes],
  });
}

/** The objects of a layer in the order of the file, some at a time. */
async function* objectsOf(
  file: FileRef,
  layer: VctLayer,
  index: VctIndex,
  encoding: string,
  options: ReadOptions,
): AsyncGenerator<readonly VctObject[]> {
  const size = Math.max(1, index.sections.at(-1)?.to ?? 1);
  for (const section of index.sections) {
    if (section.geometry !== layer.geometry) continue;
    let found: VctObject[] = [];
    const cursor = createCursor(encoding);
    const reader = createObjectReader(section.geometry, index.dialect, (object) => {
      if (layer.codes.includes(object.code)) found.push(object);
    });
    const { from, to } = section;
    const chunks = readChunks(file.path, { signal: options.signal, from, limit: to });
    for await (const batch of splitLines(chunks, MAX_LINE)) {
      for (let i = 0; 2 * i < batch.spans.length; i++) {
        cursor.move(batch, i, { offset: from, line: section.line - 1 });
        if (cursor.first() !== 0) reader.line(cursor);
      }
      options.onShare(Math.min(1, (from + batch.offset) / size));
      yield found;
      found = [];
    }
    reader.end();
    yield found;
  }
}

async function* readLayer(
  file: FileRef,
  layer: VctLayer,
  index: VctIndex,
  encoding: string,
  blocks: BlockCache,
  options: ReadOptions,
): AsyncGenerator<RawFeature | Problem> {
  const { separator } = index.dialect;
  const columns = columnsOf(layer);
  const fields = layer.table?.fields ?? [];
  const ranges = index.rows.get(layer.table?.name.toLowerCase() ?? '') ?? [];
  const rows: VctRows = await openRows(file.path, ranges, fields, {
    blocks,
    encoding,
    separator,
    signal: options.signal,
  });
  let number = 0;
  let without = 0;
  for await (const objects of objectsOf(file, layer, index, encoding, options)) {
    for (const object of objects) {
      if (options.signal.aborted) return;
      number++;
      const { fault, line, last, id, code } = object;
      if (fault !== null) {
        yield refused(number, fault, { line, last });
        continue;
      }
      const shape = await shapeOf(object, layer, index, blocks);
      if (isRefusal(shape)) {
        const [why, params] = shape;
        yield refused(number, why, { line, ...params });
        continue;
      }
      const own = await rows.get(id);
      if (own === null) without++;
      const values = columns.map(
        ({ name }, i) => [name, i < fields.length ? (own?.[i] ?? null) : code] as const,
      );
      yield { kind: 'feature', number, values: Object.fromEntries(values), geometry: shape };
    }
  }
  if (without > 0) yield noticed(null, 'vct-no-row', { count: without });
  if (rows.uneven > 0) yield noticed(null, 'vct-row-length', { count: rows.uneven });
}

/**
 * VCT files (土地利用数据交换格式): the national format GB/T 17798-2007 and the land use exchange 3.0 on it, and the older
 * 1.0 and 2.0. Polygons are put together from the lines they name. Not read: curves, objects made of objects other than
 * lines, annotations, long texts kept apart, files with nodes (Topo 2) or an offset, and the dialect LANDUSE-DAT.
 */
export const vctFormat: Format = {
  id: 'vct',
  extensions: ['.vct'],
  recognises: (head) => {
    const text = Buffer.from(head)
      .toString('latin1')
      .replace(/^\u00EF\u00BB\u00BF/, '');
    return /^\s*HeadBegin\b/i.test(text) && /^[ \t]*DataMark[ \t]*:/im.test(text);
  },
  probe,
  read: async function* (file, options) {
    const encoding = await textEncoding(file.path, options.encoding, options.signal);
    const index = await indexOf(file, encoding, options.signal);
    if (!index.ok) {
      if (index.error.code !== 'cancelled') yield fatal(index.error.code, index.error.params);
      return;
    }
    const layer = index.value.layers.find((one) => one.layer.name === options.layer)?.layer;
    if (layer === undefined) return;
    const blocks = await openBlocks(file.path, HELD);
    try {
      yield* readLayer(file, layer, index.value, encoding, blocks, options);
    } finally {
      await blocks.close();
    }
  },
};
