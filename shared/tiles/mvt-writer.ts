import { PbfWriter } from 'pbf';
import { EXTENT } from './frame.ts';
import type { ShapeStream } from './shape-stream.ts';

/** A value of a tile attribute; null and undefined are left out. */
export type TileValue = string | number | null | undefined;

/** Collects the features of one source-layer and writes them as Mapbox Vector Tile 2.1 binds them. */
export interface MvtLayer {
  readonly name: string;
  readonly count: number;
  add(id: number, shape: ShapeStream, keys: readonly string[], values: readonly TileValue[]): void;
  /** The layer message as far as it has come; more features may be added afterwards. */
  bytes(): Uint8Array;
}

interface OutFeature {
  id: number;
  tags: number[];
  shape: ShapeStream;
}

function writeFeature(feature: OutFeature, pbf: PbfWriter): void {
  pbf.writeVarintField(1, feature.id);
  pbf.writePackedVarint(2, feature.tags);
  pbf.writeVarintField(3, feature.shape.type);
  pbf.writeBytesField(4, feature.shape.bytes.subarray(0, feature.shape.length));
}

function writeValue(value: string | number, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value);
  else if (Number.isSafeInteger(value)) {
    if (value >= 0) pbf.writeVarintField(5, value);
    else pbf.writeSVarintField(6, value);
  } else pbf.writeDoubleField(3, value);
}

export function mvtLayer(name: string): MvtLayer {
  const body = new PbfWriter();
  const keyIndex = new Map<string, number>();
  const valueIndex = new Map<string | number, number>();
  let count = 0;
  const indexOf = <T>(index: Map<T, number>, item: T): number => {
    const known = index.get(item);
    if (known !== undefined) return known;
    index.set(item, index.size);
    return index.size - 1;
  };
  body.writeVarintField(15, 2);
  body.writeStringField(1, name);
  body.writeVarintField(5, EXTENT);
  return {
    name,
    get count() {
      return count;
    },
    add: (id, shape, keys, values) => {
      const tags: number[] = [];
      keys.forEach((key, i) => {
        const value = values[i];
        if (value !== null && value !== undefined) {
          tags.push(indexOf(keyIndex, key), indexOf(valueIndex, value));
        }
      });
      body.writeMessage(2, writeFeature, { id, tags, shape });
      count += 1;
    },
    bytes: () => {
      // Fields of a message may come in any order: the tables follow the features.
      const tables = new PbfWriter();
      for (const key of keyIndex.keys()) tables.writeStringField(3, key);
      for (const value of valueIndex.keys()) tables.writeMessage(4, writeValue, value);
      const out = new Uint8Array(body.pos + tables.pos);
      out.set(body.buf.subarray(0, body.pos));
      out.set(tables.buf.subarray(0, tables.pos), body.pos);
      return out;
    },
  };
}

/** The bytes of a tile; null when no layer has a feature. Layers without features are left out. */
export function mvtTile(layers: readonly MvtLayer[]): Uint8Array | null {
  const full = layers.filter((layer) => layer.count > 0);
  if (full.length === 0) return null;
  const pbf = new PbfWriter();
  for (const layer of full) pbf.writeBytesField(3, layer.bytes());
  // A copy of its own length: the writer's buffer is larger, and a view would be cloned with all of it.
  return pbf.finish().slice();
}
