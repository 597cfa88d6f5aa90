/** How values are parted in a file. */
export type Delimiter = ',' | ';' | '\t' | '|' | '，';
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|', '，'];

/** Lines looked at. */
const LINES = 50;

/** Fields of each line outside quotes, whole records only. */
function fieldCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  let empty = true;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === delimiter) fields++;
    else if (character === '\n') {
      if (!empty) counts.push(fields);
      if (counts.length >= LINES) return counts;
      fields = 1;
      empty = true;
      continue;
    }
    if (character !== '\r') empty = false;
  }
  if (!empty) counts.push(fields);
  return counts;
}

/** A first line `sep=;` is a hint for spreadsheets, not a record. */
export function separatorHint(text: string): Delimiter | null {
  const match = /^sep=(.)\r?\n/.exec(text);
  return DELIMITERS.find((one) => one === match?.[1]) ?? null;
}

/**
 * The delimiter of a text: the one that parts most of its lines into the same number of fields, two at least; of
 * several the one that makes more fields. A comma where none does: then the file has one column.
 */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = fieldCounts(text, delimiter);
    const tally = new Map<number, number>();
    for (const count of counts) if (count > 1) tally.set(count, (tally.get(count) ?? 0) + 1);
    for (const [fields, lines] of tally) {
      const score = (lines / counts.length) * 1000 + Math.min(fields, 100);
      if (score > bestScore) [best, bestScore] = [delimiter, score];
    }
  }
  return best;
}
