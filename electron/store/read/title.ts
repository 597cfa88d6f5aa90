import { codeEntry } from '../../../shared/model/code-list.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import type { Reader } from './reader-types.ts';

/** Text fields that end in `name` but name something else than the feature. */
const OTHER_NAMES = new Set(['admin_name', 'owner_name', 'location_unit_name']);

/** Fields that could name a feature, best first. */
export function nameFields(schema: LayerSchema): readonly string[] {
  const names = schema.fields
    .filter((field) => field.type === 'text' && field.name.endsWith('name') && !OTHER_NAMES.has(field.name))
    .map((field) => field.name);
  return names.includes('name') ? ['name', ...names.filter((name) => name !== 'name')] : names;
}

/** Code fields that say what a feature is, in the order of the schema; those that describe the data are left out. */
export function classFields(
  schema: LayerSchema,
): readonly { readonly name: string; readonly domain: string }[] {
  return schema.fields.flatMap((field) =>
    field.domain !== undefined && field.name !== 'class_edition' && field.name !== 'classification_mark'
      ? [{ name: field.name, domain: field.domain }]
      : [],
  );
}

/** Fields that `featureTitle` reads. */
export const titleFields = (schema: LayerSchema): readonly string[] => [
  ...nameFields(schema),
  ...classFields(schema).map((field) => field.name),
  ...(schema.fields.some((field) => field.name === 'identifier') ? ['identifier'] : []),
];

const filled = (value: FieldValue | undefined): value is string | number =>
  value !== null && value !== undefined && value !== '';

/** What a feature is called in lists: its name, else its class, else its identifier, else its uid. */
export function featureTitle(schema: LayerSchema, fields: Fields, uid: string): string {
  for (const name of nameFields(schema)) {
    const value = fields[name];
    if (filled(value)) return String(value);
  }
  for (const { name, domain } of classFields(schema)) {
    const value = fields[name];
    if (filled(value)) return codeEntry(domain, String(value))?.label['zh-CN'] ?? String(value);
  }
  return filled(fields.identifier) ? String(fields.identifier) : uid;
}

/** Figures at the end of an identifier that tell features of one place apart. */
const TAIL = 4;

/**
 * What a feature is called beside the pointer: its name, else the end of its identifier, else its class. Its geometry
 * is not read.
 */
export function shortTitle(reader: Reader, layer: string, fid: number, uid: string): string {
  const schema = reader.schema(layer);
  if (schema === undefined) return '';
  const names = titleFields(schema);
  let title = '';
  reader.visitFields(layer, [fid], names, ({ values }) => {
    const fields = Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]));
    const named = nameFields(schema).some((name) => filled(fields[name]));
    const identifier = fields.identifier;
    title =
      !named && filled(identifier)
        ? `…${String(identifier).slice(-TAIL)}`
        : featureTitle(schema, fields, `…${uid.slice(-TAIL)}`);
  });
  return title;
}
