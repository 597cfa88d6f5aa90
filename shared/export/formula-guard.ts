/*
 * Spreadsheets take a text that begins with = + - @ (also in full width), a tab or a line break for a formula. The
 * advice of OWASP ("CSV Injection") is kept: such a text goes out with an apostrophe before it, as spreadsheets
 * themselves mark texts. So that nothing is lost, a text that begins with apostrophes before one of these gets one
 * more, and our own reader takes exactly one away.
 */

const DANGEROUS = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

export const guardText = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** A text as it was before `guardText`. */
export const unguardText = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
