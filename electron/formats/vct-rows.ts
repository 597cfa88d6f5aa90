import type { RawValue } from '../../shared/import/raw.ts';
import type { BlockCache } from './block-cache.ts';
import { decoderOf } from './encoding.ts';
import { splitLines } from './line-spans.ts';
import { readChunks } from './read-chunks.ts';
import { idKey } from './vct-lines.ts';
import type { VctField } from './vct-schema.ts';

/** Longest row, bytes. */
const MAX_ROW = 1 << 20;

/** Where the rows of a table are. */
export type RowRange = readonly [from: number, to: number];

/** The attributes of objects by id. */
export interface VctRows {
  /** The values of a row; null when the object has none. */
  get(id: string): Promise<readonly RawValue[] | null>;
  /** Rows whose number of values is not that of the fields. */
  readonly uneven: number;
}

const FIGURE = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

function valueOf(text: string, field: VctField): RawValue {
  const plain = text.trim();
  if (plain === '') return null;
  return field.type === 'number' && FIGURE.test(plain) && Number.isFinite(Number(plain))
    ? Number(plain)
    : plain;
}

/**
 * Rows begin with the id of their object. It stands before the fields, or is the first of them: the number of values
 * tells. Where there are more values than fields, the last field has the rest: texts may hold the separator.
 */
function alignRow(parts: readonly string[], fields: readonly VctField[], separator: string): string[] {
  const own = parts.length === fields.length ? parts : parts.slice(1);
  if (own.length <= fields.length) return [...own];
  return [...own.slice(0, fields.length - 1), own.slice(fields.length - 1).join(separator)];
}

/** Finds the rows of a table; their texts are read when they are asked for. */
export async function openRows(
  path: string,
  ranges: readonly RowRange[],
  fields: readonly VctField[],
  options: {
    readonly blocks: BlockCache;
    readonly encoding: string;
    readonly separator: string;
    readonly signal: AbortSignal;
  },
): Promise<VctRows> {
  const { separator, blocks, signal } = options;
  const mark = separator.charCodeAt(0);
  const decode = decoderOf(options.encoding);
  const places = new Map<number | string, number>();
  const spans: number[] = [];
  for (const [from, limit] of ranges) {
    for await (const batch of splitLines(readChunks(path, { signal, from, limit }), MAX_ROW)) {
      for (let i = 0; i < batch.spans.length; i += 2) {
        const [start, end] = [batch.spans[i]!, batch.spans[i + 1]!];
        if (start < 0) continue;
        let to = start;
        while (to < end && batch.bytes[to] !== mark) to++;
        const id = Buffer.from(batch.bytes.subarray(start, to)).toString('latin1').trim();
        const key = /^\d{1,20}$/.test(id) ? idKey(id) : null;
        if (key === null || places.has(key)) continue;
        places.set(key, spans.length);
        spans.push(from + batch.offset + start, from + batch.offset + end);
      }
    }
  }
  let uneven = 0;
  return {
    get uneven() {
      return uneven;
    },
    get: async (id) => {
      const at = places.get(idKey(id));
      if (at === undefined) return null;
      const [from, to] = [spans[at]!, spans[at + 1]!];
      const text = decode(blocks.held(from, to) ?? (await blocks.load(from, to)));
      const parts = text.split(separator);
      if (parts.length !== fields.length && parts.length !== fields.length + 1) uneven++;
      const own = alignRow(parts, fields, separator);
      return fields.map((field, i) => valueOf(own[i] ?? '', field));
    },
  };
}
