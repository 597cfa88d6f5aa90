import { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';

/** Names of the parts of a box. Evidence lies beside them by its hash. */
export const META_PART = 'meta.json';
export const CHANGES_PART = 'changes.bin';
export const BLUEPRINT_PART = 'blueprint.gpkg';
export const BASEMAP_PART = 'basemap.mbtiles';
export const BLOB_NAME = /^[0-9a-f]{64}$/;

const line = z.string().max(500);
const uuid = z.string().regex(/^[0-9a-f-]{36}$/);
const count = z.number().int().nonnegative();
const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const county = z.strictObject({ code: line, name: line });

/** What goes into the field, as it is kept with the package and in the blueprint that works with it. */
export const fieldPackage = z.strictObject({
  uuid,
  name: line,
  /** The blueprint it was cut from, and the step it is of. */
  blueprint: uuid,
  baseSeq: count,
  county,
  classification: z.enum(['public', 'internal', 'secret']),
  /** Degrees. */
  area: box,
  layers: z.array(z.strictObject({ layer: line, count })).max(1000),
  tasks: count,
  people: z.array(line).max(100),
  author: line,
  time: line,
});
export type FieldPackage = Readonly<z.infer<typeof fieldPackage>>;

export const changeSetMeta = z.strictObject({
  uuid,
  name: line,
  /** The blueprint they are changes of: of a field package, that it was cut from. */
  blueprint: uuid,
  county,
  classification: z.enum(['public', 'internal', 'secret']),
  /** Migrations of the file they come from. */
  schema: count,
  /** The step they begin after, and the last one of them, in that copy. */
  from: count,
  to: count,
  /** Identity of that last step: tells copies of one file apart, which the number does not. */
  toId: uuid,
  /** Steps of that copy at which sets were made before, ascending. */
  marks: z.array(z.strictObject({ seq: count, id: uuid })).max(1000),
  field: fieldPackage.nullable(),
  author: line,
  time: line,
  records: count,
  blobs: count,
});
export type ChangeSetMeta = Readonly<z.infer<typeof changeSetMeta>>;

/** The description of a set of changes. Failures `exchange.not-changes`. */
export function readMeta(json: string): Result<ChangeSetMeta> {
  try {
    const read = changeSetMeta.safeParse(JSON.parse(json));
    return read.success ? ok(read.data) : fail('exchange.not-changes');
  } catch {
    return fail('exchange.not-changes');
  }
}

/** The package that a blueprint works with, from its fact `field_package`; null for none that can be read. */
export function readField(json: string | null | undefined): FieldPackage | null {
  if (json === null || json === undefined) return null;
  try {
    const read = fieldPackage.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
