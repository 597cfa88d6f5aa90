/* Characters that XML cannot hold stand in a workbook as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */

/** A text as a workbook spells it, as it is. */
export const decodeCellText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      )
    : text;

/** What XML 1.0 cannot hold: control characters, half pairs, the two that are none. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** The other way round: decoding gives the same text. Half pairs of surrogates are no characters and become U+FFFD. */
export const encodeCellText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(FORBIDDEN, escaped)
    // A parser turns a bare carriage return into a line feed.
    .replaceAll('\r', '_x000D_');

/** A text inside an element or attribute. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&quot;',
  );
