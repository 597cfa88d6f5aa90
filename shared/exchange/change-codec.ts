import { z } from 'zod';
import { decodeGrid, encodeGrid } from '../geometry/grid-bytes.ts';
import { isCanonical } from '../geometry/grid.ts';
import type { ChangedRecord, Existing } from '../merge/types.ts';

/** A record of a set of changes with its state at earlier marks, where that is not the one it has now. */
export interface MarkedRecord extends ChangedRecord {
  readonly marks: readonly { readonly seq: number; readonly state: Existing }[];
}

/*
 * A record is the length of its JSON (uint32, big-endian), the JSON, and the grid bytes of its shapes one after the
 * other, whose lengths stand in the JSON.
 */

const value = z.union([z.string(), z.number(), z.null()]);
const state = z
  .strictObject({
    fields: z.record(z.string().max(200), value),
    shape: z
      .number()
      .int()
      .min(-1)
      .max(2 ** 31),
  })
  .nullable();
const head = z.strictObject({
  table: z.string().min(1).max(200),
  uid: z.string().min(1).max(100),
  base: state,
  theirs: state,
  marks: z.array(z.strictObject({ seq: z.number().int().nonnegative(), state })).max(1000),
});
type Head = z.infer<typeof head>;

const utf8 = new TextEncoder();

export function encodeChange({ ref, base, theirs, marks }: MarkedRecord): Uint8Array {
  const shapes: Uint8Array[] = [];
  const stateOf = (of: Existing): Head['base'] => {
    if (of === null) return null;
    const fields = Object.fromEntries(Object.entries(of.fields).filter(([, cell]) => cell !== null));
    if (of.geometry === null) return { fields, shape: -1 };
    const bytes = encodeGrid(of.geometry);
    shapes.push(bytes);
    return { fields, shape: bytes.length };
  };
  const json = utf8.encode(
    JSON.stringify({
      table: ref.table,
      uid: ref.uid,
      base: stateOf(base),
      theirs: stateOf(theirs),
      marks: marks.map((mark) => ({ seq: mark.seq, state: stateOf(mark.state) })),
    } satisfies Head),
  );
  const out = new Uint8Array(4 + json.length + shapes.reduce((sum, { length }) => sum + length, 0));
  new DataView(out.buffer).setUint32(0, json.length);
  out.set(json, 4);
  let at = 4 + json.length;
  for (const shape of shapes) {
    out.set(shape, at);
    at += shape.length;
  }
  return out;
}

/** Undefined for bytes that are no record: too short, another form, shapes off the grid. */
export function decodeChange(bytes: Uint8Array): MarkedRecord | undefined {
  if (bytes.length < 4) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  if (4 + length > bytes.length) return undefined;
  let at = 4 + length;
  const stateOf = (of: Head['base']): Existing => {
    if (of === null) return null;
    if (of.shape < 0) return { fields: of.fields, geometry: null };
    if (at + of.shape > bytes.length) throw new RangeError('shape beyond the end');
    const geometry = decodeGrid(bytes.subarray(at, at + of.shape));
    at += of.shape;
    if (!geometry.xy.every(isCanonical)) throw new RangeError('off the grid');
    return { fields: of.fields, geometry };
  };
  try {
    const given = head.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, at))),
    );
    if (!given.success) return undefined;
    const { table, uid, base, theirs, marks } = given.data;
    const record: MarkedRecord = {
      ref: { table, uid },
      base: stateOf(base),
      theirs: stateOf(theirs),
      marks: marks.map(({ seq, state: then }) => ({ seq, state: stateOf(then) })),
    };
    return at === bytes.length ? record : undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

/**
 * The change as it looks to who took the same copy's changes up to `seen` before: from the state at that mark. Null:
 * nothing is new of it.
 */
export function changeAfter({ ref, base, theirs, marks }: MarkedRecord, seen: number): ChangedRecord | null {
  if (seen === 0) return { ref, base, theirs };
  const mark = marks.find(({ seq }) => seq === seen);
  return mark === undefined ? null : { ref, base: mark.state, theirs };
}
