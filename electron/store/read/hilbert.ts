/**
 * Place of the cell `(x, y)` of a 65536 x 65536 grid along the Hilbert curve: near cells stay near.
 * After the bitwise algorithm of Warren, Hacker's Delight (2nd ed.), 16-3, unrolled over 16 bits.
 */
export function hilbertIndex(x: number, y: number): number {
  let rx: number;
  let ry: number;
  let d = 0;
  let cx = x;
  let cy = y;
  for (let s = 32_768; s > 0; s /= 2) {
    rx = (cx & s) > 0 ? 1 : 0;
    ry = (cy & s) > 0 ? 1 : 0;
    d += s * s * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) {
        cx = 65_535 - cx;
        cy = 65_535 - cy;
      }
      [cx, cy] = [cy, cx];
    }
  }
  return d;
}
