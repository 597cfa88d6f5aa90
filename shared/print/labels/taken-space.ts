/** A rectangle on the paper, millimetres: left, top, right, bottom. */
export type Rect = readonly [number, number, number, number];

export const rectsMeet = (a: Rect, b: Rect): boolean =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Rectangles that are taken, found by the squares they lie in. */
export interface TakenSpace {
  isFree(rect: Rect): boolean;
  take(rect: Rect): void;
}

const SQUARE_MM = 12;

export function takenSpace(): TakenSpace {
  const squares = new Map<number, Rect[]>();
  const over = function* ([left, top, right, bottom]: Rect): Generator<number> {
    for (let x = Math.floor(left / SQUARE_MM); x <= Math.floor(right / SQUARE_MM); x++)
      for (let y = Math.floor(top / SQUARE_MM); y <= Math.floor(bottom / SQUARE_MM); y++)
        yield x * 65_536 + y;
  };
  return {
    isFree: (rect) => {
      for (const square of over(rect))
        if (squares.get(square)?.some((one) => rectsMeet(one, rect))) return false;
      return true;
    },
    take: (rect) => {
      for (const square of over(rect)) {
        const list = squares.get(square) ?? [];
        list.push(rect);
        squares.set(square, list);
      }
    },
  };
}
