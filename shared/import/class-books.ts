import books from '../../resources/codes/class-books.json' with { type: 'json' };
import editions from '../../resources/codes/land-use-2020-to-2023.json' with { type: 'json' };
import mapping from '../../resources/codes/survey-to-plan.json' with { type: 'json' };
import { codeEntry, codeList } from '../model/code-list.ts';

/** The book of classes that a column of codes was written by: either edition of planned use, or the land survey. */
export type ClassBook = '2023' | '2020' | 'survey';
export const CLASS_BOOKS: readonly ClassBook[] = ['2023', '2020', 'survey'];

/** A value of a source column and how often it stands there. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What a code of another book means in the classes of planned use, 2023. */
export interface Meaning {
  /** Codes it may become, the usual one first. */
  readonly candidates: readonly string[];
  /** True where a person must choose: one class of the survey that is several of the plan. */
  readonly ask: boolean;
}

const from2020 = new Map(editions.map(({ old_2020, new_2023 }) => [old_2020, new_2023]));
const only2020 = new Set(books.only2020);
const only2023 = new Set(books.only2023);
const fromSurvey = new Map(mapping.map((entry) => [entry.surveyCode, entry]));
const isPlan = (code: string): boolean => codeEntry('land_use_class', code) !== undefined;

/** Classes below a class, itself not: what a coarse candidate of the mapping stands for. */
const below = (code: string): string[] =>
  (codeList('land_use_class') ?? [])
    .filter((entry) => entry.code.length > code.length && entry.code.startsWith(code))
    .map((entry) => entry.code);

function ofSurvey(code: string): Meaning | null {
  const entry = fromSurvey.get(code);
  if (entry === undefined) {
    // A split or adjustable class (0201K, 1104A) is said by its parent where it has no row of its own.
    const parent = /^(\d{4})[A-Z]$/.exec(code)?.[1];
    return parent === undefined ? null : ofSurvey(parent);
  }
  const many = !entry.cardinality.startsWith('一对一');
  const named = [entry.planCode, ...entry.candidates.map((one) => one.code)].filter(isPlan);
  const candidates = many ? [...new Set([...named, ...named.flatMap(below)])] : [entry.planCode];
  return candidates.every((one) => !isPlan(one)) ? null : { candidates, ask: many };
}

/** The meaning of a code by its book; null for a code the book does not have. */
export function meaningOf(book: ClassBook, code: string): Meaning | null {
  if (book === 'survey') return ofSurvey(code);
  if (book === '2020') {
    const now = from2020.get(code);
    if (now !== undefined) return { candidates: [now], ask: false };
  }
  if (book === '2020' && only2023.has(code)) return null;
  return isPlan(code) ? { candidates: [code], ask: false } : null;
}

/**
 * The code in a value: `0701`, `0701 城镇住宅用地`, the main use of `0701/09`; null where there is none. Codes are of
 * pairs of digits: an odd number of them has lost its leading zero, as in a column of numbers (701).
 */
export function codeIn(value: string): string | null {
  const found = /^((\d{1,8})[A-Z0-9]{0,3})(?![0-9A-Za-z])/.exec(value.normalize('NFKC').trim());
  const [, code = null, digits = ''] = found ?? [];
  return code !== null && digits.length % 2 === 1 ? `0${code}` : code;
}

/** What a column says about its book. */
export interface BookReading {
  /** Null where the codes fit several books that read them differently. */
  readonly book: ClassBook | null;
  /** Codes that only this book has. */
  readonly evidence: readonly string[];
}

/** Whether a book alone has a code. A code of planned use that both editions have proves none of them. */
const PROOFS: Readonly<Record<ClassBook, (code: string) => boolean>> = {
  '2020': (code) => only2020.has(code),
  '2023': (code) => only2023.has(code),
  survey: (code) => ofSurvey(code) !== null && !isPlan(code) && !only2020.has(code),
};

