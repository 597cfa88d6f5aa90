import type { Label } from '../label.ts';
import type { Path } from './path.ts';

/** Ridge coefficient of cultivated land by slope class. */
export const RIDGE = [0, 0, 0.062, 0.083, 0.118, 0.14] as const;

/** Labels of a basic farmland patch that is planned and used as `plan`. */
export function farmland(patch: string, plan = '0101'): Partial<Label> {
  return {
    plan,
    base: plan,
    zone: '310',
    patch,
    parcel: `field ${patch}`,
    ridge: RIDGE[3],
    ground: 'fixed',
  };
}

/** Labels of a rain-fed field in the general farming zone, and of woodland whose zone is set by its place. */
export const FIELD_LABELS: Partial<Label> = {
  plan: '0103',
  base: '0103',
  zone: '520',
  ridge: RIDGE[3],
  ground: 'fixed',
};
export const WOOD_LABELS: Partial<Label> = { plan: '0301', base: '0301', ground: 'fixed' };

/** The start, near a distance along a path, of a stretch of the given length that bends least. */
export function straightStretch(path: Path, about: number, length: number): number {
  let best = about - length / 2;
  let least = Infinity;
  for (let shift = -400; shift <= 400; shift += 20) {
    const from = about - length / 2 + shift;
    const bend = bendOf(path, from, length);
    const cost = bend + Math.abs(shift) / 4000;
    if (cost < least) {
      least = cost;
      best = from;
    }
  }
  return best;
}

function bendOf(path: Path, from: number, length: number): number {
  const point = (d: number): [number, number] => path.where(d);
  const [ax, ay] = point(from);
  const [bx, by] = point(from + length);
  let worst = 0;
  for (let k = 1; k < 10; k++) {
    const [x, y] = point(from + (length * k) / 10);
    const off = Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay);
    worst = Math.max(worst, off);
  }
  return worst;
}
