import type { ListedDispute } from '../../../shared/bridge/exchange-contract.ts';
import type { FieldDispute } from '../../../shared/merge/types.ts';
import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import { formSections, type FormField } from '../../forms/form-model.ts';
import { fieldLabel } from '../../i18n/field-text.ts';
import type { Texts } from '../../i18n/use-text.ts';

/** The text of a key, or something else where there is none. */
const known = (t: Texts['t'], key: string, other: string): string => {
  const said = t(key);
  return said === key ? other : said;
};

/** What a table is called: a layer by its name, tables of our own by a word. */
export const tableName = ({ t, name }: Texts, table: string, schema: LayerSchema | undefined): string =>
  schema === undefined ? known(t, `merge.table.${table}`, table) : name(schema.name);

export const fieldName = ({ t, language }: Texts, field: string, schema: LayerSchema | undefined): string =>
  schema === undefined ? known(t, `merge.field.${field}`, field) : fieldLabel(schema, field, language);

/** What is disputed of a record, in few words. */
export function whatOf(said: Texts, dispute: ListedDispute, schema: LayerSchema | undefined): string {
  const { t } = said;
  if (dispute.existence !== null) return t(`exchange.dispute.${dispute.existence}`);
  return [
    ...(dispute.shape === null ? [] : [t('merge.shape')]),
    ...dispute.fields.map(({ field }) => fieldName(said, field, schema)),
  ].join(t('rules.list-separator'));
}

/** How a value for a disputed field is typed in; undefined for one that nobody types. */
export function typedField(
  said: Texts,
  { field, mine, theirs }: FieldDispute,
  schema: LayerSchema | undefined,
): FormField | undefined {
  const item = schema && formSections(schema).flatMap(({ fields }) => fields);
  const found = item?.find((one) => one.field.name === field);
  if (found !== undefined) return found.readOnly ? undefined : found;
  // Words in our own tables: notes of two people go together.
  if (schema !== undefined || typeof mine !== 'string' || typeof theirs !== 'string') return undefined;
  const label = fieldName(said, field, schema);
  const plain: Pick<Field, 'name' | 'label' | 'type' | 'required'> = {
    name: field,
    label: { 'zh-CN': label, en: label },
    type: 'text',
    required: false,
  };
  return { field: plain as Field, control: 'text', readOnly: false };
}

/** Both texts one after the other; undefined where they are no texts, or one of them is empty. */
export function joined(item: FormField, { mine, theirs }: FieldDispute, between: string): string | undefined {
  if (item.control !== 'text' && item.control !== 'long-text') return undefined;
  if (typeof mine !== 'string' || typeof theirs !== 'string') return undefined;
  return mine.trim() === '' || theirs.trim() === '' ? undefined : `${mine}${between}${theirs}`;
}
