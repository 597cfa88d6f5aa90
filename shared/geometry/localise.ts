import { boxOfXY } from './box.ts';
import type { Box, Packed } from './packed.ts';

/** Which sides of the window a position lies beyond: 1 west, 2 east, 4 south, 8 north; 0 within. */
export function outcode(x: number, y: number, window: Box): number {
  return (x < window[0] ? 1 : x > window[2] ? 2 : 0) | (y < window[1] ? 4 : y > window[3] ? 8 : 0);
}

let scratch = new Float64Array(1 << 12);

/**
 * The polygon reduced to what matters within a window (degrees): a vertex goes when it, the vertex kept
 * before it and the one after it all lie beyond the same side. Every edge that meets the window stays
 * bit for bit, and the winding of every point in the window is unchanged, so overlays within it are too.
 *
 * Outside the window the result may cross itself: it is for even-odd or winding fills, never for a
 * validity test, for storage or for an area of its own.
 *
 * @returns undefined when nothing of the polygon meets the window; the very same object when nothing
 * could be left out.
 */
export function localise(packed: Packed, window: Box): Packed | undefined {
  const { xy, rings, parts } = packed;
  if (scratch.length < xy.length) scratch = new Float64Array(2 * xy.length);
  const out = scratch;
  const ringStarts: number[] = [0];
  const partStarts: number[] = [0];
  let length = 0;
  for (let part = 0; part + 1 < parts.length; part++) {
    for (let ring = parts[part]!; ring < parts[part + 1]!; ring++) {
      const end = localiseRing(xy, 2 * rings[ring]!, 2 * rings[ring + 1]! - 2, window, out, length);
      if (end === length) continue;
      length = end;
      ringStarts.push(length / 2);
    }
    if (ringStarts.length - 1 > partStarts.at(-1)!) partStarts.push(ringStarts.length - 1);
  }
  if (length === 0) return undefined;
  if (length === xy.length) return packed;
  const kept = out.slice(0, length);
  return {
    kind: 'polygon',
    xy: kept,
    rings: Int32Array.from(ringStarts),
    parts: Int32Array.from(partStarts),
    box: boxOfXY(kept),
  };
}

/** Writes the reduced ring, closed, to `out` at `at` and returns its end; `at` itself when it vanishes. */
function localiseRing(
  xy: Float64Array,
  start: number,
  end: number,
  window: Box,
  out: Float64Array,
  at: number,
): number {
  const first = outcode(xy[start]!, xy[start + 1]!, window);
  let n = at;
  out[n++] = xy[start]!;
  out[n++] = xy[start + 1]!;
  let kept = first;
  let common = first;
  let code = start + 2 < end ? outcode(xy[start + 2]!, xy[start + 3]!, window) : first;
  for (let i = start + 2; i < end; i += 2) {
    const next = i + 2 < end ? outcode(xy[i + 2]!, xy[i + 3]!, window) : first;
    if ((kept & code & next) === 0) {
      out[n++] = xy[i]!;
      out[n++] = xy[i + 1]!;
      common &= code;
      kept = code;
    }
    code = next;
  }
  // All beyond one side, or no area left: nothing of the ring lies in the window.
  if (common !== 0 || n - at < 6) return at;
  out[n++] = xy[start]!;
  out[n++] = xy[start + 1]!;
  return n;
}
