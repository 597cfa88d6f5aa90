import type { Fields } from '../model/record.ts';
import type { PieceDraft, SubjectFacts } from './bound-rule.ts';
import type { MessageParams } from './rule.ts';

type Param = MessageParams[string];

/** A field as text; null where it is not filled in. */
export function textOf(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (value === null || value === undefined) return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

/** A name that a field holds, or a text that says there is none. */
export const namedBy = (fields: Fields, field: string): Param => {
  const value = textOf(fields, field);
  return value === null ? { kind: 'key', key: 'rules.unnamed' } : { kind: 'text', value };
};

/** The code a field holds, to be named in each language; "not given" where it is empty. */
export const codeOf = (fields: Fields, field: string, domain: string): Param => {
  const value = textOf(fields, field);
  return { kind: 'codes', domain, values: value === null ? [] : [value] };
};

/** The code of the subject itself. */
export const subjectCode = ({ fields }: SubjectFacts, field: string, domain: string): Param =>
  codeOf(fields, field, domain);

/** What stands for a subject that has no name: its planned class or its zone. */
const STANDS_FOR = [
  { field: 'land_class', domain: 'land_use_class' },
  { field: 'zone_code', domain: 'planning_zone' },
] as const;

/** Fields that `labelOf` looks at. */
export const LABEL_FIELDS: readonly string[] = ['name', 'land_class', 'zone_code'];

/** What a subject of any layer is called: its name, else its class or zone, else what its layer is called. */
export function labelOf({ ref, fields }: SubjectFacts): Param {
  const name = textOf(fields, 'name');
  if (name !== null) return { kind: 'text', value: name };
  const standing = STANDS_FOR.find(({ field }) => textOf(fields, field) !== null);
  return standing === undefined
    ? { kind: 'layer', id: ref.table }
    : codeOf(fields, standing.field, standing.domain);
}

/** A number among a piece's facts; 0 where there is none. */
export const numberFact = ({ facts }: Pick<PieceDraft, 'facts'>, name: string): number => {
  const value = facts[name];
  return typeof value === 'number' ? value : 0;
};
