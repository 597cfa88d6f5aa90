import { areaOf, boxOf, type Flat } from '../kernel/ring.ts';
import type { Label } from '../label.ts';
import type { Drawing } from './drawing.ts';
import { Path } from './path.ts';
import type { Settlements } from './settlements.ts';
import { blob } from './shapes.ts';
import { farmland, RIDGE, straightStretch } from './sites-parks.ts';

const field: Partial<Label> = { plan: '0103', base: '0103', zone: '520', ridge: RIDGE[3], ground: 'fixed' };
const wood: Partial<Label> = { plan: '0301', base: '0301', ground: 'fixed' };

const curved = (base: number, out: number): [number, number][] =>
  [
    [0.03, 0.4],
    [0.14, 0.8],
    [0.32, 1.02],
    [0.55, 1.08],
    [0.76, 0.94],
    [0.93, 0.55],
  ].map(([u, v]) => [u! * base, v! * out]);

/** Places about the town centres. */
export function townSites(d: Drawing, s: Settlements, seed: number): void {
  const town = (k: number): Path => s.towns.get(k)!;

  // C10: 白竹园集镇 grows up the slope into the forestry zone.
  const t11 = town(11);
  const m11 = t11.toward(80);
  d.region(
    t11.lobe(m11 - 130, m11 + 130, [
      [-60, 150],
      [-20, 330],
      [140, 380],
      [290, 310],
      [310, 140],
    ]),
    { ...wood, zone: '540', parcel: 'C10' },
  );
  d.region(t11.lobe(m11 - 60, m11 + 60, curved(120, 110), 12_700), { mark: 'C10' }, { town: 11 });
  d.target('C10', 1.27);

  // C11: 桐渡镇区 along the road.
  const t2 = town(2);
  const m2 = straightStretch(t2, t2.toward(186), 75);
  d.region(
    t2.lobe(m2 - 55, m2 + 130, [
      [-30, 300],
      [-20, 580],
      [180, 590],
      [200, 290],
    ]),
    { ...field, parcel: 'C11' },
  );
  d.region(
    t2.lobe(
      m2,
      m2 + 75,
      [
        [-3, 120],
        [2, 240],
        [-3, 350],
        [0, 450],
        [75, 450],
        [72, 350],
        [78, 240],
        [73, 120],
      ],
      33_800,
    ),
    { mark: 'C11' },
    { town: 2 },
  );
  d.target('C11', 3.38);
  // C29: the block of the town that lies 40 m from K2.
  const box = boxOf(s.parks.get('K2')!.ring);
  const x = box[0] - 40;
  const block: Flat = [x, 3030, x, 3170, x - 60, 3172, x - 165, 3176, x - 170, 3026, x - 60, 3028];
  d.region(
    block,
    { plan: '0801', base: '0801', mark: 'C29', parcel: 'C29', ground: 'fixed' },
    { plan: '070102' },
  );

  // C12: 双鹤垭镇区 in the river bend.
  const t7 = town(7);
  const m7 = t7.toward(-65);
  d.region(
    t7.lobe(m7 - 100, m7 + 110, [
      [-60, 120],
      [-40, 260],
      [100, 320],
      [250, 270],
      [260, 110],
    ]),
    { ...wood, zone: '210', parcel: 'C12' },
  );
  d.region(t7.lobe(m7 - 55, m7 + 55, curved(110, 90), 9300), { mark: 'C12' }, { town: 7 });
  d.target('C12', 0.93);

  // C27: 云台荒集镇 in E1.
  const t10 = town(10);
  const m10 = t10.toward(68);
  d.region(
    t10.lobe(m10 - 100, m10 + 110, [
      [-90, 260],
      [-150, 800],
      [100, 1100],
      [380, 850],
      [330, 240],
    ]),
    { ...wood, zone: '100', redline: 'R-E1', eco: ['E1'], parcel: 'C27-town' },
  );
  d.region(t10.lobe(m10 - 50, m10 + 50, curved(100, 85), 8200), { mark: 'C27-town' }, { town: 10 });
  d.target('C27-town', 0.82);

  // C17: the boundary taken over a field of zone 520 at 雁落坪; C18: zone 410 drawn over a field at 茶溪湾.
  const t4 = town(4);
  const m4 = t4.toward(150);
  d.region(
    t4.lobe(m4 - 160, m4 + 170, [
      [-70, 200],
      [-30, 420],
      [160, 480],
      [360, 420],
      [390, 180],
    ]),
    { ...field, parcel: 'C17' },
  );
  d.region(
    t4.lobe(
      m4 - 110,
      m4 + 110,
      [
        [-8, 90],
        [30, 190],
        [96, 270],
        [150, 200],
        [200, 95],
      ],
      30_600,
    ),
    { mark: 'C17' },
    { boundary: '01', place: 'town4' },
  );
  d.target('C17', 3.06);
  const t8 = town(8);
  const m8 = t8.toward(200);
  d.region(
    t8.lobe(m8 - 130, m8 + 130, [
      [-60, 180],
      [-20, 380],
      [140, 420],
      [300, 370],
      [320, 170],
    ]),
    { ...field, parcel: 'C18' },
  );
  d.region(
    t8.lobe(
      m8 - 75,
      m8 + 75,
      [
        [-4, 70],
        [25, 150],
        [70, 215],
        [112, 150],
        [140, 70],
      ],
      14_800,
    ),
    { mark: 'C18' },
    { zone: '410', zoneFeature: 'C18' },
  );
  d.target('C18', 1.48);

  // C23 and N8: islands of basic farmland in the county town, the first with the hole of the boundary lost.
  const box1 = boxOf(town(1).ring);
  const island = (id: string, u: number, v: number, ha: number, planted?: Partial<Label>): void => {
    d.region(
      blob(box1[0] + u * (box1[2] - box1[0]), box1[1] + v * (box1[3] - box1[1]), ha * 1e4, {
        seed: seed + 500 + id.length,
        rough: 0.1,
        step: 22,
        turn: u * 9,
        stretch: 1.1,
      }),
      { ...farmland(id, '0103'), town: 0, boundary: '', place: '', settlement: '', mark: id },
      planted,
    );
    d.target(id, ha);
  };
  island('C23', 0.22, 0.7, 0.95, { boundary: '01', place: 'town1', plan: '070102', zone: '410' });
  island('N8', 0.36, 0.22, 1.6);
  // Special use: a hill park of 430 in the county town; the knoll of C08 is the rest of it.
}

