import type { Land } from './divide.ts';
import { CLASS_TABLE } from './figures.ts';
import { assign, carve, FIELD, NATURAL, STRAIGHT, take, totalArea } from './fill.ts';
import { noise } from './kernel/prng.ts';
import { centroidOf, distanceTo } from './kernel/ring.ts';
import type { Face, Label } from './label.ts';
import type { Settlements } from './place/settlements.ts';
import { RIDGE } from './place/site-tools.ts';
import type { Terrain } from './terrain.ts';
import { middleOf } from './zoning.ts';

const HA = 1e4;
const by =
  (prefix: string) =>
  (l: Label): boolean =>
    l.township > 0 && l.plan.startsWith(prefix);

/** Planned area of a class in m2. */
const planned = (land: Land, prefix: string): number => totalArea(land, land.where(by(prefix)));

/** Area still missing of a first-level class of the plan. */
const missing = (land: Land, first: string): number => CLASS_TABLE[first]![1] * HA - planned(land, first);

function shuffled(land: Land, faces: number[]): number[] {
  const keys = new Map(faces.map((f) => [f, land.rng.next()]));
  return faces.sort((a, b) => keys.get(a)! - keys.get(b)!);
}

function sorted(faces: number[], cost: (f: number) => number): number[] {
  const keys = new Map(faces.map((f) => [f, cost(f)]));
  return faces.sort((a, b) => keys.get(a)! - keys.get(b)!);
}

/** Gives faces the codes in turn, so that every code occurs. */
function varied(
  land: Land,
  faces: readonly number[],
  codes: readonly string[],
  values: Partial<Face> = {},
): void {
  faces.forEach((f, k) => assign(land, [f], { plan: codes[k % codes.length]!, ...values }));
}

/** Planned classes of towns and parks. Areas inside the boundary that are not fixed by the class table, ha. */
const IN_BOUNDARY = {
  '10': 330,
  '11': 100,
  '09': 200,
  '13': 35,
  '14': 98,
  '15': 7,
  '16': 38,
  '07': 950,
} as const;

/** Share of industry and storage of each park; the rest are streets, green and services. */
const PARK_SHARES: Readonly<Record<string, { ha: number; storage: number }>> = {
  K1: { ha: 170, storage: 24 },
  K2: { ha: 122, storage: 30 },
  K3: { ha: 58, storage: 6 },
  K4: { ha: 37, storage: 5 },
  K5: { ha: 16.5, storage: 0 },
};

const INDUSTRY: Readonly<Record<string, readonly string[]>> = {
  K1: ['100102', '100101', '100102'],
  K2: ['100102', '100101', '100102'],
  K3: ['100103', '100102'],
  K4: ['100101'],
  K5: ['100101'],
};

function parks(land: Land): void {
  const blocks = (id: string): number[] =>
    shuffled(
      land,
      land.where((l) => l.park === id && l.zone === '410' && l.plan === ''),
    );
  for (const [id, { ha, storage }] of Object.entries(PARK_SHARES)) {
    if (storage > 0) varied(land, take(land, blocks(id), storage * HA, STRAIGHT), ['110101']);
    varied(land, take(land, blocks(id), (ha - storage) * HA, STRAIGHT), INDUSTRY[id]!);
    varied(land, blocks(id), ['1402', '0901', '1303', '0805', '0801']);
  }
  // K6: 22.14 ha stay industry; 17.9 ha are industry until C15 turns them to housing.
  assign(land, take(land, blocks('K6'), 22.14 * HA, STRAIGHT), { plan: '100102' });
  for (const f of take(land, blocks('K6'), 17.9 * HA, STRAIGHT)) {
    const label = land.faces[f]!;
    label.plan = '100102';
    label.mark = 'C15';
    label.planted = { ...label.planted, plan: '070102' };
  }
  varied(land, blocks('K6'), ['1402', '0801', '0901', '1303']);
  // K7 (N9): 62% industry and storage, the rest roads, protective green and community services.
  assign(land, take(land, blocks('K7'), 19 * HA, STRAIGHT), { plan: '110101' });
  assign(land, take(land, blocks('K7'), (0.62 * 41 - 19) * HA, STRAIGHT), { plan: '100101' });
  varied(land, blocks('K7'), ['1402', '0702', '1402']);
}

