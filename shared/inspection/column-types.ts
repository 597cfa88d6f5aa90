import type { Field } from '../model/layer.ts';

/** What a column can hold, as far as its declared type says. */
type Storage = 'text' | 'integer' | 'real' | 'date' | 'datetime' | 'boolean' | 'blob' | 'other';

/** Names of GeoPackage 1.4, table 1, and those that other programs write for the same. */
const STORAGES: readonly (readonly [RegExp, Storage])[] = [
  [/^(TEXT|VARCHAR|CHAR|NVARCHAR|STRING)/, 'text'],
  [/^DATETIME|^TIMESTAMP/, 'datetime'],
  [/^DATE/, 'date'],
  [/^BOOL/, 'boolean'],
  [/^(TINYINT|SMALLINT|MEDIUMINT|INT)/, 'integer'],
  [/^(DOUBLE|FLOAT|REAL|NUMERIC)/, 'real'],
  [/^BLOB/, 'blob'],
];

const storageOf = (declared: string): Storage =>
  STORAGES.find(([pattern]) => pattern.test(declared.trim().toUpperCase()))?.[1] ?? 'other';

const lengthOf = (declared: string): number | null => {
  const match = /\((\d+)\)/.exec(declared);
  return match === null ? null : Number(match[1]);
};

/** The storage of a field. The schema data also says `bool`. */
function storageOfField({ type }: Field): Storage {
  const known: string = type;
  switch (known) {
    case 'int':
      return 'integer';
    case 'real':
      return 'real';
    case 'date':
    case 'datetime':
    case 'blob':
      return known;
    case 'bool':
      return 'boolean';
    default:
      return 'text';
  }
}

/** Whether a declared column type is that of a field. A text column may be declared without a length. */
export function fits(field: Field, declared: string): boolean {
  const wanted = storageOfField(field);
  if (storageOf(declared) !== wanted) return false;
  const length = lengthOf(declared);
  return wanted !== 'text' || length === null || field.length === undefined || length === field.length;
}

export const declaredText = (declared: string): string => (declared.trim() === '' ? '—' : declared);

const NAMES: Readonly<Record<Storage, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'DOUBLE',
  date: 'DATE',
  datetime: 'DATETIME',
  boolean: 'BOOLEAN',
  blob: 'BLOB',
  other: '—',
};

/** The type that a field's column has, as GeoPackage writes it. */
export const expectedText = (field: Field): string => {
  const storage = storageOfField(field);
  return storage === 'text' && field.length ? `TEXT(${field.length})` : NAMES[storage];
};
