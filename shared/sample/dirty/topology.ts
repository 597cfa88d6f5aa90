import { ringAreaM2 } from '../../geometry/area.ts';
import { uidOf, type SampleFeature } from '../features.ts';
import type { Fault } from './faults.ts';
import {
  boxesMeet,
  commonRuns,
  gap,
  keyOf,
  lengthOfRun,
  partsOf,
  placeOf,
  positionOf,
  shellOf,
  shifted,
  Sheet,
  type Ring,
} from './sheet.ts';

const is =
  (code: string) =>
  (f: SampleFeature): boolean =>
    f.fields['land_class'] === code;
const inTownship = (f: SampleFeature, township: number): boolean =>
  f.fields['admin_code'] === `990121${String(township).padStart(3, '0')}`;

/** The first two neighbours of given classes in a township with a common stretch that passes. */
function neighbours(
  sheet: Sheet,
  layer: string,
  township: number,
  first: (f: SampleFeature) => boolean,
  second: (f: SampleFeature) => boolean,
  fits: (ring: Ring, run: number[]) => number[] | undefined,
): { a: SampleFeature; b: SampleFeature; run: number[] } {
  const free = sheet.of(layer).filter((f) => inTownship(f, township) && !sheet.taken.has(f.uid));
  for (const a of free.filter(first)) {
    for (const b of free.filter((f) => f !== a && second(f) && boxesMeet(a, f))) {
      for (const run of commonRuns(a, b)) {
        const stretch = fits(shellOf(a), run);
        if (!stretch) continue;
        sheet.taken.add(a.uid);
        sheet.taken.add(b.uid);
        return { a, b, run: stretch };
      }
    }
  }
  throw new Error(`no neighbours in ${layer} of township ${township}`);
}

/** One edge of 30 to 200 m. */
const oneEdge = (ring: Ring, run: number[]): number[] | undefined => {
  for (let k = 0; k + 1 < run.length; k++) {
    const l = gap(ring[run[k]!]!, ring[run[k + 1]!]!);
    if (l > 30 && l < 200) return [run[k]!, run[k + 1]!];
  }
  return undefined;
};

/** The part of the stretch nearest to the wanted length (within a tenth). */
const about =
  (length: number) =>
  (ring: Ring, run: number[]): number[] | undefined => {
    let best: number[] | undefined;
    let miss = length * 0.1;
    for (let from = 0; from < run.length; from++) {
      for (let to = from + 2; to <= run.length; to++) {
        const part = run.slice(from, to);
        const l = lengthOfRun(ring, part);
        if (Math.abs(l - length) < miss) {
          miss = Math.abs(l - length);
          best = part;
        }
        if (l > length * 1.1) break;
      }
    }
    return best;
  };

/** Three points that bend an edge into a lens of the given area, out of the ring when positive. */
function lens(p: readonly number[], q: readonly number[], area: number): Ring {
  const [px, py] = placeOf(p);
  const [qx, qy] = placeOf(q);
  const l = Math.hypot(qx - px, qy - py);
  const h = area / (0.625 * l);
  return [
    [0.25, 0.75],
    [0.5, 1],
    [0.75, 0.75],
  ].map(([t, v]) =>
    positionOf(
      px + (qx - px) * t! + ((qy - py) / l) * h * v!,
      py + (qy - py) * t! - ((qx - px) / l) * h * v!,
    ),
  );
}

const between = (ring: Ring, run: readonly number[], points: Ring): Ring => [
  ...ring.slice(0, run[0]! + 1),
  ...points,
  ...ring.slice(run[run.length - 1]!),
];

const ringArea = (ring: Ring): number => Math.abs(ringAreaM2(ring.flat()));
const fault = (
  id: string,
  rule: string,
  f: SampleFeature,
  areaM2: number,
  more: Partial<Fault> = {},
): Fault => ({
  cases: [id],
  rule,
  kind: 'primary',
  layer: f.layer,
  uid: f.uid,
  others: [],
  areaM2: Math.round(areaM2 * 1e4) / 1e4,
  severity: 'error',
  ...more,
});

const holes = (f: SampleFeature): Ring[] => partsOf(f)[0]!.slice(1);

