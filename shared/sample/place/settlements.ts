import { random, hashInts } from '../kernel/prng.ts';
import { areaOf, boxOf, inside, scaledTo, type Flat } from '../kernel/ring.ts';
import { TOWNSHIPS } from '../figures.ts';
import { densified, Path, placed } from './path.ts';
import { blob, chamfered } from './shapes.ts';

/** Rings of the town centres (by township, from 1) and of the parks, ready to take neighbours' points. */
export interface Settlements {
  readonly towns: ReadonlyMap<number, Path>;
  readonly parks: ReadonlyMap<string, Path>;
}

/** Township, place in kilometres and proportion of each town. */
const TOWN_PLACES: readonly (readonly [
  township: number,
  x: number,
  y: number,
  stretch: number,
  turn: number,
])[] = [
  [1, 2.55, 4.1, 1.2, 0.06],
  [3, -7.4, 3.3, 1.22, 0.1],
  [4, -8.6, -12.5, 1.1, 0.9],
  [5, 14.5, 14.4, 1.15, 1.4],
  [6, 20.4, 3.1, 1.25, 0.1],
  [7, -12.85, 15.5, 1.1, 1.2],
  [8, 1.6, -13, 1.12, 0.8],
  [9, 0.45, 14.5, 1.2, 1.5],
  [10, -19.5, 3.9, 1.25, 0.05],
  [11, -19.6, -11.6, 1.2, 0.5],
  [12, 13.4, -12, 1.3, 0.1],
];

export const PARK_AREAS: Readonly<Record<string, number>> = {
  K1: 286,
  K2: 194,
  K3: 96,
  K4: 62,
  K5: 28,
  K6: 54,
  K7: 41,
  K8: 118,
};

/** Islands of farmland cut out of towns and parks, ha: the ring is larger by them. */
export const HOLES: Readonly<Record<string, number>> = { town1: 0.95 + 1.6, K4: 1.86 };

/** The shape of the 桐渡 park: long sides, cut corners. */
const K2_SHAPE: Flat = [
  381, -458, 450, -455, 597, -450, 715, -437, 790, -412, 805, -385, 805, -270, 793, -210, 745, -165, 650,
  -143, 540, -145, 435, -158, 395, -215, 381, -300,
];

function tongduTown(): Flat {
  // West of the park; the block that juts out towards it is 40 m from the park fence.
  const rough: Flat = [
    -1900, -620, -1350, -690, -620, -640, -150, -560, -100, -262, -40, -260, -40, -120, -100, -118, -112, 240,
    -120, 560, -420, 700, -1100, 735, -1650, 640, -1960, 240, -2010, -260,
  ];
  return rough;
}

/** Makes the outlines. The special-use and flexible parts of the boundary are drawn inside them later. */
export function settlements(seed: number): Settlements {
  const towns = new Map<number, Path>();
  const parks = new Map<string, Path>();
  const ha = (k: number): number => TOWNSHIPS[k - 1]!.townHa * 1e4;

  const k2 = scaledTo(placed(K2_SHAPE, 11_500, 3300, 1850), PARK_AREAS['K2']! * 1e4, 11_500, 3300);
  const west = boxOf(k2)[0];
  parks.set('K2', new Path(densified(k2, 130)));

  // The block that juts out stays put while the rest is scaled to the area of the town.
  const shape = tongduTown();
  const town2 = (s: number): Flat =>
    shape.map((v, i) => {
      const fixed = shape[i - (i % 2)]! > -101 && Math.abs(shape[i - (i % 2) + 1]!) < 300;
      const value = fixed ? v : v * s;
      return i % 2 === 0 ? west + value : 3290 + value;
    });
  let low = 0.3;
  let high = 3;
  for (let k = 0; k < 60; k++) {
    const s = (low + high) / 2;
    if (Math.abs(areaOf(town2(s))) < ha(2)) low = s;
    else high = s;
  }
  towns.set(2, new Path(densified(town2((low + high) / 2), 110)));

  for (const [township, x, y, stretch, turn] of TOWN_PLACES) {
    const holes = township === 1 ? HOLES['town1']! * 1e4 : 0;
    const ring = blob(x * 1000, y * 1000, ha(township) + holes, {
      stretch,
      turn,
      square: 2.9,
      rough: township === 1 ? 0.1 : 0.12,
      step: township === 1 ? 150 : 90,
      seed: hashInts(seed, 300 + township),
    });
    towns.set(township, new Path(ring));
  }

  const park = (id: string, x: number, y: number, ratio: number, turn: number, hole = 0): void => {
    parks.set(id, new Path(chamfered(x * 1000, y * 1000, PARK_AREAS[id]! * 1e4 + hole * 1e4, ratio, turn)));
  };
  park('K3', -5.15, 3.75, 1.7, 0.05);
  park('K4', -6.3, -13.1, 1.5, -0.08, HOLES['K4']);
  park('K5', 3.6, -11.75, 1.5, 0.1);
  park('K6', 2.75, 13.7, 1.6, 0.06);
  park('K7', 22.35, 4.55, 1.75, 0.03);
  park('K8', -17.3, -12.3, 1.25, 0.1);
  parks.set('K1', eastPart(towns.get(1)!, PARK_AREAS['K1']! * 1e4, random(seed, 'K1').next()));
  return { towns, parks };
}

/** The east of a town as a park: its ring follows the town's own border and a line across. */
function eastPart(town: Path, area: number, bias: number): Path {
  const box = boxOf(town.ring);
  const middle = (box[1] + box[3]) / 2;
  let low = box[0];
  let high = box[2];
  let best: Flat = [];
  const crossing = (x: number, upper: boolean): number => {
    // Distance along the ring where the line x meets its upper or lower side.
    const r = town.ring;
    let at = 0;
    for (let i = 0; i < r.length; i += 2) {
      const j = (i + 2) % r.length;
      const l = Math.hypot(r[j]! - r[i]!, r[j + 1]! - r[i + 1]!);
      if (r[i]! > x !== r[j]! > x) {
        const f = (x - r[i]!) / (r[j]! - r[i]!);
        const y = r[i + 1]! + f * (r[j + 1]! - r[i + 1]!);
        if (y > middle === upper) return at + f * l;
      }
      at += l;
    }
    throw new Error('town is not crossed');
  };
  for (let k = 0; k < 60; k++) {
    const x = (low + high) / 2;
    const copy = new Path(town.ring);
    const south = copy.at(crossing(x, false));
    const north = copy.at(crossing(x, true));
    const east = copy.chain(south, north);
    best = [...east, x + 60 + 60 * bias, middle + 300, x - 80, middle - 250];
    if (areaOf(best) > area) low = x;
    else high = x;
  }
  const x = (low + high) / 2;
  const south = town.at(crossing(x, false));
  const north = town.at(crossing(x, true));
  return new Path([...town.chain(south, north), x + 60 + 60 * bias, middle + 300, x - 80, middle - 250]);
}

/** Whether a place lies in a town or park. */
export function inSettlement(s: Settlements, x: number, y: number): boolean {
  return [...s.towns.values(), ...s.parks.values()].some((p) => inside(p.ring, x, y));
}
