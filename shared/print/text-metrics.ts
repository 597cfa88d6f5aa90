import widths from '../../resources/print/font-widths.json' with { type: 'json' };

const EM = 1000;

const tableOf = (runs: readonly (readonly number[])[]): ReadonlyMap<number, number> =>
  new Map(runs.flatMap(([first = 0, ...advances]) => advances.map((advance, i) => [first + i, advance])));

const REGULAR = tableOf(widths.regular);
const BOLD = tableOf(widths.bold);

/** Height of figures and capitals above the base line, as a share of the type size. */
export const CAP_HEIGHT = 0.733;
/** What Chinese characters take above and below the base line, as shares of the type size. */
export const ASCENT = 0.88;
export const DESCENT = 0.12;
/** From one base line to the next. */
export const LINE_HEIGHT = 1.35;

export interface TextStyle {
  readonly size: number;
  readonly bold: boolean;
  /** Put between characters. */
  readonly spacing?: number;
}

/** Width of one line of text in the units of `size`. The bundled font without kerning: on every side the same. */
export function textWidth(text: string, { size, bold, spacing = 0 }: TextStyle): number {
  const table = bold ? BOLD : REGULAR;
  let sum = 0;
  let count = 0;
  for (const character of text) {
    sum += table.get(character.codePointAt(0)!) ?? EM;
    count++;
  }
  return (sum * size) / EM + spacing * Math.max(0, count - 1);
}

/** Characters that do not begin a line (GB/T 15834-2011, 5.1). */
const NOT_FIRST = /^[，。、；：？！）》」』】〕％‰℃·…—,.;:?!)%\]}]/u;
/** What may not be parted: a run of letters and figures, or one character. */
const PARTS = /[\p{Script=Latin}\p{N}.,%:/°′″²+\-–]+|\s+|./gu;

/** Lines no wider than `width`, broken between Chinese characters and words; a part too wide stands alone. */
export function brokenLines(text: string, width: number, style: TextStyle): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const part of paragraph.match(PARTS) ?? []) {
      const fits = textWidth((line + part).trimEnd(), style) <= width;
      if (line === '' || fits || NOT_FIRST.test(part)) line += part;
      else {
        lines.push(line.trimEnd());
        line = part.trimStart();
      }
    }
    return [...lines, line.trimEnd()];
  });
}

/** A text cut with an ellipsis where it is wider than `width`. */
export function fittedText(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, style) > width) characters.pop();
  return `${characters.join('')}…`;
}