/** Free-standing places in the country. Kilometres. */
export function countrySites(d: Drawing, shore: Path, guarded: Path, seed: number): void {
  // Halfway between the shore of the reservoir and the limit of its protection area, km.
  const bank = (degrees: number): [number, number] => {
    const [ax, ay] = shore.where(shore.toward(degrees));
    const [bx, by] = guarded.where(guarded.toward(degrees));
    return [(ax + bx) / 2000, (ay + by) / 2000];
  };
  const free = (
    id: string,
    x: number,
    y: number,
    ha: number,
    labels: Partial<Label>,
    planted?: Partial<Label>,
    shape: { square?: number; stretch?: number; turn?: number; rough?: number } = {},
  ): Path => {
    const ring = blob(x * 1000, y * 1000, ha * 1e4, {
      seed: seed + 600 + id.charCodeAt(1) * 7 + id.charCodeAt(id.length - 1),
      square: 3.4,
      rough: 0.06,
      step: Math.max(18, Math.min(70, Math.sqrt(ha * 1e4) / 4)),
      ...shape,
    });
    d.region(ring, { parcel: id, ground: 'fixed', ...labels }, planted);
    return new Path(ring);
  };

  free('C16', 18.35, 1.95, 2.11, { ...field, mark: 'C16' }, { plan: '070102' }, { square: 5, rough: 0.03 });
  d.target('C16', 2.11);
  free('C20', 13.2, 15.9, 1.34, { ...field, mark: 'C20' }, { plan: '110101' }, { square: 5, rough: 0.03 });
  d.target('C20', 1.34);
  free(
    'C28',
    17.1,
    12.6,
    1.12,
    { ...farmland('C28', '0103'), mark: 'C28' },
    { plan: '0201' },
    { stretch: 1.5 },
  );
  d.target('C28', 1.12);
  free(
    'C14',
    ...bank(-62),
    1.76,
    { plan: '0403', base: '0403', zone: '210', mark: 'C14' },
    { plan: '100102' },
  );
  d.target('C14', 1.76);
  free('N4', ...bank(-108), 2.2, { plan: '1311', base: '1311', zone: '210', mark: 'N4' }, undefined, {
    stretch: 2,
    turn: 0.1,
  });

  // C19 and C13: a riverside parcel, most of it in the corridor E2; its northern part lies outside.
  // (drawn with the corridor)

  // C21: a lens of a redline feature in the ecological control zone.
  const r21 = free(
    'R21',
    9.6,
    -10.6,
    210,
    { ...wood, zone: '100', redline: 'R21', parcel: '', ground: 'country' },
    undefined,
    {
      rough: 0.03,
      square: 6,
    },
  );
  const m21 = straightStretch(r21, r21.toward(95), 1000) - 70;
  d.region(
    r21.lobe(
      m21 - 260,
      m21 + 1240,
      [
        [40, 260],
        [300, 420],
        [750, 480],
        [1200, 420],
        [1460, 250],
      ],
      undefined,
      true,
    ),
    { ...wood, zone: '210', parcel: 'C21' },
  );
  d.region(
    r21.lobe(
      m21,
      m21 + 1000,
      [
        [38, 24],
        [160, 44],
        [300, 58],
        [400, 62],
        [500, 63],
        [600, 62],
        [700, 58],
        [840, 44],
        [962, 24],
      ],
      42_000,
      true,
    ),
    { mark: 'C21' },
    { redline: 'R21' },
  );
  d.target('C21', 4.2);

  // C22: a redline feature over a terrace of basic farmland.
  const r22 = free(
    'R22',
    -8.9,
    -18.4,
    180,
    { ...wood, zone: '100', redline: 'R22', parcel: '', ground: 'country' },
    undefined,
    {
      rough: 0.06,
    },
  );
  const m22 = r22.toward(20);
  d.region(
    r22.lobe(m22 - 130, m22 + 130, [
      [-40, 130],
      [0, 260],
      [130, 300],
      [260, 270],
      [300, 140],
    ]),
    { ...farmland('C22'), where: '梯田' },
  );
  d.region(r22.lobe(m22 - 85, m22 + 85, curved(170, 100), 17_300), { mark: 'C22' }, { redline: 'R22' });
  d.target('C22', 1.73);

  // N3: the road across the redline on a listed route.
  free('N3', -16.25, 11, 190, { ...wood, zone: '100', redline: 'R-N3', parcel: '', ground: 'country' });
  // N5: a mine outside the boundary in zone 710.
  free('N5', -23.1, -1.6, 210, { zone: '710', parcel: '', ground: 'country' });
  free('N5m', -23.2, -1.5, 86, { plan: '1002', base: '1002', zone: '710', mark: 'N5' }, undefined, {
    rough: 0.12,
  });

  // C26: fourteen survey parcels of 㵲滩村 under one planned forest parcel.
  village(d, -7.6, -16.2);
  // 青筼村 beside the farmland of C01.
  const homestead = { plan: '0703', base: '0703', zone: '510', settlement: '20' as const };
  free(
    '青筼村',
    13.45,
    2.75,
    5.4,
    { ...homestead, where: '青筼村', parcel: '', ground: 'country' },
    undefined,
    { rough: 0.15 },
  );
  free(
    '上青筼',
    13.62,
    3.75,
    3.1,
    { ...homestead, where: '青筼村', parcel: '', ground: 'country' },
    undefined,
    { rough: 0.15 },
  );
  free('N7', 12.2, 11.6, 3.4, { ...homestead, base: '0103', mark: 'N7', where: '梨坪村' }, undefined, {
    rough: 0.12,
  });
  free('N6', 10.1, 4.5, 1.9, {
    ...farmland(''),
    patch: '',
    parcel: 'N6',
    zone: '510',
    base: '0703',
    basis: 'increase_decrease_link',
    mark: 'N6',
    where: '岩湾村',
  });
}

