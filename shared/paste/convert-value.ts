import { coerce } from '../import/coerce.ts';
import { codeEntry, codeList } from '../model/code-list.ts';
import type { Field } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';
import type { SourceField } from './suggest-mapping.ts';

/** A value fitted to a field. `lost` when there was one and the field cannot hold it. */
export interface Converted {
  readonly value: FieldValue;
  readonly lost: boolean;
}

/** What of a value goes over: a code of another list goes by its name, because the same code may mean another thing. */
function spoken(source: SourceField | undefined, target: Field, value: string | number): string | number {
  const domain = source?.domain;
  if (domain === undefined || codeList(domain) === undefined || typeof value !== 'string') return value;
  if (target.domain === undefined || target.domain === domain) return value;
  return codeEntry(domain, value)?.label['zh-CN'] ?? value;
}

/**
 * A value as another field holds it: numbers from text and text from numbers, codes by code or name. What is not in the
 * code list of the field, no number or date, or too long is lost, not bent.
 */
export function convertValue(source: SourceField | undefined, target: Field, value: FieldValue): Converted {
  if (value === null || value === '') return { value: null, lost: false };
  const read = coerce(target, spoken(source, target, value));
  const isLost =
    read.note === 'code-unknown' ||
    read.note === 'code-mixed' ||
    read.note === 'text-cut' ||
    read.note === 'not-whole' ||
    read.value === null;
  return isLost ? { value: null, lost: true } : { value: read.value, lost: false };
}
