/** Points (1/72 inch) in a millimetre. */
export const POINTS_PER_MM = 72 / 25.4;

/** A number as PDF writes it: at most `digits` decimals, no exponent, no needless zeros. */
export function pdfNumber(value: number, digits = 4): string {
  const text = value.toFixed(digits).replace(/\.?0+$/, '');
  return text === '' || text === '-0' ? '0' : text;
}

/** A text of the document's own (title, names of parts): UTF-16 with a byte order mark, in hexadecimal. */
export function pdfText(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex').toUpperCase()}>`;
}

/** The three shares of `#rrggbb`. */
export function pdfColor(color: string): string {
  const value = parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((part) => pdfNumber(part / 255)).join(' ');
}

export const reference = (id: number): string => `${id} 0 R`;