function towns(land: Land, s: Settlements, seed: number): void {
  const blocks = (): number[] =>
    land.where((l) => l.zone === '410' && l.plan === '' && l.township > 0 && l.boundary !== '');
  const centres = new Map([...s.towns].map(([k, path]) => [k, centroidOf(path.ring)]));
  const depth = (f: number): number => {
    const [x, y] = middleOf(land, f);
    const town = land.faces[f]!.town;
    const c = centres.get(town) ?? [x, y];
    return Math.hypot(x - c[0], y - c[1]) / (town === 1 ? 1900 : 750);
  };
  const patchy = (f: number, n: number, size: number): number => {
    const [x, y] = middleOf(land, f);
    return noise(seed + n, x, y, size);
  };
  const left = (first: keyof typeof IN_BOUNDARY): number =>
    IN_BOUNDARY[first] * HA -
    totalArea(
      land,
      land.where((l) => l.zone === '410' && l.township > 0 && l.plan.startsWith(first)),
    );
  const give = (
    first: keyof typeof IN_BOUNDARY,
    codes: readonly string[],
    cost: (f: number) => number,
    only?: (f: number) => boolean,
  ): void => {
    const area = left(first);
    if (area < 1) return;
    varied(land, take(land, sorted(blocks().filter(only ?? (() => true)), cost), area, STRAIGHT), codes);
  };
  give(
    '16',
    ['16'],
    (f) => Math.abs(depth(f) - 0.95) + 0.3 * patchy(f, 51, 400),
    (f) => land.faces[f]!.town === 1,
  );
  give('15', ['1503', '1504'], (f) => land.rng.next() + depth(f) * 0);
  give('13', ['1303', '1301', '1302', '1306'], (f) => 1 - depth(f));
  give('11', ['110101'], (f) => 1.2 - depth(f) + 0.3 * patchy(f, 52, 500));
  give('10', ['100101', '100102'], (f) => 1.2 - depth(f) + 0.5 * patchy(f, 53, 700));
  give('14', ['1401', '1403', '1401'], (f) => patchy(f, 54, 350));
  give('09', ['0901', '0902', '090101', '090104'], (f) => depth(f) + 0.6 * patchy(f, 55, 450));
  // Housing keeps away from the parks with class 2 and 3 industry.
  const fences = ['K1', 'K2', 'K3', 'K6'].map((id) => s.parks.get(id)!.ring);
  const farEnough = (f: number): boolean => {
    const ring = land.mesh.ring(f);
    for (const fence of fences) {
      for (let i = 0; i < ring.length; i += 2) {
        if (distanceTo(fence, ring[i]!, ring[i + 1]!, true) < 165) return false;
      }
    }
    return true;
  };
  give(
    '07',
    ['070102', '070102', '070101', '070102', '0702'],
    (f) => depth(f) * 0.4 + patchy(f, 56, 500),
    farEnough,
  );
  varied(land, blocks(), ['0801', '080403', '080601', '080301', '080501', '0802', '080403']);
}

/** Gives every face its planned class so that each class has its area in the plan. */
export function plan(land: Land, s: Settlements, height: Terrain, seed: number): void {
  for (const f of land.where((l) => l.plan === '' && l.way !== '')) {
    assign(land, [f], { plan: land.faces[f]!.park === 'K7' ? '1202' : '1207', ground: 'fixed' });
  }
  parks(land);
  towns(land, s, seed);
  country(land, height, seed);
}

