import { hashInts, noise } from '../kernel/prng.ts';
import { inside, scaledTo, type Flat } from '../kernel/ring.ts';
import { calmed, course, lengthOf, strip } from './line.ts';
import { CREEKS, LENGTHS, MAIN_RIVER, ROADS, WINDING, type WayKind } from './network-data.ts';

/** A linear feature: its strip, its classes and what it is called. */
export interface Way {
  readonly id: string;
  readonly name: string;
  readonly kind: WayKind;
  /** Planned class. */
  readonly landClass: string;
  /** Middle line, metres. */
  readonly line: Flat;
  readonly ring: Flat;
}

/** The winding creek of 20 m width and 30 km length in one township. */
function winding(seed: number): Flat {
  const base = course(WINDING, 60, seed, 0);
  const n = base.length / 2;
  const make = (swing: number): Flat => {
    const out: Flat = [];
    let along = 0;
    for (let k = 0; k < n; k++) {
      const a = Math.max(0, k - 2);
      const b = Math.min(n - 1, k + 2);
      const dx = base[2 * b]! - base[2 * a]!;
      const dy = base[2 * b + 1]! - base[2 * a + 1]!;
      const l = Math.hypot(dx, dy);
      const x = base[2 * k]!;
      const y = base[2 * k + 1]!;
      along += 60;
      const off = swing * (Math.sin((2 * Math.PI * along) / 1500) + 0.5 * noise(seed, x, y, 800));
      out.push(x - (dy / l) * off, y + (dx / l) * off);
    }
    return out;
  };
  let low = 50;
  let high = 900;
  for (let k = 0; k < 40; k++) {
    const swing = (low + high) / 2;
    if (lengthOf(make(swing)) < 30_000) low = swing;
    else high = swing;
  }
  return make((low + high) / 2);
}

/** The line cut at its last end so that it runs the given length (metres) inside the county. */
function trimmed(line: Flat, county: Flat, wanted: number): Flat {
  const out: Flat = [line[0]!, line[1]!];
  let sum = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
    const l = Math.hypot(bx - ax, by - ay);
    const within = inside(county, (ax + bx) / 2, (ay + by) / 2);
    if (within && sum + l >= wanted) {
      const t = (wanted - sum) / l;
      return [...out, ax + (bx - ax) * t, ay + (by - ay) * t];
    }
    if (within) sum += l;
    out.push(bx, by);
  }
  throw new Error(`a road is ${(sum / 1000).toFixed(1)} km long, not ${wanted / 1000}`);
}

/** Rivers, creeks, roads and the railway. */
export function ways(seed: number, county: Flat): Way[] {
  const out: Way[] = [];
  const river = calmed(course(MAIN_RIVER, 130, hashInts(seed, 1), 420), 3);
  out.push({
    id: '澄水',
    name: '澄水',
    kind: 'river',
    landClass: '1701',
    line: river,
    ring: strip(river, (_k, x, y) => 132 + 36 * noise(seed + 5, x, y, 3000) + 50 * Math.max(0, -x / 27000)),
  });
  CREEKS.forEach(([id, name, half, points], k) => {
    const line = course(points, 110, hashInts(seed, 20 + k), 260);
    out.push({
      id,
      name,
      kind: 'creek',
      landClass: '1701',
      line,
      ring: strip(line, (_k, x, y) => half * (1 + 0.25 * noise(seed + 9, x, y, 1500))),
    });
  });
  const thin = winding(hashInts(seed, 50));
  out.push({
    id: 'N12',
    name: '九曲溪',
    kind: 'creek',
    landClass: '1701',
    line: thin,
    ring: strip(thin, () => 10),
  });
  ROADS.forEach(([id, name, kind, half, points], k) => {
    const full = course(
      points,
      kind === 'county' ? 110 : 140,
      hashInts(seed, 80 + k),
      kind === 'county' ? 160 : 60,
    );
    const wanted = LENGTHS[id];
    const line = wanted ? trimmed(full, county, wanted) : full;
    out.push({
      id,
      name,
      kind,
      landClass: kind === 'railway' ? '1201' : '1202',
      line,
      ring: strip(line, () => half),
    });
  });
  return out;
}

/** A lake shore about a place (kilometres) with an exact area in ha: a rough oval with arms. */
export function lake(x: number, y: number, ha: number, stretch: number, seed: number): Flat {
  const ring: Flat = [];
  const n = Math.max(40, Math.round(Math.sqrt(ha) * 5));
  for (let k = 0; k < n; k++) {
    const angle = (2 * Math.PI * k) / n;
    const r =
      1 +
      0.33 * noise(seed, Math.cos(angle) * 900, Math.sin(angle) * 900, 800) +
      0.22 * noise(seed + 1, Math.cos(angle) * 900, Math.sin(angle) * 900, 330);
    ring.push(
      x * 1000 + 1000 * r * Math.cos(angle) * stretch,
      y * 1000 + (1000 * r * Math.sin(angle)) / stretch,
    );
  }
  return scaledTo(ring, ha * 1e4, x * 1000, y * 1000);
}