/** Overlap and gap in the coverage, and a strip missing along the county line. */
export function coverageFaults(sheet: Sheet, townships: ReadonlyMap<string, string>): Fault[] {
  const out: Fault[] = [];
  const sum = (id: string, f: SampleFeature, area: number): Fault =>
    fault(
      id,
      'class-area-sum',
      { ...f, layer: 'township', uid: townships.get(String(f.fields['admin_code']))! },
      area,
      {
        kind: 'also',
        counterpart: 'land_use',
      },
    );
  {
    const { a, b, run } = neighbours(sheet, 'land_use', 4, is('0101'), is('0101'), oneEdge);
    const ring = shellOf(a);
    const bulge = lens(ring[run[0]!]!, ring[run[1]!]!, 36);
    const area = ringArea([ring[run[0]!]!, ...bulge, ring[run[1]!]!, ring[run[0]!]!]);
    sheet.reshape(a, [[between(ring, run, bulge), ...holes(a)]]);
    out.push(fault('T1', 'coverage-overlap', a, area, { others: [b.uid] }));
  }
  {
    const { a, b, run } = neighbours(sheet, 'land_use', 8, is('0301'), is('0103'), oneEdge);
    const ring = shellOf(a);
    const dent = lens(ring[run[0]!]!, ring[run[1]!]!, -214);
    const area = ringArea([ring[run[0]!]!, ...dent, ring[run[1]!]!, ring[run[0]!]!]);
    sheet.reshape(a, [[between(ring, run, dent), ...holes(a)]]);
    out.push(fault('T2', 'coverage-gap', a, area, { others: [b.uid] }), sum('T2', a, area));
  }
  {
    const county = sheet.of('county')[0]!;
    for (const a of sheet.of('land_use')) {
      if (!inTownship(a, 12) || sheet.taken.has(a.uid) || a.fields['land_class'] !== '0301') continue;
      const run = commonRuns(a, reversedFeature(county))
        .map((r) => about(640)(shellOf(a), r))
        .find((r) => r);
      if (!run) continue;
      sheet.taken.add(a.uid);
      const ring = shellOf(a);
      const inner = shifted(ring, run, -0.8);
      const strip = [...run.map((k) => ring[k]!), ...[...inner].reverse(), ring[run[0]!]!];
      const area = ringArea(strip);
      sheet.reshape(a, [[between(ring, run, inner), ...holes(a)]]);
      out.push(fault('T3', 'coverage-range', a, area, { counterpart: 'county' }), sum('T3', a, area));
      break;
    }
  }
  return out;
}

/** The county line turned about, so that its edges run against those of the parcels inside. */
const reversedFeature = (f: SampleFeature): SampleFeature => ({
  ...f,
  coordinates: partsOf(f).map((rings) => rings.map((r) => [...r].reverse())),
});

