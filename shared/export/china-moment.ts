import { CHINA_MS } from '../change/china-day.ts';
import type { FieldValue } from '../model/record.ts';

/**
 * A moment with a zone as the figures a clock in China shows (`2026-03-02T00:00:00.000`), for formats that know no
 * zones: their moments are read as those of the office that wrote them. What names no zone, or is no moment, is left as
 * it is.
 */
export function chinaMoment(value: FieldValue): FieldValue {
  if (typeof value !== 'string' || !/(Z|[+-]\d{2}:?\d{2})$/i.test(value)) return value;
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : new Date(time + CHINA_MS).toISOString().replace(/Z$/, '');
}
