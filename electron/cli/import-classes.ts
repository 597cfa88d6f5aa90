import type { CallOptions, ClientOf } from '../../shared/bridge/contract.ts';
import type { ImportPlan, queryContract } from '../../shared/bridge/query-contract.ts';
import { text } from '../../shared/i18n/text.ts';
import { CLASS_BOOKS, type ClassBook } from '../../shared/import/class-books.ts';
import {
  bookMissing,
  classFields,
  codesOf,
  counted,
  openSteps,
  withEdition,
  type ClassColumn,
  type ClassColumns,
} from '../../shared/import/class-columns.ts';
import type { LayerSchema } from '../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { CliIo } from './define-command.ts';

/** Codes named where the book of a column is asked for. */
const SHOWN = 6;

export const isClassBook = (word: string): word is ClassBook => CLASS_BOOKS.some((one) => one === word);

/** A plan with the class codes of its columns written in those of this product. */
export interface ClassedPlan {
  readonly plan: ImportPlan;
  readonly columns: ClassColumns;
}

/**
 * Counts the codes of every column that fills a field of planned use and tells their book.
 *
 * @param book what is said of it on the line; null leaves it to the codes
 * @returns failure `cli.class-book-needed` where the codes do not tell it; those of reading the file
 */
export async function withClasses(
  query: Pick<ClientOf<typeof queryContract>, 'importValues'>,
  file: string,
  { plan, schema }: { readonly plan: ImportPlan; readonly schema: LayerSchema },
  book: ClassBook | null,
  options: CallOptions,
): Promise<Result<ClassedPlan>> {
  const { mapping, constants, encoding, sourceLayer } = plan;
  const columns: Record<string, ClassColumn> = {};
  for (const { name } of classFields(schema, mapping)) {
    const source = mapping[name] ?? '';
    const answer = await query.importValues({ file, sourceLayer, encoding, field: source }, options);
    if (!answer.ok) return answer;
    const column = counted(source, answer.value.values);
    columns[name] = { ...column, book: book ?? column.book };
    if (bookMissing(columns, mapping)) {
      const shown = answer.value.values.slice(0, SHOWN).map(({ value }) => value);
      return fail('cli.class-book-needed', { layer: sourceLayer, column: source, codes: shown.join(', ') });
    }
  }
  const codes = codesOf(columns, mapping);
  return ok({
    plan: {
      ...plan,
      constants: { ...withEdition(schema, mapping, columns, constants) },
      ...(codes === undefined ? {} : { codes }),
    },
    columns,
  });
}

/** Says which codes wait for a person, and where the line names another book than the codes do. */
export function showClasses({ plan, columns }: ClassedPlan, io: CliIo): void {
  const say = (key: string, column: string, params: Readonly<Record<string, string>>): void =>
    io.note(`  ${text(io.language, key, { layer: plan.sourceLayer, column, ...params })}`);
  for (const column of Object.values(columns)) {
    const { book, reading, source } = column;
    if (book !== null && reading !== null && reading.book !== book && reading.evidence.length > 0) {
      const codes = reading.evidence.slice(0, SHOWN).join(', ');
      say('cli.class-book-other', source, { codes, book, other: reading.book ?? '' });
    }
    const open = openSteps(column);
    if (open.length > 0)
      say('cli.classes-open', source, {
        codes: open.map(({ code, count }) => `${code} × ${count}`).join(', '),
      });
  }
}

/** The same for machines: by target field the book, and the codes that wait with how often they stand there. */
export const classFigures = (columns: ClassColumns): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [
      field,
      {
        book: column.book,
        open: Object.fromEntries(openSteps(column).map(({ code, count }) => [code, count])),
      },
    ]),
  );
