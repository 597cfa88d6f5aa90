import { boxOf, type Flat } from '../kernel/ring.ts';
import type { Label } from '../label.ts';
import type { Drawing } from './drawing.ts';
import { Path } from './path.ts';
import type { Settlements } from './settlements.ts';
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
    { ...WOOD_LABELS, zone: '540', parcel: 'C10' },
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
    { ...FIELD_LABELS, parcel: 'C11' },
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
    { ...WOOD_LABELS, zone: '210', parcel: 'C12' },
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
    { ...WOOD_LABELS, zone: '100', redline: 'R-E1', eco: ['E1'], parcel: 'C27-town' },
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
    { ...FIELD_LABELS, parcel: 'C17' },
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
    { ...FIELD_LABELS, parcel: 'C18' },
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
