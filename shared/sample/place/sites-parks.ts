import { areaOf, boxOf, type Flat } from '../kernel/ring.ts';
import type { Drawing } from './drawing.ts';
import type { Path } from './path.ts';
import type { Settlements } from './settlements.ts';
import { blob } from './shapes.ts';
import { farmland, FIELD_LABELS, RIDGE, straightStretch } from './site-tools.ts';

const middle = (path: Path, degrees: number): number => path.toward(degrees);

/** A lobe of a curved outline: `[along, out]` pairs for a base of the given length. */
const curved = (base: number, out: number): [number, number][] =>
  [
    [0.02, 0.42],
    [0.1, 0.78],
    [0.24, 0.97],
    [0.42, 1.06],
    [0.6, 1.04],
    [0.78, 0.92],
    [0.92, 0.66],
    [0.99, 0.33],
  ].map(([u, v]) => [u! * base, v! * out]);

/** Places about the parks K1 to K8: planted contradictions and decoys. */
export function parkSites(d: Drawing, s: Settlements, seed: number): void {
  const park = (id: string): Path => s.parks.get(id)!;

  // C01: a lobe of K2 over three patches at 青筼村.
  const k2 = park('K2');
  const east = middle(k2, -4) - 100;
  const cuts = [-75, 104, 166, 275];
  const deep = [300, 265, 330, 280];
  for (let k = 0; k < 3; k++) {
    const from = east + cuts[k]!;
    const to = east + cuts[k + 1]!;
    const width = to - from;
    d.region(
      k2.lobe(from, to, [
        [0, deep[k]! * 0.55],
        [-6, deep[k]!],
        [width * 0.5, deep[k]! + 14],
        [width + (k === 2 ? 10 : -6), deep[k + 1]!],
        [width, deep[k + 1]! * 0.55],
      ]),
      { ...farmland(`C01-${'ABC'[k]}`), where: '青筼村' },
    );
  }
  d.region(k2.lobe(east, east + 200, curved(200, 118), 23_740), { mark: 'C01' }, { park: 'K2' });
  d.target('C01', 2.374);

  // C02: five islands in K4; C09: its pond.
  const k4 = park('K4');
  const box4 = boxOf(k4.ring);
  const at4 = (u: number, v: number): [number, number] => [
    box4[0] + u * (box4[2] - box4[0]),
    box4[1] + v * (box4[3] - box4[1]),
  ];
  const islands: [number, number, number][] = [
    [0.16, 0.52, 0.61],
    [0.28, 0.68, 0.37],
    [0.3, 0.34, 0.51],
    [0.41, 0.55, 0.25],
    [0.4, 0.29, 0.12],
  ];
  islands.forEach(([u, v, ha], k) => {
    const [x, y] = at4(u, v);
    const mark = `C02-${k + 1}`;
    d.region(
      blob(x, y, ha * 1e4, { seed: seed + 400 + k, rough: 0.12, step: 16, stretch: 1.15, turn: k }),
      { ...farmland(mark), park: '', boundary: '', place: '', settlement: '', mark },
      { park: 'K4' },
    );
    d.target(mark, ha);
  });
  const [px, py] = at4(0.8, 0.56);
  d.region(
    blob(px, py, 6600, { seed: seed + 410, rough: 0.05, step: 17, square: 2 }),
    { plan: '1401', base: '1704', mark: 'C09', parcel: 'C09', ground: 'fixed' },
    { plan: '1704' },
  );
  d.target('C09', 0.66);

  // C03: a badly traced edge of K7; C06: its tail along the highway.
  const k7 = park('K7');
  const south7 = middle(k7, -97);
  const flat = straightStretch(k7, south7, 212);
  d.region(
    k7.lobe(flat - 30, flat + 250, [
      [0, 130],
      [140, 165],
      [283, 120],
    ]),
    { ...farmland('C03') },
  );
  d.region(
    k7.lobe(
      flat,
      flat + 212,
      [
        [0, 0.4],
        [106, 0.4],
        [212, 0.4],
      ],
      84.8,
    ),
    { mark: 'C03' },
    { park: 'K7' },
  );
  d.target('C03', 0.00848);
  const west7 = middle(k7, 176) - 45;
  d.region(
    k7.lobe(west7 - 60, west7 + 150, [
      [-20, 330],
      [-15, 690],
      [190, 700],
      [205, 330],
    ]),
    { ...FIELD_LABELS, parcel: 'C06' },
  );
  d.region(
    k7.lobe(
      west7,
      west7 + 90,
      [
        [-3, 140],
        [3, 280],
        [-2, 420],
        [0, 546],
        [90, 548],
        [88, 420],
        [93, 280],
        [88, 140],
      ],
      49_200,
    ),
    { mark: 'C06' },
    { park: 'K7' },
  );
  d.target('C06', 4.92);

  // C04: a corner of K5 in the redline; C27: a lobe of K5 in the corridor E2.
  const k5 = park('K5');
  const north5 = straightStretch(k5, middle(k5, 100), 130);
  d.region(
    k5.lobe(north5 - 130, north5 + 300, [
      [-90, 260],
      [-40, 620],
      [190, 760],
      [420, 660],
      [510, 280],
    ]),
    {
      plan: '0202',
      base: '0202',
      zone: '100',
      redline: 'R-茶溪湾',
      parcel: 'C04',
      ground: 'fixed',
    },
  );
  d.region(k5.lobe(north5, north5 + 130, [[18, 114]], 7420), { mark: 'C04' }, { park: 'K5' });
  d.target('C04', 0.742);
  const east5 = middle(k5, -6) - 50;
  d.region(
    k5.lobe(east5 - 40, east5 + 150, [
      [-70, 180],
      [-60, 430],
      [230, 440],
      [250, 170],
    ]),
    { plan: '0506', base: '0506', zone: '210', eco: ['E2'], parcel: 'C27-K5', ground: 'fixed' },
  );
  d.region(k5.lobe(east5, east5 + 100, curved(100, 50), 4700), { mark: 'C27-K5' }, { park: 'K5' });
  d.target('C27-K5', 0.47);

  // C05: a strip of K6 in the core of the reserve.
  const k6 = park('K6');
  const north6 = straightStretch(k6, middle(k6, 92), 500);
  d.region(
    k6.lobe(north6 - 60, north6 + 580, [
      [-160, 300],
      [-120, 900],
      [260, 1150],
      [640, 980],
      [760, 340],
    ]),
    { plan: '0301', base: '0301', zone: '100', redline: 'R-core-龙潭坝', parcel: 'C05', ground: 'fixed' },
  );
  d.region(
    k6.lobe(
      north6,
      north6 + 500,
      [
        [0, 23],
        [125, 23.4],
        [250, 22.7],
        [375, 23.2],
        [500, 23],
      ],
      11_500,
    ),
    { mark: 'C05' },
    { park: 'K6' },
  );
  d.target('C05', 1.15);

  // C07: the second part of K3.
  const box3 = boxOf(park('K3').ring);
  const x7 = box3[2] - 150;
  const y7 = box3[1] - 1895;
  d.region(
    blob(x7, y7, 36_000, { seed: seed + 420, square: 5, rough: 0.03, step: 45, turn: 0.2, stretch: 1.05 }),
    { plan: '0103', base: '0103', zone: '520', ridge: RIDGE[3], mark: 'C07', parcel: 'C07', ground: 'fixed' },
    { plan: '100103', park: 'K3' },
  );
  d.target('C07', 3.6);

  // C08: a wooded knoll in K1, in the special use area, with a hole.
  const k1 = park('K1');
  const box1 = boxOf(k1.ring);
  const x8 = (box1[0] + box1[2]) / 2 + 120;
  const y8 = box1[1] + 0.66 * (box1[3] - box1[1]);
  const hole = 1800;
  d.region(
    blob(x8, y8, 20_500 + hole, { seed: seed + 430, rough: 0.14, step: 28, stretch: 1.1 }),
    { plan: '1401', base: '0301', zone: '430', boundary: '03', mark: 'C08', parcel: 'C08', ground: 'fixed' },
    { plan: '0301' },
  );
  d.target('C08', 2.05);
  d.region(
    blob(x8 + 8, y8 - 5, hole, { seed: seed + 431, rough: 0.06, step: 14 }),
    {
      plan: '1401',
      base: '0301',
      zone: '430',
      boundary: '03',
      mark: '',
      parcel: 'C08 hole',
      ground: 'fixed',
    },
    { plan: '1401' },
  );

  // N1: 1.4 km of common border of K1 and basic farmland; N10: 0.6 m2 of overlap elsewhere.
  const from1 = middle(k1, -28);
  d.region(
    k1.lobe(from1, from1 + 1400, [
      [-30, 160],
      [60, 300],
      [500, 330],
      [950, 350],
      [1180, 260],
      [1260, 120],
    ]),
    farmland('N1'),
  );
  const from10 = from1 - 420;
  d.region(
    k1.lobe(from10 - 60, from10 + 90, [
      [-20, 140],
      [80, 170],
      [165, 120],
    ]),
    farmland('N10'),
  );
  d.region(k1.lobe(from10, from10 + 1.2, [[0.6, 1]], 0.6), { mark: 'N10' }, { park: 'K1' });
  d.target('N10', 0.00006);

  // N2: the modern agriculture park over basic farmland.
  const k8 = park('K8');
  const inner = shrunk(k8.ring, 960_000);
  d.region(inner, { ...farmland('N2'), parcel: '', ground: 'country', mark: 'N2' });
}

/** The ring drawn in towards its middle until it has the area. */
function shrunk(ring: Flat, area: number): Flat {
  const box = boxOf(ring);
  const x = (box[0] + box[2]) / 2 - 0.04 * (box[2] - box[0]);
  const y = (box[1] + box[3]) / 2;
  const s = Math.sqrt(area / Math.abs(areaOf(ring)));
  return ring.map((v, i) => (i % 2 === 0 ? x + (v - x) * s : y + (v - y) * s));
}
