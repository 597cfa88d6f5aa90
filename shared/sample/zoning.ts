import type { Land } from './divide.ts';
import { LINES, ZONE_TABLE } from './figures.ts';
import { assign, carve, NATURAL, FIELD, take, totalArea } from './fill.ts';
import { centroidOf, distanceTo } from './kernel/ring.ts';
import { noise } from './kernel/prng.ts';
import type { Terrain } from './terrain.ts';

const HA = 1e4;

/** Middle of a face. */
export const middleOf = (land: Land, face: number): [number, number] => centroidOf(land.mesh.ring(face));

/** Gives every open face a zone so that each zone has its exact area, the redline and the ecological zones with them. */
export function zone(land: Land, height: Terrain, seed: number): void {
  const key = new Map<number, { x: number; y: number; h: number }>();
  const at = (face: number): { x: number; y: number; h: number } => {
    let known = key.get(face);
    if (!known) {
      const [x, y] = middleOf(land, face);
      known = { x, y, h: height(x, y) };
      key.set(face, known);
    }
    return known;
  };
  const open = (): number[] => land.where((l) => l.township > 0 && l.zone === '');
  const missing = (code: string): number =>
    ZONE_TABLE[code]! * HA -
    totalArea(
      land,
      land.where((l) => l.township > 0 && l.zone === code),
    );
  const order = (faces: number[], cost: (face: number) => number): number[] => {
    const costs = new Map(faces.map((f) => [f, cost(f)]));
    return faces.sort((a, b) => costs.get(a)! - costs.get(b)!);
  };
  const give = (code: string, faces: number[], style = NATURAL): void =>
    assign(land, take(land, faces, missing(code), style), { zone: code });

  // Villages: pieces cut from the valley land, more of them where the valley is wide.
  const villageHosts = order(
    open().filter((f) => at(f).h < 1.15 && land.area(f) > 9 * HA),
    (f) => noise(seed + 41, at(f).x * 7.7, at(f).y * 7.7, 1000),
  );
  const villages = carve(land, villageHosts, missing('510'), () => land.rng.range(4, 15) * HA, FIELD, 0.55);
  assign(land, villages, { zone: '510', settlement: '20' });

  give(
    '710',
    order(open(), (f) => Math.hypot(at(f).x + 23_100, at(f).y + 1600)),
  );
  const road = land.where((l) => l.way === 'G1' && l.town === 0).flatMap((f) => land.mesh.ring(f));
  give(
    '730',
    order(
      // Not beside the 桐渡 park, whose surroundings stay farmland.
      open().filter((f) => land.area(f) < 90 * HA && Math.hypot(at(f).x - 11_500, at(f).y - 3300) > 4800),
      (f) => distanceTo(road, at(f).x, at(f).y),
    ),
    FIELD,
  );
  const valley = (f: number): number => at(f).h + 0.25 * noise(seed + 42, at(f).x, at(f).y, 1500);
  give('310', order(open(), valley), FIELD);
  give('520', order(open(), valley), FIELD);
  // Ecological control: slopes above the river and the reservoir.
  give(
    '210',
    order(
      open(),
      (f) =>
        Math.abs(at(f).y - 800) / 5200 +
        Math.abs(at(f).h - 1.3) +
        0.4 * noise(seed + 43, at(f).x, at(f).y, 3000),
    ),
  );
  const from =
    (x: number, y: number) =>
    (f: number): number =>
      Math.hypot(at(f).x - x, at(f).y - y);
  const e1 = from(-22_500, 5500);
  const e3 = from(-15_500, 18_500);
  const e6 = from(18_500, 14_500);
  const wild = (f: number): number =>
    Math.min(e1(f) / 13, e3(f) / 10, e6(f) / 5.5, from(2500, 19_000)(f) / 4, from(16_000, -14_000)(f) / 4) -
    900 * (at(f).h - 2) +
    500 * noise(seed + 44, at(f).x, at(f).y, 4000);
  const protectedLand = take(land, order(open(), wild), missing('100'), NATURAL);
  assign(land, protectedLand, { zone: '100' });
  assign(land, open(), { zone: '540' });

  ecology(land, order, e1, e3, e6);
}

/** Ecological zones E1, E3 and E6 in the protection zone, E4 in 杉木岭, E2 to its figure; redline features. */
function ecology(
  land: Land,
  order: (faces: number[], cost: (face: number) => number) => number[],
  e1: (f: number) => number,
  e3: (f: number) => number,
  e6: (f: number) => number,
): void {
  const has = (id: string): number =>
    totalArea(
      land,
      land.where((l) => l.township > 0 && l.eco.includes(id)),
    );
  const add = (id: string, ha: number, faces: number[]): void => {
    for (const f of take(land, faces, ha * HA - has(id), NATURAL)) {
      const label = land.faces[f]!;
      label.eco = [...label.eco, id];
      if (label.zone === '100') label.redline = `R-${id}`;
    }
  };
  const free = (): number[] =>
    land.where(
      (l) => l.township > 0 && l.zone === '100' && l.eco.length === 0 && l.redline === '' && l.way === '',
    );
  add('E6', 4300, order(free(), e6));
  add('E3', 18_400, order(free(), e3));
  add('E1', 31_200, order(free(), e1));
  const ground = land.where(
    (l) => l.township === 12 && l.eco.length === 0 && l.town === 0 && l.way === '' && l.ground === 'country',
  );
  add(
    'E4',
    9050,
    order(ground, (f) => {
      const [x, y] = middleOf(land, f);
      return Math.hypot(x - 14_000, y + 12_500);
    }),
  );
  const bank = land.where(
    (l) => l.township > 0 && l.zone === '210' && l.eco.length === 0 && l.way === '' && l.ground === 'country',
  );
  add(
    'E2',
    1860,
    order(bank, (f) => {
      const [x, y] = middleOf(land, f);
      return Math.abs(y - 800) + Math.abs(x - 11_000) / 4;
    }),
  );

  for (const f of land.where((l) => l.zone === '100' && l.redline === '')) {
    const label = land.faces[f]!;
    label.redline = `R-${String(label.township).padStart(2, '0')}`;
  }
  const core = (): number =>
    totalArea(
      land,
      land.where((l) => l.redline.startsWith('R-core')),
    );
  const inner = order(
    land.where((l) => l.redline === 'R-E3'),
    e3,
  );
  assign(land, take(land, inner, LINES.core * HA - core(), NATURAL), { redline: 'R-core-双鹤垭' });
}
