import type { SnapKind } from '../bridge/snap-contract.ts';
import { isEnd } from '../geometry/edge-points.ts';
import { toSteps } from '../geometry/grid.ts';
import { metresPerDegree } from '../geometry/local-frame.ts';
import type { At, Guide, NearEdge } from './types.ts';

/** The first two and the last three points of the shape in hand. */
export interface Drawn {
  readonly head: readonly At[];
  readonly tail: readonly At[];
}

/** How long a step of longitude is on the ellipsoid, as part of one of latitude. */
export function groundShrink(latitude: number): number {
  const { lon, lat } = metresPerDegree(latitude);
  return lon / lat;
}

const steps = ([lon, lat]: At): At => [toSteps(lon), toSteps(lat)];

/** The line through `anchor` along the way from a to b, or across it at a right angle on the ground. */
function guide(kind: SnapKind, anchor: At, a: At, b: At, across: boolean, ray: boolean): Guide | null {
  const [x, y] = steps(anchor);
  const [ax, ay] = steps(a);
  const [bx, by] = steps(b);
  const [dx, dy] = [bx - ax, by - ay];
  if (dx === 0 && dy === 0) return null;
  if (!across) return { kind, x, y, dx, dy, ray };
  const shrink = groundShrink(anchor[1]);
  return { kind, x, y, dx: -dy / shrink, dy: dx * shrink, ray };
}

/**
 * The soft lines of a shape in hand: the last segment continued, across it at the last point, along the segment before
 * it, and across the first segment at the first point, which closes a rectangle.
 */
export function drawnGuides({ head, tail }: Drawn): Guide[] {
  const [third, before, last] = [tail.at(-3), tail.at(-2), tail.at(-1)];
  const [first, second] = head;
  const guides: (Guide | null)[] = [];
  if (last && before) {
    guides.push(guide('extension', last, before, last, false, true));
    guides.push(guide('right-angle', last, before, last, true, false));
    if (third) guides.push(guide('parallel', last, third, before, false, false));
  }
  if (first && second) guides.push(guide('right-angle', first, first, second, true, false));
  return guides.filter((one) => one !== null);
}

/** The edges that end in a vertex, continued beyond it. */
export function edgeGuides(anchor: At, edges: readonly NearEdge[]): Guide[] {
  const [x, y] = steps(anchor);
  return edges.flatMap((edge): Guide[] => {
    if (!isEnd([x, y], edge)) return [];
    const atA = edge.ax === x && edge.ay === y;
    const [dx, dy] = atA ? [edge.ax - edge.bx, edge.ay - edge.by] : [edge.bx - edge.ax, edge.by - edge.ay];
    return [{ kind: 'extension', x, y, dx, dy, ray: true }];
  });
}

/** Where a line from `(x, y)` along `(dx, dy)` meets another one, in measures of each; null where they run along. */
export function meeting(
  a: { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number },
  b: { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number },
): { readonly t: number; readonly u: number } | null {
  const turn = a.dx * b.dy - a.dy * b.dx;
  // Lines less than a ten-thousandth of a radian apart meet nowhere that a person would expect.
  if (Math.abs(turn) < 1e-4 * Math.hypot(a.dx, a.dy) * Math.hypot(b.dx, b.dy)) return null;
  const [x, y] = [b.x - a.x, b.y - a.y];
  return { t: (x * b.dy - y * b.dx) / turn, u: (x * a.dy - y * a.dx) / turn };
}
