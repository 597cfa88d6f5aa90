import type { Packed } from '../../../shared/geometry/packed.ts';
import { fromStepRings, random } from './shapes.ts';

/*
 * Pairs of polygons that lie as awkwardly to each other as polygons can: on whole grid steps around 110 E 30 N,
 * some forty metres wide, so that the survey formula itself (area.ts) says the same of an edge with and without
 * a vertex on it.
 */

type Point = [number, number];
type Ring = Point[];
type Next = () => number;

const X = 110e9;
const Y = 30e9;

const int = (next: Next, below: number): number => Math.floor(next() * below);
const pick = <T>(next: Next, list: readonly T[]): T => list[int(next, list.length)]!;
const polygon = (...parts: Ring[][]): Packed =>
  fromStepRings(...parts.map((rings) => rings.map((ring) => ring.map(([x, y]): Point => [X + x, Y + y]))));

const SIZE = 400_000;

function star(next: Next, cx: number, cy: number, radius: number, points: number): Ring {
  return Array.from({ length: points }, (_, i): Point => {
    const angle = (2 * Math.PI * (i + 0.8 * next())) / points;
    const r = radius * (0.3 + 0.7 * next());
    return [Math.round(cx + r * Math.cos(angle)), Math.round(cy + r * Math.sin(angle))];
  });
}

const box = (x: number, y: number, w: number, h: number): Ring => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
];
const reversed = (ring: Ring): Ring => [...ring].reverse();
const shifted = (ring: Ring, dx: number, dy: number): Ring => ring.map(([x, y]) => [x + dx, y + dy]);

/** Points on the edges of a ring, rounded to the grid: next to the edge, seldom on it. */
function onEdges(next: Next, ring: Ring): Ring {
  return ring.map(([x, y], i): Point => {
    const [u, v] = ring[(i + 1) % ring.length]!;
    const t = next();
    return [Math.round(x + t * (u - x)), Math.round(y + t * (v - y))];
  });
}

const nudged = (next: Next, ring: Ring, steps: number): Ring =>
  ring.map(([x, y]) => [x + Math.round((2 * next() - 1) * steps), y + Math.round((2 * next() - 1) * steps)]);

/** A comb: teeth on a lattice, so that two combs share lines and corners. */
function comb(next: Next, teeth: number, unit: number): Ring {
  const ring: Ring = [
    [0, 0],
    [2 * teeth * unit, 0],
  ];
  for (let i = teeth - 1; i >= 0; i--) {
    const top = (1 + int(next, 6)) * unit;
    ring.push([(2 * i + 2) * unit, top], [(2 * i + 1) * unit, top]);
    ring.push([(2 * i + 1) * unit, unit / 2], [2 * i * unit, unit / 2]);
  }
  return ring;
}

/** Whole lattice points: touches, junctions and common lines are frequent; the ring may cross itself. */
const lattice = (next: Next, points: number, cells: number): Ring =>
  Array.from({ length: points }, (): Point => [
    (int(next, cells) * SIZE) / cells,
    (int(next, cells) * SIZE) / cells,
  ]);

const sliver = (next: Next): Ring => {
  const [dx, dy] = [int(next, SIZE) + 1, int(next, SIZE)];
  return [
    [0, 0],
    [dx, dy],
    [dx - int(next, 9), dy + 1 + int(next, 9)],
  ];
};

const rectangle = (next: Next): Ring => {
  const unit = SIZE / 10;
  return box(int(next, 8) * unit, int(next, 8) * unit, (1 + int(next, 5)) * unit, (1 + int(next, 5)) * unit);
};

/** A square with a diamond hole whose corners touch the shell in `touches` places. */
function touchedShell(next: Next, touches: number): Ring[] {
  const s = SIZE;
  const inset = (on: boolean): number => (on ? 0 : s / 8);
  const hole: Ring = [
    [s / 2, inset(touches > 0)],
    [s - inset(touches > 1), s / 2],
    [s / 2, s - s / 8 - int(next, 1000)],
    [s / 8, s / 2],
  ];
  return [box(0, 0, s, s), reversed(hole)];
}

export interface NearPair {
  readonly kind: string;
  readonly a: Packed;
  readonly b: Packed;
}

type Make = (next: Next) => [Packed, Packed];

