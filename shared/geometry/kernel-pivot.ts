import { exactTurn } from './exact-turn.ts';
import type { EdgeList } from './edge-list.ts';
import { NONE, SEVERAL } from './kernel-nodes.ts';

/** On which sides of a part an area lies, as bits; UNKNOWN where it has to be looked up. */
export const LEFT = 1;
export const RIGHT = 2;
export const BOTH = 3;
export const UNKNOWN = -1;

/**
 * Carries the sides past a vertex in which one border touches another that passes through it once. All exact:
 * every position is a vertex.
 *
 * @param state on which sides of the part from p to v the other area lies
 * @param first edge of the other border that touches v; `second`: the one more that does, NONE when the
 * first passes v in its inside
 * @returns the same for the part from v to n; UNKNOWN when the other border does more than pass through
 */
export function pivot(
  list: EdgeList,
  state: number,
  px: number,
  py: number,
  vx: number,
  vy: number,
  nx: number,
  ny: number,
  first: number,
  second: number,
): number {
  if (first < 0 || second === SEVERAL || state === UNKNOWN) return UNKNOWN;
  const { ax, ay, bx, by, next } = list;
  // The other border comes from r and goes on to s.
  let into = first;
  let out = first;
  if (second !== NONE) {
    if (next[first] === second) out = second;
    else if (next[second] === first) into = second;
    else return UNKNOWN;
    if (bx[into] !== vx || by[into] !== vy) return UNKNOWN;
  } else if ((ax[first] === vx && ay[first] === vy) || (bx[first] === vx && by[first] === vy)) {
    return UNKNOWN;
  }
  const rx = ax[into]!;
  const ry = ay[into]!;
  const sx = bx[out]!;
  const sy = by[out]!;
  const turn = exactTurn(vx, vy, rx, ry, sx, sy);
  if (turn === 0 && (rx - vx) * (sx - vx) + (ry - vy) * (sy - vy) > 0) return UNKNOWN;
  // Sector 1 is what lies counter-clockwise of r before s, sector 0 the rest.
  const from = sectorOf(vx, vy, rx, ry, sx, sy, px, py, turn);
  const to = sectorOf(vx, vy, rx, ry, sx, sy, nx, ny, turn);
  // Whether the other area fills sector 1 and sector 0.
  let one: boolean;
  let zero: boolean;
  if (from === ON_R) {
    // Counter-clockwise of the way back to p lies what is right of the way from p.
    one = (state & RIGHT) !== 0;
    zero = (state & LEFT) !== 0;
  } else if (from === ON_S) {
    one = (state & LEFT) !== 0;
    zero = (state & RIGHT) !== 0;
  } else {
    const here = state === BOTH;
    one = from === 1 ? here : !here;
    zero = !one;
  }
  if (to === ON_R) return (one ? LEFT : 0) | (zero ? RIGHT : 0);
  if (to === ON_S) return (one ? RIGHT : 0) | (zero ? LEFT : 0);
  return (to === 1 ? one : zero) ? BOTH : 0;
}

const ON_R = 2;
const ON_S = 3;

function sectorOf(
  vx: number,
  vy: number,
  rx: number,
  ry: number,
  sx: number,
  sy: number,
  qx: number,
  qy: number,
  turn: number,
): number {
  const fromR = exactTurn(vx, vy, rx, ry, qx, qy);
  if (fromR === 0 && (rx - vx) * (qx - vx) + (ry - vy) * (qy - vy) > 0) return ON_R;
  const fromS = exactTurn(vx, vy, sx, sy, qx, qy);
  if (fromS === 0 && (sx - vx) * (qx - vx) + (sy - vy) * (qy - vy) > 0) return ON_S;
  if (turn > 0) return fromR > 0 && fromS < 0 ? 1 : 0;
  if (turn < 0) return fromS > 0 && fromR < 0 ? 0 : 1;
  return fromR > 0 ? 1 : 0;
}
