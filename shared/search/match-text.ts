import { readsAs, type Range } from './pinyin.ts';

/** A text cut where it matches, so that matches can be drawn bold. */
export interface Part {
  readonly text: string;
  readonly hit: boolean;
}

/** How a text fits what is typed: the better, the smaller. */
export interface Match {
  /** 0 all of it, 1 its beginning, 2 somewhere within, 3 pinyin of its beginning, 4 pinyin within. */
  readonly rank: number;
  /** Characters that match, in order, apart from one another. */
  readonly ranges: readonly Range[];
}

const words = (search: string): readonly string[] =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/**
 * Whether a text holds every word that is typed, as written or by pinyin; null where it does not. Words count from
 * the start of the text each, in any order. Nothing typed fits everything, with rank 0 and no ranges.
 */
export function matchText(text: string, search: string): Match | null {
  const wanted = words(search);
  const plain = Array.from(text.toLowerCase());
  const joined = plain.join('');
  const ranges: Range[] = [];
  let rank = 0;
  for (const word of wanted) {
    const at = joined.indexOf(word);
    if (at >= 0) {
      const length = Array.from(word).length;
      // Every place is marked; the first one decides how well it fits.
      for (let next = at; next >= 0; next = joined.indexOf(word, next + word.length)) {
        const start = Array.from(joined.slice(0, next)).length;
        ranges.push({ start, end: start + length });
      }
      rank = Math.max(rank, at > 0 ? 2 : length === plain.length ? 0 : 1);
      continue;
    }
    const read = readsAs(text, word);
    if (read === null) return wanted.length > 1 ? spelled(text, search) : null;
    ranges.push(read);
    rank = Math.max(rank, read.start === 0 ? 3 : 4);
  }
  return { rank, ranges: joinRanges(ranges) };
}

/** Syllables typed with spaces between them: `geng di`. */
function spelled(text: string, search: string): Match | null {
  const read = readsAs(text, search);
  return read === null ? null : { rank: read.start === 0 ? 3 : 4, ranges: [read] };
}

function joinRanges(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && range.start < last.end) {
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else out.push(range);
  }
  return out;
}

/** The text in parts, those that match marked. */
export function partsOf(text: string, match: Match | null): readonly Part[] {
  const characters = Array.from(text);
  const out: Part[] = [];
  let from = 0;
  const push = (end: number, hit: boolean): void => {
    if (end > from) out.push({ text: characters.slice(from, end).join(''), hit });
    from = end;
  };
  for (const { start, end } of match?.ranges ?? []) {
    push(start, false);
    push(end, true);
  }
  push(characters.length, false);
  return out;
}
