import type { LayerSchema } from '../../model/layer.ts';
import type { Fields, FieldValue } from '../../model/record.ts';

/** Whether a value says anything: blanks do not. */
export const isFilled = (value: FieldValue | undefined): boolean =>
  value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '');

/** A number a field holds; null where it holds none. */
export const numberOf = (fields: Fields, name: string): number | null => {
  const value = fields[name];
  return typeof value === 'number' ? value : null;
};

export const hasField = ({ fields }: LayerSchema, name: string): boolean =>
  fields.some((field) => field.name === name);
