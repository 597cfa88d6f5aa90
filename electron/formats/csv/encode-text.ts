import iconv from 'iconv-lite';
import type { OutEncoding } from '../../../shared/export/out-layer.ts';

/** Turns texts into bytes of an encoding, and tells what it has no characters for. */
export interface TextEncoding {
  readonly encode: (text: string) => Uint8Array;
  /** Characters that became `?`, and the first of them; null when none did. */
  readonly lost: () => { readonly count: number; readonly first: string } | null;
}

export function textEncoding(encoding: OutEncoding): TextEncoding {
  if (encoding === 'utf-8') {
    const utf8 = new TextEncoder();
    return { encode: (text) => utf8.encode(text), lost: () => null };
  }
  const known = new Map<string, boolean>();
  const holds = (character: string): boolean => {
    let held = known.get(character);
    if (held === undefined) {
      held = iconv.decode(iconv.encode(character, 'gbk'), 'gbk') === character;
      known.set(character, held);
    }
    return held;
  };
  let count = 0;
  let first = '';
  return {
    encode: (text) => {
      for (const [character] of text.matchAll(/[\u0080-\u{10ffff}]/gu)) {
        if (holds(character)) continue;
        count++;
        if (first === '') first = character;
      }
      return iconv.encode(text, 'gbk');
    },
    lost: () => (count === 0 ? null : { count, first }),
  };
}