/** What a book makes of codes, to be compared. */
const outcome = (book: ClassBook, codes: readonly string[]): string =>
  codes
    .map((code) => {
      const meaning = meaningOf(book, code);
      return meaning?.ask ? '?' : meaning?.candidates[0];
    })
    .join();

/**
 * Tells the book from the codes. Codes that one book alone has decide, unless others contradict them. Where several
 * books fit and all would make the same of every code, the choice does not matter and the present edition is taken.
 */
export function readClassBook(values: readonly ValueCount[]): BookReading {
  const codes = [...new Set(values.flatMap(({ value }) => codeIn(value) ?? []))];
  const proofs = CLASS_BOOKS.map((book) => ({ book, evidence: codes.filter(PROOFS[book]) })).filter(
    ({ evidence }) => evidence.length > 0,
  );
  const ofPlan = codes.some((code) => isPlan(code) && ofSurvey(code) === null);
  const [proof] = proofs;
  if (proofs.length > 1 || (proof?.book === 'survey' && ofPlan)) return { book: null, evidence: [] };
  if (proof !== undefined) return proof;
  const fits = CLASS_BOOKS.filter(
    (book) => !(book === 'survey' && ofPlan) && codes.every((code) => meaningOf(book, code) !== null),
  );
  const same = new Set(fits.map((book) => outcome(book, codes))).size === 1;
  return { book: same ? fits[0]! : null, evidence: [] };
}

/** What becomes of one code of a column. */
export interface ClassStep {
  readonly code: string;
  /** Values of the column that carry the code, e.g. with its name beside it. */
  readonly values: readonly string[];
  readonly count: number;
  readonly how: 'kept' | 'converted' | 'ask' | 'unknown';
  readonly candidates: readonly string[];
}

/** The codes of a column by what becomes of them, those to be asked first, then by frequency. */
export function classSteps(book: ClassBook, values: readonly ValueCount[]): ClassStep[] {
  const byCode = new Map<string, { values: string[]; count: number }>();
  for (const { value, count } of values) {
    const code = codeIn(value);
    if (code === null) continue;
    const entry = byCode.get(code) ?? { values: [], count: 0 };
    entry.values.push(value);
    entry.count += count;
    byCode.set(code, entry);
  }
  const order = ['ask', 'unknown', 'converted', 'kept'];
  return [...byCode]
    .map(([code, entry]): ClassStep => {
      const meaning = meaningOf(book, code);
      const how =
        meaning === null
          ? 'unknown'
          : meaning.ask
            ? 'ask'
            : meaning.candidates[0] === code
              ? 'kept'
              : 'converted';
      return { code, ...entry, how, candidates: meaning?.candidates ?? [] };
    })
    .toSorted((a, b) => order.indexOf(a.how) - order.indexOf(b.how) || b.count - a.count);
}

/**
 * Whether a code that waits for an answer would be taken for another class if it stayed: 0601, 工业用地 of the survey, is
 * 农村道路 of the plan.
 */
const misread = ({ code, candidates }: ClassStep): boolean => isPlan(code) && !candidates.includes(code);

/**
 * Which value becomes which code; the empty text for none. Nothing is guessed: of the codes that are asked and not
 * answered, those that are another class here become none, and are found as lacking; the others stay as they are, and
 * are found by the rule on code tables unless they are one of their own candidates.
 *
 * @param answers code of the source -> chosen code
 */
export function classMap(
  steps: readonly ClassStep[],
  answers: Readonly<Record<string, string>>,
): Record<string, string> {
  const map: Record<string, string> = {};
  for (const step of steps) {
    const { code, values, how, candidates } = step;
    const answer = how === 'ask' ? answers[code] || (misread(step) ? '' : undefined) : undefined;
    const to = how === 'converted' ? candidates[0] : answer;
    if (to !== undefined) for (const value of values) map[value] = to;
  }
  return map;
}
