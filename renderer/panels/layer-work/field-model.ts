import type { FieldSpec } from '../../../shared/commands/layer-params.ts';
import type { Field } from '../../../shared/model/layer.ts';
import { OWN_TYPES } from '../../../shared/model/own-layer.ts';

/** A field as it stands in the form. */
export interface FieldForm {
  /** Null for a new field. */
  readonly was: string | null;
  readonly zh: string;
  readonly en: string;
  readonly name: string;
  readonly type: FieldSpec['type'];
  readonly length: string;
  readonly unit: string;
  readonly required: boolean;
  readonly domain: string | null;
  readonly split: FieldSpec['split'];
  readonly merge: FieldSpec['merge'];
}

export const NEW_FIELD: FieldForm = {
  was: null,
  zh: '',
  en: '',
  name: '',
  type: 'text',
  length: '100',
  unit: '',
  required: false,
  domain: null,
  split: 'copy',
  merge: 'keep',
};

export const isSized = (type: FieldForm['type']): boolean => type === 'text' || type === 'int';

export function formOf(field: Field): FieldForm {
  const type = OWN_TYPES.find((one) => one === field.type) ?? 'text';
  return {
    was: field.name,
    zh: field.label['zh-CN'],
    en: field.label.en,
    name: field.name,
    type,
    length: field.length ? String(field.length) : '',
    unit: field.unit ?? '',
    required: field.required,
    domain: field.domain ?? null,
    split: field.split,
    merge: field.merge,
  };
}

/** What is wrong with the form: text keys by field. */
export function fieldProblems(form: FieldForm): {
  label?: string;
  length?: string;
  name?: string;
  domain?: string;
} {
  const length = form.length.trim();
  return {
    ...(form.zh.trim() === '' && form.en.trim() === '' && { label: 'ui.field-nameless' }),
    ...(isSized(form.type) &&
      length !== '' &&
      !/^[1-9]\d{0,3}$/.test(length) && { length: 'ui.field-length-wrong' }),
    ...(form.name.trim() !== '' &&
      !/^[a-z][a-z0-9_]{0,62}$/.test(form.name.trim()) && { name: 'ui.field-name-wrong' }),
    ...(form.type === 'code' && form.domain === null && { domain: 'ui.field-domain-missing' }),
  };
}

/** The field as the commands take it. */
export function specOf(form: FieldForm): FieldSpec {
  const length = form.length.trim();
  return {
    name: form.name.trim() === '' ? null : form.name.trim(),
    label: { 'zh-CN': form.zh, en: form.en },
    type: form.type,
    length: isSized(form.type) && length !== '' ? Number(length) : null,
    unit: form.unit.trim() === '' ? null : form.unit,
    required: form.required,
    domain: form.type === 'code' ? form.domain : null,
    split: form.split,
    merge: form.merge,
  };
}
