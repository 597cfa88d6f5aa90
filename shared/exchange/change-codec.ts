import { z } from 'zod';
import { samePacked } from '../geometry/counts.ts';
import { decodeGrid, encodeGrid } from '../geometry/grid-bytes.ts';
import { isCanonical } from '../geometry/grid.ts';
import type { Packed } from '../geometry/packed.ts';
import type { ChangedRecord, Existing } from '../merge/types.ts';

/** A record of a set of changes with its state at earlier marks, where that is not the one it has now. */
export interface MarkedRecord extends ChangedRecord {
  readonly marks: readonly { readonly seq: number; readonly state: Existing }[];
}

/*
 * A record is the length of its JSON (uint32, big-endian), the JSON, and the grid bytes of its shapes one after the
 * other, whose lengths stand in the JSON. A shape that several states share stands once: most changes move none.
 */

const value = z.union([z.string(), z.number(), z.null()]);
const index = z.number().int().nonnegative();
const state = z
  .strictObject({
    fields: z.record(z.string().max(200), value),
    /** Place of its shape among those of the record. */
    shape: index.nullable(),
  })
  .nullable();
const head = z.strictObject({
  table: z.string().min(1).max(200),
  uid: z.string().min(1).max(100),
  base: state,
  theirs: state,
  marks: z.array(z.strictObject({ seq: index, state })).max(1000),
  /** Lengths, bytes. */
  shapes: z.array(index.max(2 ** 31)).max(1002),
});
type Head = z.infer<typeof head>;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true });

export function encodeChange({ ref, base, theirs, marks }: MarkedRecord): Uint8Array {
  const shapes: Packed[] = [];
  const shapeOf = (geometry: Packed): number => {
    const known = shapes.findIndex((shape) => samePacked(shape, geometry));
    return known >= 0 ? known : shapes.push(geometry) - 1;
  };
  const stateOf = (of: Existing): Head['base'] =>
    of === null
      ? null
      : {
          fields: Object.fromEntries(Object.entries(of.fields).filter(([, cell]) => cell !== null)),
          shape: of.geometry === null ? null : shapeOf(of.geometry),
        };
  const states = {
    base: stateOf(base),
    theirs: stateOf(theirs),
    marks: marks.map((mark) => ({ seq: mark.seq, state: stateOf(mark.state) })),
  };
  const parts = shapes.map(encodeGrid);
  const json = utf8.encode(
    JSON.stringify({ ...ref, ...states, shapes: parts.map(({ length }) => length) } satisfies Head),
  );
  const out = new Uint8Array(4 + json.length + parts.reduce((sum, { length }) => sum + length, 0));
  new DataView(out.buffer).setUint32(0, json.length);
  out.set(json, 4);
  let at = 4 + json.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The shapes that fill the rest of a record. Throws a RangeError for others. */
function shapesOf(bytes: Uint8Array, from: number, lengths: readonly number[]): Packed[] {
  let at = from;
  const shapes = lengths.map((length) => {
    if (at + length > bytes.length) throw new RangeError('shape beyond the end');
    const shape = decodeGrid(bytes.subarray(at, at + length));
    at += length;
    if (!shape.xy.every(isCanonical)) throw new RangeError('off the grid');
    return shape;
  });
  if (at !== bytes.length) throw new RangeError('bytes that belong to nothing');
  return shapes;
}

/** Undefined for bytes that are no record: too short, another form, shapes off the grid. */
export function decodeChange(bytes: Uint8Array): MarkedRecord | undefined {
  if (bytes.length < 4) return undefined;
  const from = 4 + new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  if (from > bytes.length) return undefined;
  try {
    const given = head.safeParse(JSON.parse(fromUtf8.decode(bytes.subarray(4, from))));
    if (!given.success) return undefined;
    const { table, uid, base, theirs, marks, shapes: lengths } = given.data;
    const shapes = shapesOf(bytes, from, lengths);
    const stateOf = (of: Head['base']): Existing => {
      if (of === null) return null;
      const geometry = of.shape === null ? null : shapes[of.shape];
      if (geometry === undefined) throw new RangeError('no such shape');
      return { fields: of.fields, geometry };
    };
    return {
      ref: { table, uid },
      base: stateOf(base),
      theirs: stateOf(theirs),
      marks: marks.map(({ seq, state: then }) => ({ seq, state: stateOf(then) })),
    };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

/** What was left out of a record when changes of it were taken: all of it, or some of its fields. */
export type LeftOut = 'all' | readonly string[];

/**
 * The change as it looks to who took the same copy's changes up to `seen` before: from the state at that mark, and of
 * what was left out then from the very beginning. Null: nothing is new of it.
 *
 * @param seen a step of the copy; 0 for none
 */
export function changeAfter(
  { ref, base, theirs, marks }: MarkedRecord,
  seen: number,
  left?: LeftOut,
): ChangedRecord | null {
  if (seen === 0 || left === 'all') return base === null && theirs === null ? null : { ref, base, theirs };
  const mark = marks.find(({ seq }) => seq === seen);
  if (left === undefined) return mark === undefined ? null : { ref, base: mark.state, theirs };
  const then = mark === undefined ? theirs : mark.state;
  if (then === null) return { ref, base: then, theirs };
  const fields = { ...then.fields };
  for (const name of left) fields[name] = base?.fields[name] ?? null;
  return { ref, base: { ...then, fields }, theirs };
}
