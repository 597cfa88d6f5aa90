import type { Failure } from '../../../shared/result.ts';
import { decodeCellText } from './cell-text.ts';
import { XLSX_LIMITS } from './limits.ts';
import { readPart, refusePart, type XmlHandlers } from './xml-part.ts';

/**
 * Gathers the text of a string item (`si` of the string table, `is` of a cell): its own or that of its runs, without
 * the readings of characters (`rPh`).
 */
export function createItemText(): Required<XmlHandlers> & { readonly take: () => string } {
  let text = '';
  let inText = false;
  let phonetic = 0;
  return {
    open: (name) => {
      if (name === 'rPh') phonetic++;
      else inText = name === 't' && phonetic === 0;
    },
    text: (value) => {
      if (text.length + value.length > XLSX_LIMITS.token) refusePart('xlsx-too-large');
      if (inText) text += value;
    },
    close: (name) => {
      if (name === 'rPh') phonetic--;
      inText = false;
    },
    take: () => {
      const whole = decodeCellText(text);
      text = '';
      return whole;
    },
  };
}

/** @returns failures of parsePart, `xlsx-too-large` for a table that would not fit in memory */
export async function readSharedStrings(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly strings: readonly string[]; readonly failure: Failure | null }> {
  const strings: string[] = [];
  let characters = 0;
  const item = createItemText();
  const failure = await readPart(
    path,
    {
      ...item,
      close: (name, depth) => {
        item.close(name, depth);
        if (name !== 'si') return;
        const text = item.take();
        characters += text.length;
        if (strings.length >= XLSX_LIMITS.strings || characters > XLSX_LIMITS.stringCharacters)
          refusePart('xlsx-too-large');
        strings.push(text);
      },
    },
    signal,
  );
  return { strings, failure };
}