/** Slivers, chips, twisted rings, bad vertices and angles, loose parts, misplaced holes and parcels. */
export function shapeFaults(sheet: Sheet): Fault[] {
  const out: Fault[] = [];
  {
    const { a, b, run } = neighbours(sheet, 'land_use', 6, is('0101'), is('1202'), about(310));
    const ring = shellOf(a);
    const width = 372 / lengthOfRun(ring, run);
    const inner = shifted(ring, run, -width);
    const strip = [...run.map((k) => ring[k]!), ...[...inner].reverse(), ring[run[0]!]!];
    const made = sheet.add({
      ...a,
      uid: uidOf('fault T4'),
      coordinates: [strip],
      fields: { ...a.fields, land_class: '0103', land_class_name: '旱地', parcel_number: 'GH900001' },
    });
    const now = sheet.reshape(made, [[strip]]);
    sheet.reshape(a, [[between(ring, run, inner), ...holes(a)]]);
    out.push(fault('T4', 'sliver', now, ringArea(strip), { severity: 'warning', others: [a.uid, b.uid] }));
  }
  {
    const host = sheet.first(
      'land_use',
      (f) =>
        is('0703')(f) && inTownship(f, 11) && holes(f).length === 0 && Number(f.fields['area_m2']) > 30_000,
    );
    const [cx, cy] = middle(shellOf(host));
    const side = Math.sqrt(6.3) / 2;
    const chip: Ring = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
      [-1, -1],
    ].map(([u, v]) => positionOf(cx + u! * side, cy + v! * side));
    const made = sheet.add({
      ...host,
      uid: uidOf('fault T5'),
      coordinates: [chip],
      fields: {
        ...host.fields,
        land_class: '0704',
        land_class_name: '农村社区服务设施用地',
        parcel_number: 'GH900002',
      },
    });
    sheet.reshape(made, [[chip]]);
    sheet.reshape(host, [[shellOf(host), [...chip].reverse()]]);
    out.push(fault('T5', 'tiny-face', made, ringArea(chip), { severity: 'warning', others: [host.uid] }));
  }
  {
    const f = sheet.first(
      'functional_zone',
      (z) => z.fields['zone_code'] === '520' && inTownship(z, 3) && corner(shellOf(z)) > 0,
    );
    const ring = shellOf(f);
    const k = corner(ring);
    const [x, y] = placeOf(ring[k]!);
    const towards = (p: readonly number[], reach: number): number[] => {
      const [px, py] = placeOf(p);
      const l = Math.hypot(px - x, py - y);
      return positionOf(x + ((px - x) / l) * reach, y + ((py - y) / l) * reach);
    };
    const before = ring[k - 1]!;
    const after = ring[k + 1]!;
    // Beside the corner two points are visited in the wrong order: a loop of a hand's breadth.
    const twisted = [
      ...ring.slice(0, k),
      towards(before, 0.1),
      towards(after, 0.05),
      towards(before, 0.05),
      towards(after, 0.1),
      ...ring.slice(k + 1),
    ];
    sheet.reshape(f, [[twisted, ...holes(f)]]);
    out.push(fault('T6', 'self-intersection', f, 0));
  }
  {
    const twice = sheet.first('land_use', (f) => is('0301')(f) && inTownship(f, 7));
    const ring = shellOf(twice);
    sheet.reshape(twice, [[[...ring.slice(0, 4), [...ring[3]!], ...ring.slice(4)], ...holes(twice)]]);
    out.push(fault('T7', 'duplicate-vertex', twice, 0, { severity: 'warning' }));
    const close = sheet.first(
      'land_use',
      (f) => is('0301')(f) && inTownship(f, 9) && gap(shellOf(f)[3]!, shellOf(f)[4]!) > 20,
    );
    const other = shellOf(close);
    const [ax, ay] = placeOf(other[3]!);
    const [bx, by] = placeOf(other[4]!);
    const l = Math.hypot(bx - ax, by - ay);
    const extra = positionOf(ax + ((bx - ax) / l) * 0.0003, ay + ((by - ay) / l) * 0.0003);
    sheet.reshape(close, [[[...other.slice(0, 4), extra, ...other.slice(4)], ...holes(close)]]);
    out.push(fault('T7', 'near-vertex', close, 0, { severity: 'warning' }));
  }
  {
    const f = sheet.first('major_project', (p) => p.fields['project_code'] === '990121-M14');
    const parts = partsOf(f).map((rings) => [...rings]);
    const ring = parts[0]![0]!;
    let k = 0;
    for (let i = 0; i + 1 < ring.length; i++)
      if (gap(ring[i]!, ring[i + 1]!) > gap(ring[k]!, ring[k + 1]!)) k = i;
    const [px, py] = placeOf(ring[k]!);
    const [qx, qy] = placeOf(ring[k + 1]!);
    const l = Math.hypot(qx - px, qy - py);
    const reach = 9;
    const half = reach * Math.tan((3.1 * Math.PI) / 360);
    const point = (along: number, out: number): number[] =>
      positionOf(
        px + ((qx - px) / l) * (l / 2 + along) + ((qy - py) / l) * out,
        py + ((qy - py) / l) * (l / 2 + along) - ((qx - px) / l) * out,
      );
    parts[0]![0] = [
      ...ring.slice(0, k + 1),
      point(-half, 0),
      point(0, reach),
      point(half, 0),
      ...ring.slice(k + 1),
    ];
    sheet.reshape(f, parts);
    out.push(fault('T8', 'acute-angle', f, 0, { severity: 'notice' }));
  }
  {
    const homes = sheet
      .of('land_use')
      .filter((f) => is('0703')(f) && inTownship(f, 5) && !sheet.taken.has(f.uid) && holes(f).length === 0);
    let best: [SampleFeature, SampleFeature] | undefined;
    let miss = Infinity;
    for (const a of homes) {
      for (const b of homes) {
        if (a === b) continue;
        const d = Math.abs(distance(shellOf(a), shellOf(b)) - 300);
        if (d < miss) {
          miss = d;
          best = [a, b];
        }
      }
    }
    const [a, b] = best!;
    sheet.remove(b);
    sheet.taken.add(a.uid);
    sheet.reshape(a, [partsOf(a)[0]!, partsOf(b)[0]!], true);
    out.push(fault('T9', 'multipart', a, 0, { severity: 'notice' }));
  }
  {
    const model = sheet.first('land_use', (f) => is('0301')(f) && inTownship(f, 12));
    const ring: Ring = [
      [100, 30],
      [100.002, 30],
      [100.002, 30.0015],
      [100, 30.0015],
      [100, 30],
    ];
    const made = sheet.add({
      ...model,
      uid: uidOf('fault T10'),
      coordinates: [ring],
      fields: {
        ...model.fields,
        admin_code: null,
        admin_name: null,
        location_unit_code: null,
        location_unit_name: null,
        parcel_number: 'GH900003',
      },
    });
    sheet.reshape(made, [[ring]]);
    out.push(
      fault('T10', 'outside-extent', made, 0),
      fault('T10', 'outside-county', made, ringArea(ring), { kind: 'also', counterpart: 'county' }),
    );
  }
  {
    const lake = sheet.first('land_use', (f) => is('1703')(f) && f.fields['location_unit_name'] !== '');
    const ring = shellOf(lake);
    const top = ring.reduce((a, b) => (b[1]! > a[1]! ? b : a));
    const [x, y] = placeOf(top);
    const hole: Ring = [
      [0, 60],
      [0, 64],
      [5, 64],
      [5, 60],
      [0, 60],
    ].map(([u, v]) => positionOf(x + u!, y + v!));
    sheet.reshape(lake, [[ring, ...holes(lake), hole]]);
    out.push(fault('T12', 'hole-outside-shell', lake, ringArea(hole)));
  }
  return out;
}

