import data from '../../resources/codes/pinyin.json' with { type: 'json' };

const readings = new Map<string, string>(
  Object.entries(data.readings).flatMap(([syllable, characters]) =>
    Array.from(characters, (character) => [character, syllable] as const),
  ),
);
const words = new Map<string, readonly string[]>(
  Object.entries(data.words).map(([word, said]) => [word, said.split(' ')]),
);
const LONGEST = Math.max(...Array.from(words.keys(), (word) => Array.from(word).length));

const HAN = /\p{Script=Han}/u;

/** True when the reading of a character is known; anything but Chinese characters needs none. */
export const hasReading = (character: string): boolean => !HAN.test(character) || readings.has(character);

/**
 * The syllable of each character of a text, toneless and as typed (`lv` for lü): one entry a character. Words that
 * are read otherwise than their characters are known (重新 chong xin). Empty where a character has no reading.
 */
export function syllables(text: string): readonly string[] {
  const characters = Array.from(text);
  const out: string[] = [];
  while (out.length < characters.length) {
    const at = out.length;
    let said: readonly string[] | undefined;
    for (let length = Math.min(LONGEST, characters.length - at); length > 0 && !said; length -= 1) {
      said = words.get(characters.slice(at, at + length).join(''));
    }
    out.push(...(said ?? [readings.get(characters[at] ?? '') ?? '']));
  }
  return out;
}

/** The initials of a text: 永久基本农田 gives `yjjbnt`; Latin letters and figures stand for themselves. */
export function initials(text: string): string {
  const characters = Array.from(text);
  return syllables(text)
    .map((syllable, at) => syllable.slice(0, 1) || (/[a-z0-9]/i.exec(characters[at] ?? '')?.[0] ?? ''))
    .join('')
    .toLowerCase();
}

/** Part of a text, counted in characters: from `start` up to but without `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const memory = new Map<
  string,
  { readonly characters: readonly string[]; readonly said: readonly string[] }
>();

function readText(text: string) {
  let known = memory.get(text);
  if (known === undefined) {
    known = { characters: Array.from(text.toLowerCase()), said: syllables(text.toLowerCase()) };
    // Labels of features come and go; code lists and commands are few.
    if (memory.size > 5000) memory.clear();
    memory.set(text, known);
  }
  return known;
}

/**
 * Where what is typed in Latin letters reads a stretch of the text: initials (`gd` for 耕地), full syllables
 * (`gengdi`), any mixture of both (`gdi`), the last syllable begun (`gengd`). Marks within the text are passed over.
 * Null where it does not.
 */
export function readsAs(text: string, typed: string): Range | null {
  const wanted = typed
    .toLowerCase()
    .replaceAll(/[\s']/g, '')
    .replaceAll(/([ln])ue/g, '$1ve');
  if (!/^[a-z0-9]+$/.test(wanted)) return null;
  const { characters, said } = readText(text);

  const follow = (at: number, rest: string): number => {
    if (rest === '') return at;
    if (at >= characters.length) return -1;
    const syllable = said[at] ?? '';
    if (syllable === '') {
      const own = characters[at] ?? '';
      if (/[\p{L}\p{N}]/u.test(own))
        return rest.startsWith(own) ? follow(at + 1, rest.slice(own.length)) : -1;
      return follow(at + 1, rest);
    }
    // The longest reading first, so that `xian` is one character before it is two.
    for (let length = Math.min(syllable.length, rest.length); length > 0; length -= 1) {
      if (!syllable.startsWith(rest.slice(0, length))) continue;
      // Within the text a character is read by its initial or in full; only the last one may be half typed.
      if (length > 1 && length < syllable.length && length < rest.length && !isInitial(syllable, length))
        continue;
      const end = follow(at + 1, rest.slice(length));
      if (end >= 0) return end;
    }
    return -1;
  };

  for (let start = 0; start < characters.length; start += 1) {
    if ((said[start] ?? '') === '' && !/[\p{L}\p{N}]/u.test(characters[start] ?? '')) continue;
    const end = follow(start, wanted);
    if (end >= 0) return { start, end };
  }
  return null;
}

/** `zh`, `ch` and `sh` are initials of two letters. */
const isInitial = (syllable: string, length: number): boolean => length === 2 && /^[zcs]h/.test(syllable);
