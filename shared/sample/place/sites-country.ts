import { areaOf, type Flat } from '../kernel/ring.ts';
import type { Label } from '../label.ts';
import type { Drawing } from './drawing.ts';
import { Path } from './path.ts';
import { blob } from './shapes.ts';
import { farmland, FIELD_LABELS, straightStretch, WOOD_LABELS } from './site-tools.ts';

const curved = (base: number, out: number): [number, number][] =>
  [
    [0.03, 0.4],
    [0.14, 0.8],
    [0.32, 1.02],
    [0.55, 1.08],
    [0.76, 0.94],
    [0.93, 0.55],
  ].map(([u, v]) => [u! * base, v! * out]);

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

  free(
    'C16',
    18.35,
    1.95,
    2.11,
    { ...FIELD_LABELS, mark: 'C16' },
    { plan: '070102' },
    { square: 5, rough: 0.03 },
  );
  d.target('C16', 2.11);
  free(
    'C20',
    13.2,
    15.9,
    1.34,
    { ...FIELD_LABELS, mark: 'C20' },
    { plan: '110101' },
    { square: 5, rough: 0.03 },
  );
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
    { ...WOOD_LABELS, zone: '100', redline: 'R21', parcel: '', ground: 'country' },
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
    { ...WOOD_LABELS, zone: '210', parcel: 'C21' },
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
    { ...WOOD_LABELS, zone: '100', redline: 'R22', parcel: '', ground: 'country' },
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
  free('N3', -16.25, 11, 190, {
    ...WOOD_LABELS,
    zone: '100',
    redline: 'R-N3',
    parcel: '',
    ground: 'country',
  });
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
