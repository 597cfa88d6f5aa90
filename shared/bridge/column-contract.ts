import { z } from 'zod';
import type { ConversionReport } from '../change/convert-value.ts';
import { method } from './contract.ts';
import { layerId, text } from './schemas.ts';

export interface FieldValues {
  /** Different values, empty ones not counted. */
  readonly distinct: number;
  /** Records without a value. */
  readonly empty: number;
  readonly values: readonly { readonly value: string | number; readonly count: number }[];
}

export interface ClassBreaks {
  /** Ascending; one more than there are classes. Empty where no record has a number. */
  readonly breaks: readonly number[];
  /** Records in each class. */
  readonly counts: readonly number[];
  /** Records without a number. */
  readonly empty: number;
}

/** What styles and changes of fields ask about the values of a whole column. */
export const columnMethods = {
  /** The values of a field with how often each occurs, the most frequent first. */
  fieldValues: method<FieldValues>()(
    z.strictObject({ layer: layerId, field: text, limit: z.number().int().min(1).max(1_000) }),
  ),
  /** Borders of classes of a number field. */
  classBreaks: method<ClassBreaks>()(
    z.strictObject({
      layer: layerId,
      field: text,
      method: z.enum(['equal', 'quantile', 'natural']),
      classes: z.number().int().min(1).max(32),
    }),
  ),
  /** What another type would make of the values of a field; nothing is written. */
  conversionPreview: method<ConversionReport>()(
    z.strictObject({
      layer: layerId,
      field: text,
      to: z.strictObject({
        type: z.enum(['text', 'int', 'real', 'date', 'datetime', 'code']),
        length: z.number().int().positive().nullable(),
        domain: text.nullable(),
      }),
    }),
  ),
};
