import type { FieldValue } from '../../shared/model/record.ts';
import { decodeImage, encodeImage } from './record-image.ts';
import type { Db } from './sqlite.ts';

/*
 * Before-images in SQL, so that a column of very many rows is taken back, or noted, by a few statements: reading each
 * row with its shape and writing it one by one costs ten times as much. Only images of fields alone.
 */

const fieldValue = (value: unknown): FieldValue =>
  typeof value === 'number' || typeof value === 'string' ? value : null;

/** The names of the fields of an image in their order, as JSON; null where it says more than fields. */
function fieldNames(before: unknown): string | null {
  if (!(before instanceof Uint8Array)) return null;
  const { fields, geometry } = decodeImage(before, null);
  return geometry === undefined ? JSON.stringify(Object.keys(fields)) : null;
}

/** Whether the geometry of an image is left alone: its last byte says so, and nothing follows it. */
const hasShape = (before: Uint8Array): boolean => {
  const length = new DataView(before.buffer, before.byteOffset, before.byteLength).getUint32(0, true);
  return before.byteLength !== length + 5 || before[length + 4] !== 0;
};

/**
 * `lantu_image(name, value, ...)`: the image of these fields. `lantu_image_names(image)`: the names of its fields, null
 * where it has a shape too.
 */
export function registerImageFunctions(db: Db): void {
  db.function('lantu_image', { varargs: true, deterministic: true }, (...parts: unknown[]) => {
    const fields: Record<string, FieldValue> = {};
    for (let i = 0; i + 1 < parts.length; i += 2) fields[String(parts[i])] = fieldValue(parts[i + 1]);
    return encodeImage({ fields, geometry: undefined }, null);
  });
  db.function('lantu_image_names', { deterministic: true }, (before: unknown) =>
    before instanceof Uint8Array && !hasShape(before) ? fieldNames(before) : null,
  );
}
