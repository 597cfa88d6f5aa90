/** A text cut where it matches, so that matches can be drawn bold. */
export interface Part {
  readonly text: string;
  readonly hit: boolean;
}

/** True when every word of the search is somewhere in the text, in any case. */
export function matches(text: string, search: string): boolean {
  const plain = text.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

/** The text in parts, matches of the words of the search marked. */
export function parts(text: string, search: string): readonly Part[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const plain = text.toLowerCase();
  const out: Part[] = [];
  let from = 0;
  while (from < text.length) {
    const next = words
      .map((word) => ({ word, at: plain.indexOf(word, from) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.word.length - a.word.length)[0];
    if (next === undefined) break;
    if (next.at > from) out.push({ text: text.slice(from, next.at), hit: false });
    out.push({ text: text.slice(next.at, next.at + next.word.length), hit: true });
    from = next.at + next.word.length;
  }
  if (from < text.length) out.push({ text: text.slice(from), hit: false });
  return out;
}

/** How well a label that matches fits: what is typed is all of it, its beginning, or somewhere within it. */
export function rank(label: string, search: string): number {
  const [whole, typed] = [label.toLowerCase(), search.trim().toLowerCase()];
  if (typed === '') return 0;
  return whole === typed ? 0 : whole.startsWith(typed) ? 1 : 2;
}