function middle(ring: Ring): [number, number] {
  let x = 0;
  let y = 0;
  for (const p of ring.slice(1)) {
    const [a, b] = placeOf(p);
    x += a;
    y += b;
  }
  return [x / (ring.length - 1), y / (ring.length - 1)];
}

/** A corner of about a right angle with long sides; 0 when there is none. */
function corner(ring: Ring): number {
  for (let k = 1; k + 1 < ring.length; k++) {
    const [ax, ay] = placeOf(ring[k - 1]!);
    const [x, y] = placeOf(ring[k]!);
    const [bx, by] = placeOf(ring[k + 1]!);
    const la = Math.hypot(ax - x, ay - y);
    const lb = Math.hypot(bx - x, by - y);
    const cosine = ((ax - x) * (bx - x) + (ay - y) * (by - y)) / la / lb;
    if (la > 20 && lb > 20 && Math.abs(cosine) < 0.4) return k;
  }
  return 0;
}

const distance = (a: Ring, b: Ring): number =>
  Math.min(...a.map((p) => Math.min(...b.map((q) => gap(p, q)))));

/** T11: a border of zone 410 that lies 0.05 m off the boundary over about 900 m. */
export function borderFault(sheet: Sheet): Fault[] {
  for (const township of [1, 3, 4, 2]) {
    const zones = sheet.of('functional_zone').filter((z) => inTownship(z, township));
    for (const a of zones.filter((z) => z.fields['zone_code'] === '410' && !sheet.taken.has(z.uid))) {
      for (const b of zones.filter(
        (z) => ['520', '540'].includes(String(z.fields['zone_code'])) && boxesMeet(a, z),
      )) {
        if (sheet.taken.has(b.uid)) continue;
        for (const whole of commonRuns(a, b)) {
          const run = about(980)(shellOf(a), whole);
          if (!run || run.length < 5) continue;
          const ring = shellOf(a);
          const moved = shifted(ring, run, 0.05).slice(1, -1);
          const inner = run.slice(1, -1);
          const to = new Map(inner.map((k, i) => [keyOf(ring[k]!), moved[i]!]));
          const follow = (f: SampleFeature): void => {
            sheet.reshape(
              f,
              partsOf(f).map((rings) => rings.map((r) => r.map((p) => to.get(keyOf(p)) ?? p))),
            );
          };
          const strip = [...run.map((k) => ring[k]!), ...[...moved].reverse(), ring[run[0]!]!];
          const area = ringArea(strip);
          follow(a);
          follow(b);
          sheet.taken.add(a.uid).add(b.uid);
          return [
            fault('T11', 'shared-border-mismatch', a, 0, {
              severity: 'warning',
              counterpart: 'urban_boundary',
            }),
            fault('T11', 'urban-zone-outside-boundary', a, area, {
              kind: 'also',
              severity: 'notice',
              counterpart: 'urban_boundary',
            }),
            fault('T11', 'urban-zone-boundary-identity', a, area, {
              kind: 'also',
              severity: 'notice',
              counterpart: 'urban_boundary',
            }),
          ];
        }
      }
    }
  }
  throw new Error('no border of zone and boundary is long enough');
}
