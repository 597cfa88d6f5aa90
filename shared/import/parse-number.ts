const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** A number from the spellings offices use (`1,234.5`, full-width digits, blanks around); null when it is none. */
export function parseNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  const bare = GROUPED.test(plain) ? plain.replaceAll(',', '') : plain;
  if (!NUMBER.test(bare)) return null;
  const value = Number(bare);
  return Number.isFinite(value) ? value : null;
}