const KINDS: Record<string, Make> = {
  'shared vertices': (next) => {
    const ring = star(next, 0, 0, SIZE, 8 + int(next, 30));
    const some = ring.filter(() => next() < 0.6);
    return [polygon([ring]), polygon([some.length > 2 ? some : ring])];
  },
  'some vertices moved': (next) => {
    const ring = star(next, 0, 0, SIZE, 5 + int(next, 30));
    const from = int(next, ring.length);
    const moved = ring.map((p, i): Point => (i >= from && i < from + 4 ? nudged(next, [p], 3e4)[0]! : p));
    return [polygon([ring]), polygon([moved])];
  },
  'vertices on edges': (next) => {
    const ring = star(next, 0, 0, SIZE, 4 + int(next, 20));
    return [polygon([ring]), polygon([onEdges(next, ring)])];
  },
  'vertices put into edges': (next) => {
    const ring = star(next, 0, 0, SIZE, 4 + int(next, 20));
    const on = onEdges(next, ring);
    return [polygon([ring]), polygon([ring.flatMap((p, i) => (next() < 0.7 ? [p, on[i]!] : [p]))])];
  },
  'nearly equal': (next) => {
    const ring = star(next, 0, 0, SIZE, 4 + int(next, 40));
    return [polygon([ring]), polygon([nudged(next, ring, pick(next, [1, 1, 2, 50, 5000]))])];
  },
  neighbours: (next) => {
    const border = Array.from({ length: 3 + int(next, 12) }, (_, i): Point => [
      Math.round(3e4 * (next() - 0.5)),
      40_000 * i,
    ]);
    const top = border.at(-1)![1];
    const west: Ring = [[-SIZE, 0], ...border, [-SIZE, top]];
    const east: Ring = [[SIZE, 0], [SIZE, top], ...reversed(border)];
    const other = next() < 0.5 ? east : nudged(next, east, pick(next, [1, 3]));
    return [polygon([west]), polygon([other])];
  },
  slivers: (next) => [
    polygon([sliver(next)]),
    polygon([next() < 0.5 ? shifted(sliver(next), int(next, 5), int(next, 5)) : star(next, 0, 0, SIZE, 9)]),
  ],
  combs: (next) => {
    const unit = 40_000;
    const a = comb(next, 2 + int(next, 6), unit);
    const b = comb(next, 2 + int(next, 6), unit);
    const turned = next() < 0.5 ? b.map(([x, y]): Point => [y, x]) : b;
    return [polygon([a]), polygon([shifted(turned, int(next, 5) * unit, (int(next, 5) * unit) / 2)])];
  },
  rectangles: (next) => [polygon([rectangle(next)]), polygon([rectangle(next)])],
  'holes that touch': (next) => {
    const shift = pick(next, [0, SIZE / 2, SIZE / 4, int(next, SIZE)]);
    const b = touchedShell(next, int(next, 3)).map((ring) => shifted(ring, shift, pick(next, [0, shift])));
    return [polygon(touchedShell(next, int(next, 3))), polygon(b)];
  },
  'holes within holes': (next) => {
    const ring = star(next, 0, 0, SIZE, 6 + int(next, 20));
    const hole = ring.map(([x, y]): Point => [Math.round(0.5 * x), Math.round(0.5 * y)]);
    const other = star(next, pick(next, [0, 1e5]), 0, SIZE * (0.3 + next()), 12);
    return [polygon([ring, reversed(hole)]), polygon(next() < 0.4 ? [hole] : [other])];
  },
  'many parts': (next) => {
    const unit = SIZE / 8;
    const cells = Array.from({ length: 8 }, (_, i) => i).filter(() => next() < 0.6);
    const parts = cells.map((i) => [box((i % 4) * 2 * unit, i < 4 ? 0 : 2 * unit, unit, unit)]);
    const diagonal = cells.map((i) => [box(i * unit, i * unit, unit, unit)]);
    const b = next() < 0.5 ? rectangle(next) : star(next, 2e5, 1e5, SIZE, 10);
    return [polygon(...(next() < 0.5 ? parts : diagonal)), polygon([b])];
  },
  'anything on a lattice': (next) => [
    polygon([lattice(next, 3 + int(next, 6), pick(next, [4, 8, 20]))]),
    polygon([lattice(next, 3 + int(next, 6), pick(next, [4, 8, 20]))]),
  ],
  'stars apart or within': (next) => [
    polygon([star(next, 0, 0, SIZE, 5 + int(next, 60))]),
    polygon([star(next, (next() - 0.5) * 3 * SIZE, next() * SIZE, SIZE * next() ** 2, 3 + int(next, 60))]),
  ],
};

export const NEAR_KINDS = Object.keys(KINDS);

/** The pair of a number: the same in every run. */
export function nearPair(number: number): NearPair {
  const next = random(0x9e3779b1 ^ Math.imul(number, 0x85ebca6b));
  const kind = NEAR_KINDS[number % NEAR_KINDS.length]!;
  const [a, b] = KINDS[kind]!(next);
  return { kind, a, b };
}
