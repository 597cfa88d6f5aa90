import { hashInts, noise } from '../kernel/prng.ts';
import { scaledTo, type Flat } from '../kernel/ring.ts';
import { calmed, course, lengthOf, strip } from './line.ts';

/** A linear feature: its strip, its classes and what it is called. */
export interface Way {
  readonly id: string;
  readonly name: string;
  readonly kind: 'river' | 'creek' | 'expressway' | 'national' | 'provincial' | 'county' | 'railway';
  /** Planned class. */
  readonly landClass: string;
  /** Middle line, metres. */
  readonly line: Flat;
  readonly ring: Flat;
}

type Points = readonly (readonly [number, number])[];

const MAIN_RIVER: Points = [
  [-28, 1],
  [-24, 2.2],
  [-20, 1.2],
  [-16, 2.0],
  [-12, 0.6],
  [-8, 1.2],
  [-4, -0.2],
  [0, 0.6],
  [3, 0.9],
  [6, -0.2],
  [9, 0.8],
  [11.6, 1.0],
  [14, 0.3],
  [17, 1.5],
  [20, 1.2],
  [23, 2.2],
  [28, 3.2],
];

const CREEKS: readonly (readonly [id: string, name: string, half: number, points: Points])[] = [
  [
    '龙潭溪',
    '龙潭溪',
    32,
    [
      [3.6, 17.4],
      [4.6, 12.5],
      [5.6, 8.6],
      [6.2, 4],
      [6, -0.3],
    ],
  ],
  [
    '茶溪',
    '茶溪',
    28,
    [
      [0, -20.5],
      [3, -16.5],
      [4.6, -13],
      [5, -10],
      [4.6, -6],
      [4.5, 0.3],
    ],
  ],
  [
    '白竹河',
    '白竹河',
    30,
    [
      [-24.5, -9.5],
      [-22, -9.2],
      [-19.5, -8.8],
      [-17.5, -6.5],
      [-16, -2],
      [-16, 2],
    ],
  ],
  [
    '雁落河',
    '雁落河',
    34,
    [
      [-10, -20],
      [-9.8, -14.5],
      [-5, -10],
      [-4.2, -4],
      [-3.9, -0.2],
    ],
  ],
  [
    '望岫河',
    '望岫河',
    30,
    [
      [17, 19],
      [13.2, 15.6],
      [12.2, 10],
      [14.6, 5],
      [14.2, 0.4],
    ],
  ],
  [
    '杉木河',
    '杉木河',
    30,
    [
      [12, -17],
      [14.7, -14],
      [15.5, -10],
      [16.4, -6],
      [18.2, -2.5],
      [19.8, 1.2],
    ],
  ],
  [
    '双鹤河',
    '双鹤河',
    33,
    [
      [-17.4, 18.8],
      [-14.5, 17.2],
      [-13.4, 14],
      [-10.5, 11.5],
      [-9.5, 6],
      [-8.9, 1],
    ],
  ],
];

const ROADS: readonly (readonly [
  id: string,
  name: string,
  kind: Way['kind'],
  half: number,
  points: Points,
])[] = [
  [
    'G1',
    '澄桐高速',
    'expressway',
    48,
    [
      [28, 5.5],
      [22.5, 5.7],
      [18, 5.1],
      [12.5, 5.2],
      [8, 5.7],
      [2.5, 7.4],
      [-4, 6.6],
      [-9, 6],
      [-14, 6.6],
      [-16.8, 7.5],
    ],
  ],
  [
    'G2',
    '国道',
    'national',
    27,
    [
      [-28, 3.4],
      [-22, 3.6],
      [-19.5, 3.8],
      [-14, 3.4],
      [-10, 3],
      [-7.3, 3.1],
      [-3, 2.4],
      [0, 3.3],
      [3, 3.5],
      [6.5, 2.6],
      [8.4, 2.95],
      [9.6, 2.95],
      [10.1, 2.35],
      [11.3, 2.05],
      [12.5, 2],
      [14.5, 2.3],
      [17, 3],
      [20.5, 2.9],
      [24, 3.6],
      [28, 4.4],
    ],
  ],
  [
    'S1',
    '省道澄雁线',
    'provincial',
    22,
    [
      [0.4, 23.5],
      [-0.8, 18],
      [0.5, 14.5],
      [1.2, 10],
      [2.4, 6],
      [2.6, 4],
      [2.2, 0.5],
      [-1, -4],
      [-5.5, -8.5],
      [-8.5, -12.5],
      [-7.4, -14.7],
      [-6.7, -17.5],
      [-7.5, -23.8],
    ],
  ],
  [
    'S2',
    '省道岫茶线',
    'provincial',
    22,
    [
      [14.8, 22.5],
      [14.5, 14.5],
      [11.2, 9.5],
      [9.2, 6],
      [9.3, 3.2],
      [9.2, 0],
      [7, -5],
      [3.2, -9.3],
      [1.5, -13],
      [1.2, -18],
      [0.5, -24],
    ],
  ],
  [
    'X1',
    '县道双石线',
    'county',
    18,
    [
      [-13, 15.5],
      [-11.8, 11],
      [-8.2, 7],
      [-7.3, 3.1],
    ],
  ],
  [
    'X2',
    '县道石白线',
    'county',
    18,
    [
      [-7.3, 3.1],
      [-7.6, -1],
      [-13, -7],
      [-19.5, -11.5],
    ],
  ],
  [
    'X3',
    '县道枫杉线',
    'county',
    18,
    [
      [20.52, 2.98],
      [21.7, -1],
      [20.3, -5.5],
      [17.8, -10],
      [13.5, -12],
    ],
  ],
  [
    'X4',
    '县道茶杉线',
    'county',
    18,
    [
      [1.5, -13],
      [8, -12.9],
      [13.5, -12],
    ],
  ],
  [
    'X5',
    '县道云双线',
    'county',
    18,
    [
      [-19.5, 3.8],
      [-18, 9],
      [-14.5, 13],
      [-13, 15.5],
    ],
  ],
  [
    'R1',
    '铁路',
    'railway',
    22,
    [
      [8.6, -3.6],
      [14, -2.6],
      [20.3, -3.6],
      [27, -2.2],
    ],
  ],
];

const WINDING: Points = [
  [-22.6, 13.2],
  [-20.8, 15.2],
  [-20.4, 17.8],
  [-21.4, 20],
  [-18.6, 22],
  [-14.8, 20.9],
  [-12.2, 21.6],
  [-8.6, 20.2],
];

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

/** Rivers, creeks, roads and the railway. */
export function ways(seed: number): Way[] {
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
    const line = course(
      points,
      kind === 'county' ? 110 : 140,
      hashInts(seed, 80 + k),
      kind === 'county' ? 160 : 60,
    );
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
