import { arrange } from '../kernel/arrange.ts';
import type { Mesh } from '../kernel/mesh.ts';
import { inside, insidePoint, scaledTo, boxOf, type Flat } from '../kernel/ring.ts';
import { openCountry, type Face } from '../label.ts';
import { countyOutline, townshipRings } from './county.ts';
import { Drawing } from './drawing.ts';
import { calmed, strip } from './line.ts';
import { lake, ways, type Way } from './network.ts';
import { Path } from './path.ts';
import { settlements, type Settlements } from './settlements.ts';
import { blob } from './shapes.ts';
import { countrySites } from './sites-country.ts';
import { parkSites } from './sites-parks.ts';
import { townSites } from './sites-towns.ts';

/** The county before its open land is divided: mesh, a label for each face, and what was drawn. */
export interface Composition {
  readonly mesh: Mesh;
  /** By face number; undefined outside. */
  readonly faces: (Face | undefined)[];
  readonly drawing: Drawing;
  readonly settlements: Settlements;
  readonly ways: readonly Way[];
  readonly outline: Flat;
}

/** The part of a line whose x lies between two values (metres). */
function stretch(line: Flat, from: number, to: number): Flat {
  const out: Flat = [];
  for (let i = 0; i < line.length; i += 2) {
    if (line[i]! >= from && line[i]! <= to) out.push(line[i]!, line[i + 1]!);
  }
  return out;
}

function between(line: Flat, from: number, to: number): Flat {
  const out: Flat = [];
  for (let i = 0; i < line.length; i += 2) {
    if (line[i + 1]! >= from && line[i + 1]! <= to) out.push(line[i]!, line[i + 1]!);
  }
  return out;
}

/** The wetland corridor E2 along the river and the lower 茶溪, and the parcel that its border crosses. */
function corridor(d: Drawing, all: readonly Way[]): void {
  const river = calmed(all.find((w) => w.id === '澄水')!.line, 9);
  const creek = calmed(all.find((w) => w.id === '茶溪')!.line, 4);
  const labels = { eco: ['E2'], zone: '210' };
  const main = new Path(strip(stretch(river, 7400, 15_300), () => 610));
  d.shade(main.ring, labels);
  d.shade(
    strip(between(creek, -12_500, -10_400), () => 480),
    labels,
  );
  d.line(closed(strip(between(creek, -12_500, -10_400), () => 480)));
  d.shade(
    strip(stretch(river, -10_800, -5200), () => 585),
    labels,
  );
  d.line(closed(strip(stretch(river, -10_800, -5200), () => 585)));
  // C19: a riverside parcel; C13 is the part of it inside the corridor.
  let from = 0;
  let best = Infinity;
  for (let k = 0; k < main.length; k += 60) {
    const [x, y] = main.where(k + 50);
    const north = main.where(k + 50)[1] > 900 ? 0 : 5000;
    if (Math.abs(x - 12_750) + north < best && y > 900) {
      best = Math.abs(x - 12_750) + north;
      from = k;
    }
  }
  const parcel = { zone: '210', plan: '0403', base: '0403', parcel: 'C19', ground: 'fixed' as const };
  const outer = main.lobe(
    from,
    from + 100,
    [
      [0, 29],
      [50, 30],
      [100, 29],
    ],
    2900,
  );
  const inner = main.lobe(
    from,
    from + 100,
    [
      [0, -58],
      [50, -57],
      [100, -58],
    ],
    5800,
  );
  d.line(closed(main.ring));
  d.region(outer, { ...parcel, mark: 'C19' }, { plan: '0901' });
  d.region(inner, { ...parcel, mark: 'C13' }, { plan: '0901' });
  d.target('C13', 0.58);
  d.target('C19', 0.29);
}

const closed = (ring: Flat): Flat => [...ring, ring[0]!, ring[1]!];

function wayLabels(way: Way): Partial<Face> {
  return {
    way: way.id,
    plan: way.landClass,
    base: way.landClass,
    parcel: '',
    ground: 'fixed',
    where: way.name,
  };
}

