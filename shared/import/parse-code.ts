import { codeEntry, codeList } from '../model/code-list.ts';

/**
 * How a text was read as a code.
 * - `code`, `label`: exactly an entry, by its code or by its name in either language.
 * - `padded`: a number that lost its leading zeros (701 for 0701).
 * - `mixed`: several uses in one value (`0701/09`, `100101/120803`); the first is the main use.
 * - `unknown`: no entry; the text itself is kept so that nothing is lost.
 */
export interface ParsedCode {
  readonly code: string;
  readonly as: 'code' | 'label' | 'padded' | 'mixed' | 'unknown';
}

const labels = new Map<string, ReadonlyMap<string, string>>();

function labelIndex(domain: string): ReadonlyMap<string, string> {
  let index = labels.get(domain);
  if (index === undefined) {
    const made = new Map<string, string>();
    for (const entry of codeList(domain) ?? []) {
      for (const label of [entry.code, entry.label['zh-CN'], entry.label.en]) {
        const key = label.toLowerCase();
        if (!made.has(key)) made.set(key, entry.code);
      }
    }
    index = made;
    labels.set(domain, index);
  }
  return index;
}

/** Fits a text to a code list; `null` for a domain that has no list, where every text is right. */
export function parseCode(domain: string, text: string): ParsedCode | null {
  if (codeList(domain) === undefined) return null;
  const plain = text.normalize('NFKC').trim();
  if (codeEntry(domain, plain)) return { code: plain, as: 'code' };
  const index = labelIndex(domain);
  const named = index.get(plain.toLowerCase());
  if (named !== undefined) return { code: named, as: 'label' };
  // `0701 城镇住宅用地` and `城镇住宅用地(0701)` carry the code beside the name.
  const beside =
    /^([0-9A-Za-z]+)[\s\-:：]+\D+$/.exec(plain)?.[1] ?? /^\D+[(（]([0-9A-Za-z]+)[)）]$/.exec(plain)?.[1];
  if (beside !== undefined && codeEntry(domain, beside)) return { code: beside, as: 'label' };
  if (/^\d{1,5}$/.test(plain)) {
    const padded = `0${plain}`;
    if (codeEntry(domain, padded)) return { code: padded, as: 'padded' };
  }
  const [first = '', ...others] = plain.split(/[/、,;+|]/).map((part) => part.trim());
  if (others.length > 0) {
    const main = codeEntry(domain, first) ? first : index.get(first.toLowerCase());
    if (main !== undefined) return { code: main, as: 'mixed' };
  }
  return { code: text.trim(), as: 'unknown' };
}
