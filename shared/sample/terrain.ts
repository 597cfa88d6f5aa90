import { noise } from './kernel/prng.ts';
import type { Way } from './place/network.ts';
import type { Settlements } from './place/settlements.ts';
import { centroidOf } from './kernel/ring.ts';

/** Height of the land above its valleys, without unit: below 1 is valley, above 2 ridge. */
export type Terrain = (x: number, y: number) => number;

const REACH: Record<Way['kind'], number> = {
  river: 2600,
  creek: 1700,
  national: 1500,
  provincial: 1150,
  county: 900,
  expressway: 1900,
  railway: 1500,
};

export function terrain(ways: readonly Way[], s: Settlements, seed: number): Terrain {
  const points: { x: number; y: number; reach: number }[] = [];
  for (const way of ways) {
    for (let i = 0; i < way.line.length; i += 6) {
      points.push({ x: way.line[i]!, y: way.line[i + 1]!, reach: way.id === 'N12' ? 1000 : REACH[way.kind] });
    }
  }
  for (const path of [...s.towns.values(), ...s.parks.values()]) {
    const [x, y] = centroidOf(path.ring);
    points.push({ x, y, reach: 2300 });
  }
  // Points by cells of 2 km: nothing farther than 8 km matters.
  const cells = new Map<string, typeof points>();
  for (const p of points) {
    const key = `${Math.floor(p.x / 2000)} ${Math.floor(p.y / 2000)}`;
    const list = cells.get(key);
    if (list) list.push(p);
    else cells.set(key, [p]);
  }
  return (x, y) => {
    let least = 4;
    const i = Math.floor(x / 2000);
    const j = Math.floor(y / 2000);
    for (let a = i - 4; a <= i + 4; a++) {
      for (let b = j - 4; b <= j + 4; b++) {
        for (const p of cells.get(`${a} ${b}`) ?? []) {
          const d = Math.hypot(p.x - x, p.y - y) / p.reach;
          if (d < least) least = d;
        }
      }
    }
    return Math.max(0, least + 0.45 * noise(seed + 31, x, y, 2600) + 0.2 * noise(seed + 32, x, y, 900));
  };
}
