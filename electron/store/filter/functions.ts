import { figureText, partOf, roundTo, textFigure } from '../../../shared/expression/text-values.ts';
import type { Db } from '../sqlite.ts';

const numbers = (values: readonly unknown[]): values is readonly number[] =>
  values.every((value) => typeof value === 'number');

/** Functions of expressions that SQLite has otherwise or not at all: the very ones that the evaluator calls. */
export function registerExpressionFunctions(db: Db): void {
  const pure = { deterministic: true, directOnly: true } as const;
  db.function('lantu_round', pure, (value: unknown, digits: unknown) =>
    numbers([value, digits]) ? roundTo(Number(value), Number(digits)) : null,
  );
  db.function('lantu_text', pure, (value: unknown) => (typeof value === 'number' ? figureText(value) : null));
  db.function('lantu_number', pure, (value: unknown) =>
    typeof value === 'string' ? textFigure(value) : null,
  );
  db.function('lantu_part', { ...pure, varargs: true }, (...given: unknown[]) => {
    const [text, from, count] = given;
    if (typeof text !== 'string' || typeof from !== 'number') return null;
    if (given.length > 2 && typeof count !== 'number') return null;
    return partOf(text, from, given.length > 2 ? Number(count) : undefined);
  });
}