function village(d: Drawing, x: number, y: number): void {
  const area = 26_400;
  const w = Math.sqrt(area / 2) * 1.02;
  const h = area / w / 4;
  const cx = x * 1000;
  const cy = y * 1000;
  const outer: Flat = [];
  const top: [number, number][] = [];
  const bottom: [number, number][] = [];
  for (let k = 0; k <= 7; k++) {
    const u = -w + (2 * w * k) / 7;
    bottom.push([cx + u, cy - h - 9 * Math.sin(k * 1.7)]);
    top.push([cx + u + 6 * Math.sin(k), cy + h + 8 * Math.cos(k * 1.3)]);
  }
  for (const [a, b] of bottom) outer.push(a, b);
  for (const [a, b] of [...top].reverse()) outer.push(a, b);
  const s = Math.sqrt(area / areaOf(outer));
  for (const list of [top, bottom]) {
    for (const place of list) {
      place[0] = cx + (place[0] - cx) * s;
      place[1] = cy + (place[1] - cy) * s;
    }
  }
  outer.length = 0;
  for (const [a, b] of bottom) outer.push(a, b);
  for (const [a, b] of [...top].reverse()) outer.push(a, b);
  // The houses stand in two rows along a lane; every house plot is a parcel of the survey.
  d.region(
    outer,
    {
      plan: '0703',
      base: '0703',
      zone: '510',
      settlement: '20',
      where: '㵲滩村',
      parcel: 'C26',
      mark: 'C26',
      ground: 'fixed',
    },
    { plan: '0301', settlement: '' },
  );
  d.target('C26', 2.64);
  const lane: [number, number][] = bottom.map(([a, b], k) => [
    (a + top[k]![0]) / 2,
    (b + top[k]![1]) / 2 + 5 * Math.sin(2.1 * k),
  ]);
  for (let k = 0; k < 7; k++) {
    for (const [side, from] of [
      ['N', lane],
      ['S', bottom],
    ] as const) {
      const to = side === 'N' ? top : lane;
      const ring: Flat = [...from[k]!, ...from[k + 1]!, ...to[k + 1]!, ...to[k]!];
      d.region(ring, { survey: `C26-${side}${k}` });
    }
  }
}
