import type { FieldValue } from '../model/record.ts';

const MAX_INT32 = 2 ** 31 - 1;

/** Whether the value of a whole-number field fits into 32 bits, for formats that know two widths; null does. */
export const isNarrow = (value: FieldValue): boolean => Math.abs(Number(value)) <= MAX_INT32;
