/**
 * The positions of a KML `coordinates`: `longitude,latitude[,height]` with blanks between them. Heights are left out;
 * blanks after commas, which some programs write, are let pass.
 *
 * @returns flat longitude and latitude; null where something is no position
 */
export function parseCoordinates(text: string): number[] | null {
  const xy: number[] = [];
  const plain = text.includes(', ') || text.includes(' ,') ? text.replaceAll(/\s*,\s*/g, ',') : text;
  // Without a regular expression: a text may have a million positions.
  let at = 0;
  const { length } = plain;
  while (at < length) {
    if (plain.charCodeAt(at) <= 0x20) {
      at++;
      continue;
    }
    let end = at;
    while (end < length && plain.charCodeAt(end) > 0x20) end++;
    const first = plain.indexOf(',', at);
    if (first < 0 || first >= end) return null;
    let second = plain.indexOf(',', first + 1);
    if (second < 0 || second > end) second = end;
    const x = first === at ? NaN : Number(plain.slice(at, first));
    const y = second === first + 1 ? NaN : Number(plain.slice(first + 1, second));
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    xy.push(x, y);
    at = end;
  }
  return xy;
}
