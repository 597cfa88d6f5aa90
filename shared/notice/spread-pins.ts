import type { PageFrame, PagePin } from './types.ts';

/** Rounds in which pins give way. */
const ROUNDS = 60;

/**
 * Moves pins apart that would cover one another, as little as may be, inside the frame. The same input gives the same
 * places; pins in one place part along a direction of their number.
 *
 * @param apart least distance of two middles, page units
 */
export function spreadPins(pins: readonly PagePin[], { width, height }: PageFrame, apart: number): PagePin[] {
  const at = pins.map(({ at: [x, y] }) => [x, y] as [number, number]);
  const edge = apart / 2;
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let i = 0; i < at.length; i++) {
      for (let k = i + 1; k < at.length; k++) {
        const [a, b] = [at[i]!, at[k]!];
        let dx = b[0] - a[0];
        let dy = b[1] - a[1];
        let distance = Math.hypot(dx, dy);
        if (distance >= apart) continue;
        if (distance < 1) {
          const angle = k * 2.399963;
          [dx, dy, distance] = [Math.cos(angle), Math.sin(angle), 1];
        }
        const push = (apart - Math.min(distance, apart)) / 2 / distance;
        at[i] = [a[0] - dx * push, a[1] - dy * push];
        at[k] = [b[0] + dx * push, b[1] + dy * push];
        moved = true;
      }
    }
    for (const place of at) {
      place[0] = Math.min(width - edge, Math.max(edge, place[0]));
      place[1] = Math.min(height - edge, Math.max(edge, place[1]));
    }
    if (!moved) break;
  }
  return pins.map(({ number }, i) => ({
    number,
    at: [Math.round(at[i]![0]), Math.round(at[i]![1])],
  }));
}
