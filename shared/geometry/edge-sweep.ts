/** Boxes of segments in flat form, four numbers each: minX, minY, maxX, maxY. */
export function segmentBoxes(
  count: number,
  ends: (segment: number, put: (ax: number, ay: number, bx: number, by: number) => void) => void,
): Float64Array {
  const boxes = new Float64Array(4 * count);
  for (let i = 0; i < count; i++) {
    ends(i, (ax, ay, bx, by) => {
      boxes[4 * i] = Math.min(ax, bx);
      boxes[4 * i + 1] = Math.min(ay, by);
      boxes[4 * i + 2] = Math.max(ax, bx);
      boxes[4 * i + 3] = Math.max(ay, by);
    });
  }
  return boxes;
}

/** Up to this many boxes comparing all with all is faster than sorting. */
const FEW = 160;

function comparedByPairs(boxes: Float64Array, visit: (i: number, j: number) => boolean): boolean {
  const count = boxes.length / 4;
  for (let i = 0; i < count; i++) {
    const minX = boxes[4 * i]!;
    const minY = boxes[4 * i + 1]!;
    const maxX = boxes[4 * i + 2]!;
    const maxY = boxes[4 * i + 3]!;
    for (let j = i + 1; j < count; j++) {
      if (
        boxes[4 * j]! <= maxX &&
        boxes[4 * j + 2]! >= minX &&
        boxes[4 * j + 1]! <= maxY &&
        boxes[4 * j + 3]! >= minY &&
        visit(i, j)
      ) {
        return true;
      }
    }
  }
  return false;
}

/**
 * Calls back once for every two boxes that touch or overlap, as `visit(i, j)` with i and j in no
 * particular order; a plane sweep from west to east. Returns early when `visit` gives true.
 */
export function forEachOverlap(boxes: Float64Array, visit: (i: number, j: number) => boolean): boolean {
  const count = boxes.length / 4;
  if (count <= FEW) return comparedByPairs(boxes, visit);
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  order.sort((i, j) => boxes[4 * i]! - boxes[4 * j]!);
  for (let a = 0; a < count; a++) {
    const i = order[a]!;
    const minY = boxes[4 * i + 1]!;
    const maxX = boxes[4 * i + 2]!;
    const maxY = boxes[4 * i + 3]!;
    for (let b = a + 1; b < count; b++) {
      const j = order[b]!;
      if (boxes[4 * j]! > maxX) break;
      if (boxes[4 * j + 1]! <= maxY && boxes[4 * j + 3]! >= minY && visit(i, j)) {
        return true;
      }
    }
  }
  return false;
}