/** Draws everything that has a place of its own and makes the mesh. */
export function compose(seed: number): Composition {
  const outline = countyOutline(seed);
  const townships = townshipRings(outline, seed);
  const all = ways(seed, outline);
  const s = settlements(seed);
  const d = new Drawing();

  // Reservoir and its protection area.
  const shore = lake(4.25, 18.75, 612, 1.25, seed + 61);
  const guarded = scaledTo(shore, 12_400_000, 4250, 18_750);
  d.region(guarded, { zone: '210', eco: ['E5'] });
  corridor(d, all);
  countrySites(d, new Path(shore), new Path(guarded), seed);
  for (const way of all.filter((w) => w.kind !== 'river' && w.kind !== 'creek')) {
    d.region(way.ring, wayLabels(way));
  }
  for (const way of all.filter((w) => w.kind === 'river' || w.kind === 'creek')) {
    d.region(way.ring, wayLabels(way));
  }
  d.region(shore, {
    plan: '1703',
    base: '1703',
    zone: '210',
    way: '龙潭水库',
    where: '龙潭水库',
    ground: 'fixed',
    parcel: '',
  });
  LAKES.forEach(([name, x, y, ha, wide], k) => {
    const ring = lake(x, y, ha, wide, seed + 70 + k);
    d.region(ring, {
      plan: '1703',
      base: '1703',
      zone: '210',
      way: name,
      where: name,
      ground: 'fixed',
      parcel: '',
    });
  });

  for (const [k, town] of s.towns) {
    d.shade(town.ring, {
      town: k,
      boundary: k >= 10 ? '' : '01',
      place: k >= 10 ? '' : `town${k}`,
      zone: k >= 10 ? '510' : '410',
      settlement: k >= 10 ? '20' : '10',
      ground: 'town',
      eco: [],
      parcel: '',
      plan: '',
      base: '',
    });
  }
  for (const [id, park] of s.parks) {
    if (id === 'K8') d.shade(park.ring, { park: id, zone: '520', ground: 'country', eco: [] });
    else {
      d.shade(park.ring, {
        park: id,
        boundary: '01',
        place: id === 'K1' ? 'town1' : id,
        zone: '410',
        settlement: '10',
        ground: 'park',
        eco: [],
        parcel: '',
        plan: '',
        base: '',
      });
    }
  }
  parts(d, s, seed);
  parkSites(d, s, seed);
  townSites(d, s, seed);
  const county = new Path(outline);
  lens(d, county);
  // Points were added to these rings by their neighbours, so they are drawn last.
  for (const path of [...s.towns.values(), ...s.parks.values(), county]) d.line(closed(path.ring));
  for (const ring of townships) d.line(closed(ring));

  const mesh = arrange(d.lines);
  const faces: (Face | undefined)[] = [undefined];
  for (let face = 1; face < mesh.first.length; face++) {
    const [x, y] = insidePoint(mesh.ring(face));
    const township = inside(outline, x, y) ? townships.findIndex((r) => inside(r, x, y)) + 1 : 0;
    const label = openCountry(township);
    d.apply(label, x, y);
    faces.push(township === 0 && label.mark !== 'C25' ? undefined : label);
  }
  return { mesh, faces, drawing: d, settlements: s, ways: all, outline };
}

const LAKES: readonly (readonly [name: string, x: number, y: number, ha: number, wide: number])[] = [
  ['白竹水库', -22.4, -7.4, 320, 1.4],
  ['马鞍水库', 10.6, -15.4, 340, 0.85],
  ['青岩水库', 18.5, 16.6, 380, 0.8],
];

/** Flexible development and special use parts of the boundary, in the county town. */
function parts(d: Drawing, s: Settlements, seed: number): void {
  const box = boxOf(s.towns.get(1)!.ring);
  const at = (u: number, v: number): [number, number] => [
    box[0] + u * (box[2] - box[0]),
    box[1] + v * (box[3] - box[1]),
  ];
  const [hx, hy] = at(0.42, 0.76);
  // The knoll of C08 with its clearing (2.23 ha) makes up the 90 ha.
  d.region(blob(hx, hy, 877_700, { seed: seed + 81, rough: 0.16, stretch: 1.25, step: 90 }), {
    boundary: '03',
    zone: '430',
    plan: '1401',
    base: '1401',
    ground: 'country',
    settlement: '10',
    way: '',
  });
  d.region(blob(hx + 60, hy + 30, 10e4, { seed: seed + 82, rough: 0.16, step: 60 }), {
    boundary: '03',
    zone: '430',
    plan: '0301',
    base: '0301',
    ground: 'country',
    settlement: '',
    way: '',
  });
  const [fx, fy] = at(0.14, 0.45);
  d.region(blob(fx, fy, 34e4, { seed: seed + 83, rough: 0.1, step: 70, stretch: 0.8 }), {
    boundary: '02',
    zone: '420',
    plan: '0103',
    base: '0103',
    ground: 'country',
    settlement: '',
    way: '',
    ridge: 0.083,
  });
  const [gx, gy] = at(0.47, 0.17);
  d.region(blob(gx, gy, 26e4, { seed: seed + 84, rough: 0.1, step: 70, stretch: 1.3 }), {
    boundary: '02',
    zone: '420',
    plan: '0301',
    base: '0301',
    ground: 'country',
    settlement: '',
    way: '',
  });
}

/** C25: a lens beyond the county line that the ecological zone E1 takes in. */
function lens(d: Drawing, county: Path): void {
  const at = county.toward(172);
  const inner = county.lobe(at - 700, at + 1500, [
    [200, -900],
    [1000, -1300],
    [1900, -850],
  ]);
  d.region(inner, { zone: '100', redline: 'R-E1', eco: ['E1'], plan: '0301', base: '0301' });
  d.region(
    county.lobe(
      at,
      at + 760,
      [
        [60, 60],
        [170, 105],
        [360, 128],
        [560, 112],
        [680, 66],
      ],
      78_500,
    ),
    { mark: 'C25' },
    { eco: ['E1'] },
  );
  d.target('C25', 7.85);
}
