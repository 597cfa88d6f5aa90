import type { Field, LayerSchema } from '../model/layer.ts';
import type { ValueType } from './ast.ts';

/** What a name in an expression means. */
export type Resolved =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'ambiguous'; readonly among: readonly Field[] }
  | { readonly kind: 'unknown' };

/** Words of daily use for fields that the standards name otherwise. */
const SYNONYMS: Readonly<Record<string, string>> = { 乡镇: 'admin_name', township: 'admin_name' };

/** Fields whose values can be asked for. */
export const usableFields = (layer: LayerSchema): readonly Field[] =>
  layer.fields.filter((field) => field.type !== 'blob' && field.type !== 'json');

export const fieldType = (field: Field): ValueType =>
  ['int', 'real', 'bool'].includes(field.type as string) ? 'number' : 'text';

/**
 * The field of a name: by its name, its label in either language, its name in the standard databases, an alias, a
 * word of daily use, or as a part of one Chinese label only. Without regard to case.
 */
export function resolveField(layer: LayerSchema, name: string): Resolved {
  const wanted = name.toLowerCase();
  const fields = usableFields(layer);
  const is = (text: string | undefined): boolean => text?.toLowerCase() === wanted;
  const ways: readonly ((field: Field) => boolean)[] = [
    (field) => is(field.name),
    (field) => is(field.label['zh-CN']) || is(field.label.en),
    (field) => is(field.standardName),
    (field) => Object.hasOwn(SYNONYMS, wanted) && SYNONYMS[wanted] === field.name,
    (field) => field.aliases.some(is),
  ];
  for (const way of ways) {
    const field = fields.find(way);
    if (field !== undefined) return { kind: 'field', field };
  }
  if (Array.from(name).length < 2) return { kind: 'unknown' };
  const among = fields.filter((field) => field.label['zh-CN'].includes(name));
  if (among.length > 1) return { kind: 'ambiguous', among };
  return among[0] === undefined ? { kind: 'unknown' } : { kind: 'field', field: among[0] };
}
