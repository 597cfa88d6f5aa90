/** Text of a stranger's metadata as it may be shown: without markup and control characters, cut to a length. */
export const plainText = (text: string, length: number): string =>
  text
    .slice(0, 8 * length)
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replaceAll('&copy;', '©')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, length);
