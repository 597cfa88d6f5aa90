/**
 * A point well inside connected rings (shell first, closed, any exact unit): the middle of the widest stretch of a
 * level that runs through no vertex, near half height.
 */
export function innerPoint(rings: readonly ArrayLike<number>[]): readonly [number, number] {
  const shell = rings[0]!;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 1; i < shell.length; i += 2) {
    low = Math.min(low, shell[i]!);
    high = Math.max(high, shell[i]!);
  }
  // The level lies between two neighbouring heights of vertices.
  const middle = (low + high) / 2;
  let [below, above] = [low, high];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 2) {
      const y = ring[i]!;
      if (y <= middle && y > below) below = y;
      if (y > middle && y < above) above = y;
    }
  }
  const level = (below + above) / 2;
  const meets: number[] = [];
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
      if (ay > level !== by > level) meets.push(ax + ((level - ay) / (by - ay)) * (bx - ax));
    }
  }
  meets.sort((a, b) => a - b);
  let best = 0;
  let width = -1;
  for (let i = 0; i + 1 < meets.length; i += 2) {
    if (meets[i + 1]! - meets[i]! <= width) continue;
    width = meets[i + 1]! - meets[i]!;
    best = (meets[i]! + meets[i + 1]!) / 2;
  }
  return [best, level];
}
