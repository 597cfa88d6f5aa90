import type { Box, GeometryKind, Packed } from '../geometry/packed.ts';
import type { Failure, Result } from '../result.ts';
import { NewRawValues, type Problem, type RawValue, type RawValues } from './raw.ts';

/** A feature of a source with its shape on the grid, or why it has none. Validity has not been looked at. */
export interface GridFeature {
  readonly kind: 'feature';
  readonly number: number;
  readonly values: Readonly<RawValues>;
  readonly shape: Result<Packed>;
}

export type GridItem = GridFeature | Problem;

/**
 * Features on their way from one thread to another: coordinates in one piece, which is handed over and not copied, and
 * the names of the values but once.
 */
export interface GridBatch {
  readonly entries: readonly (Problem | GridEntry)[];
  readonly names: readonly string[];
  readonly xy: Float64Array;
  /** For each shape the number of its rings and of its parts, then its `rings` and its `parts`. */
  readonly structure: Int32Array;
  readonly boxes: Float64Array;
  /** Vertices put on edges so far, and how far the file has been read, 0 to 1. */
  readonly inserted: number;
  readonly share: number;
  /** Whether nothing follows. */
  readonly last: boolean;
}

interface GridEntry {
  readonly kind: 'feature';
  readonly number: number;
  readonly values: readonly RawValue[];
  /** The kind of a shape that is in the arrays; else why there is none. */
  readonly shape: GeometryKind | Failure;
}

const sameNames = (values: Readonly<RawValues>, names: readonly string[]): boolean => {
  let i = 0;
  for (const name in values) if (names[i++] !== name) return false;
  return i === names.length;
};

/** Collects the features of one batch. */
export class GridBatchBuilder {
  private readonly items: GridItem[] = [];
  private names: readonly string[] | null = null;
  private numbers = 0;

  /** Numbers of coordinates held. */
  get size(): number {
    return this.numbers;
  }

  get count(): number {
    return this.items.length;
  }

  /** False for a feature whose values have other names than those before: it begins the next batch. */
  add(item: GridItem): boolean {
    if (item.kind === 'feature') {
      this.names ??= Object.keys(item.values);
      if (!sameNames(item.values, this.names)) return false;
      if (item.shape.ok) this.numbers += item.shape.value.xy.length;
    }
    this.items.push(item);
    return true;
  }

  finish(state: Pick<GridBatch, 'inserted' | 'share' | 'last'>): GridBatch {
    const names = this.names ?? [];
    const xy = new Float64Array(this.numbers);
    const structure: number[] = [];
    const boxes: number[] = [];
    let at = 0;
    const entries = this.items.map((item) => {
      if (item.kind === 'problem') return item;
      const { number, shape } = item;
      if (shape.ok) {
        const { value } = shape;
        xy.set(value.xy, at);
        at += value.xy.length;
        structure.push(value.rings.length, value.parts.length);
        for (const start of value.rings) structure.push(start);
        for (const start of value.parts) structure.push(start);
        boxes.push(...value.box);
      }
      const values = names.map((name) => item.values[name] ?? null);
      return { kind: 'feature', number, values, shape: shape.ok ? shape.value.kind : shape.error } as const;
    });
    return {
      entries,
      names,
      xy,
      structure: Int32Array.from(structure),
      boxes: Float64Array.from(boxes),
      ...state,
    };
  }
}

/** The features of a batch, in their order. Shapes are views on its coordinates. */
export function* unpackBatch({ entries, names, xy, structure, boxes }: GridBatch): Generator<GridItem> {
  let at = 0;
  let from = 0;
  let shapes = 0;
  for (const entry of entries) {
    if (entry.kind === 'problem') {
      yield entry;
      continue;
    }
    const values = new NewRawValues();
    for (let i = 0; i < names.length; i++) values[names[i]!] = entry.values[i]!;
    const { number, shape: kind } = entry;
    if (typeof kind !== 'string') {
      yield { kind: 'feature', number, values, shape: { ok: false, error: kind } };
      continue;
    }
    const rings = structure.slice(at + 2, at + 2 + structure[at]!);
    const parts = structure.slice(at + 2 + rings.length, at + 2 + rings.length + structure[at + 1]!);
    at += 2 + rings.length + parts.length;
    const to = from + 2 * rings[rings.length - 1]!;
    const b = 4 * shapes++;
    const box: Box = [boxes[b]!, boxes[b + 1]!, boxes[b + 2]!, boxes[b + 3]!];
    const shape: Packed = { kind, xy: xy.subarray(from, to), rings, parts, box };
    from = to;
    yield { kind: 'feature', number, values, shape: { ok: true, value: shape } };
  }
}