function country(land: Land, height: Terrain, seed: number): void {
  const open = (...zones: string[]): number[] =>
    land.where((l) => l.township > 0 && l.plan === '' && zones.includes(l.zone));
  const h = (f: number): number => height(...middleOf(land, f));
  const rural = { settlement: '20' as const };

  // Villages and market towns.
  const village = (ha: number, codes: readonly string[]): void =>
    varied(land, take(land, shuffled(land, open('510')), ha * HA, FIELD), codes, rural);
  village(60, ['1207']);
  village(missing(land, '08') / HA, ['0801', '080403', '080602', '080302']);
  village(missing(land, '09') / HA, ['0901', '090101', '0904']);
  village(122, ['100101']);
  village(missing(land, '11') / HA, ['110101']);
  for (const f of open('510'))
    assign(land, [f], { plan: land.rng.next() < 0.93 ? '0703' : '0704', ...rural });

  assign(
    land,
    take(
      land,
      sorted(open('710'), () => land.rng.next()),
      missing(land, '10'),
      NATURAL,
    ),
    { plan: '1002' },
  );
  varied(
    land,
    carve(land, open('730'), missing(land, '13'), () => land.rng.range(2, 7) * HA, FIELD, 0.1),
    ['1303', '1301', '1302', '1309'],
  );
  const stations = Math.min(missing(land, '12'), totalArea(land, open('730')) * 0.8);
  varied(land, take(land, shuffled(land, open('730')), stations, FIELD), ['1208']);
  const wet = land.where((l) => l.township > 0 && l.plan === '' && l.eco.includes('E2'));
  assign(land, take(land, shuffled(land, wet), missing(land, '05'), NATURAL), { plan: '0506' });

  const hosts = (...zones: string[]): number[] =>
    shuffled(
      land,
      open(...zones).filter((f) => land.area(f) > 20 * HA && land.faces[f]!.eco.length === 0),
    );
  const cut = (
    zones: string[],
    area: number,
    from: number,
    to: number,
    codes: readonly string[],
    values: Partial<Face> = {},
  ): void => {
    if (area < 1) return;
    varied(
      land,
      carve(land, hosts(...zones), area, () => land.rng.range(from, to) * HA, FIELD, 0.6),
      codes,
      values,
    );
  };
  cut(['520'], missing(land, '12'), 4, 14, ['1202', '1208']);
  cut(['520', '540'], missing(land, '07'), 2.5, 8, ['0703'], rural);
  cut(['540'], missing(land, '15'), 2, 7, ['1506', '1503']);
  cut(['310', '520'], missing(land, '17'), 3, 15, ['1704']);
  cut(['310'], 650 * HA, 9, 30, ['060102', '060101', '060202']);
  cut(['520'], missing(land, '06'), 10, 36, ['060201', '060202', '060101']);
  cut(['520', '540'], missing(land, '04'), 14, 60, ['0403', '0401']);
  const slope = (f: number): number => {
    const e = h(f) + 0.5 * noise(seed + 61, ...middleOf(land, f), 1200);
    return e < 0.08 ? 2 : e < 0.38 ? 3 : e < 0.95 ? 4 : 5;
  };
  const till = (faces: readonly number[]): void => {
    for (const f of faces) {
      const k = slope(f);
      assign(land, [f], { plan: k <= 3 ? '0101' : '0103', ridge: RIDGE[k] ?? 0.14 });
    }
  };
  till(open('310'));
  const cultivated = land.where(by('01'));
  for (const f of cultivated) if (land.faces[f]!.ridge < 0) land.faces[f]!.ridge = RIDGE[3];
  const net = (faces: readonly number[]): number =>
    faces.reduce((sum, f) => sum + land.area(f) * (1 - land.faces[f]!.ridge), 0);
  const wanted = CLASS_TABLE['01']![1] * HA - net(cultivated);
  const candidates = sorted(open('520'), h);
  for (const f of candidates) land.faces[f]!.ridge = RIDGE[slope(f)] ?? 0.14;
  const more = take(land, candidates, wanted, FIELD, (f) => 1 - land.faces[f]!.ridge);
  for (const f of more) assign(land, [f], { plan: land.faces[f]!.ridge <= RIDGE[3] ? '0101' : '0103' });
  const gardens = sorted([...open('520')], () => land.rng.next());
  const more2 = sorted(open('540'), h);
  assign(land, take(land, [...gardens, ...more2], missing(land, '02'), FIELD), { plan: '0201' });
  for (const f of land.where((l) => l.plan === '0201' && l.parcel === '')) {
    land.faces[f]!.plan = land.rng.pick(['0201', '0202', '0202', '0205']);
  }
  const ridges = land.where(by('01')).reduce((sum, f) => sum + land.area(f) * land.faces[f]!.ridge, 0);
  cut(['540', '520'], missing(land, '23') - ridges, 5, 25, ['2306', '2307', '2301']);
  for (const f of land.where((l) => l.township > 0 && l.plan === '')) {
    const [x, y] = middleOf(land, f);
    const k = noise(seed + 62, x, y, 2200);
    assign(land, [f], { plan: k > 0.45 ? '0302' : k < -0.4 ? '0303' : '0301' });
  }
  for (const f of land.where((l) => !l.plan.startsWith('01'))) land.faces[f]!.ridge = -1;
}
