import {
  classMap,
  classSteps,
  readClassBook,
  type BookReading,
  type ClassBook,
  type ClassStep,
  type ValueCount,
} from './class-books.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';

/** Target field name to source field name. */
type Mapping = Readonly<Record<string, string>>;

/** The classes of one column: what they are, and what the user has said of them. */
export interface ClassColumn {
  readonly source: string;
  /** Null until counted. */
  readonly values: readonly ValueCount[] | null;
  readonly reading: BookReading | null;
  readonly book: ClassBook | null;
  /** Code of the source -> chosen class, for those that are one in the source and several here. */
  readonly answers: Readonly<Record<string, string>>;
}

/** By target field. */
export type ClassColumns = Readonly<Record<string, ClassColumn>>;

/** Fields of planned use that the source fills; a field that keeps the raw spelling is not converted. */
export const classFields = (schema: LayerSchema, mapping: Mapping): readonly Field[] =>
  schema.fields.filter(
    ({ name, domain }) =>
      domain === 'land_use_class' && !name.endsWith('_raw') && mapping[name] !== undefined,
  );

/** A column as counted: its book is taken where the codes tell it. */
export function counted(source: string, values: readonly ValueCount[]): ClassColumn {
  const reading = readClassBook(values);
  return { source, values, reading, book: reading.book, answers: {} };
}

/** What becomes of the codes of a column; none as long as its book is not known. */
export const stepsOf = ({ book, values }: ClassColumn): readonly ClassStep[] =>
  book === null || values === null ? [] : classSteps(book, values);

/** Codes of a column that are several classes of planned use and wait for an answer, as they stand in the source. */
export const openSteps = (column: ClassColumn): readonly ClassStep[] =>
  stepsOf(column).filter(({ how, code }) => how === 'ask' && !column.answers[code]);

/** The part of an import plan that writes codes in those of this product; undefined where nothing changes. */
export function codesOf(
  columns: ClassColumns,
  mapping: Mapping,
): Record<string, Record<string, string>> | undefined {
  const codes: Record<string, Record<string, string>> = {};
  for (const [field, column] of Object.entries(columns)) {
    if (mapping[field] !== column.source) continue;
    const map = classMap(stepsOf(column), column.answers);
    if (Object.keys(map).length > 0) codes[field] = map;
  }
  return Object.keys(codes).length > 0 ? codes : undefined;
}

/** Field that says which edition the codes of a layer are from. */
const EDITION_FIELD = 'class_edition';

/**
 * Constants with the edition filled in: codes whose book is known are written in those of 2023. What the source or the
 * user says of it stays.
 */
export function withEdition(
  schema: LayerSchema,
  mapping: Mapping,
  columns: ClassColumns,
  constants: Readonly<Record<string, FieldValue>>,
): Readonly<Record<string, FieldValue>> {
  const known = Object.entries(columns).some(
    ([field, { source, book }]) => mapping[field] === source && book !== null,
  );
  const asked =
    schema.fields.some(({ name }) => name === EDITION_FIELD) &&
    mapping[EDITION_FIELD] === undefined &&
    (constants[EDITION_FIELD] ?? null) === null;
  return known && asked ? { ...constants, [EDITION_FIELD]: '2023' } : constants;
}

/** Whether a column waits for the user to say its book. */
export const bookMissing = (columns: ClassColumns, mapping: Mapping): boolean =>
  Object.entries(columns).some(
    ([field, { source, values, book }]) =>
      mapping[field] === source && values !== null && values.length > 0 && book === null,
  );
