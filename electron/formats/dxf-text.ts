import iconv from 'iconv-lite';

/** Longest text of a TEXT entity or a name, in characters; AutoCAD takes 255 bytes of names. */
const MAX_NAME = 120;
const MAX_TEXT = 1000;

const inGbk = new Map<string, boolean>();

/** Whether code page 936 has a character. */
function gbkHas(character: string): boolean {
  if (character.charCodeAt(0) < 0x80) return true;
  const known = inGbk.get(character);
  if (known !== undefined) return known;
  const has = iconv.decode(iconv.encode(character, 'cp936'), 'cp936') === character;
  if (inGbk.size < 50_000) inGbk.set(character, has);
  return has;
}

/** A UTF-16 unit as drawings write what their code page lacks. */
const escape = (unit: string): string =>
  String.raw`\U+${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A text as a group of a drawing in code page 936: on one line, with escapes for what the code page lacks (extension A
 * and B characters of names) and for the sequences that drawings give a meaning.
 */
export function dxfText(text: string): string {
  let out = '';
  // oxlint-disable-next-line no-control-regex
  for (const character of text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, MAX_TEXT)) {
    if (gbkHas(character)) out += character;
    else for (let i = 0; i < character.length; i++) out += escape(character[i]!);
  }
  return out.replaceAll('^', '^ ').replaceAll('%%', '% %');
}

/** A text as the name of a layer, which may not hold the characters `<>/\":;?*|=,` and backquotes. */
export function dxfName(text: string): string {
  const plain = text
    .replaceAll(/[<>/\\":;?*|=,`]/g, '_')
    .trim()
    .slice(0, MAX_NAME);
  return dxfText(plain === '' ? '0' : plain);
}

/** The bytes of groups in code page 936. */
export const dxfBytes = (text: string): Buffer => iconv.encode(text, 'cp936');
