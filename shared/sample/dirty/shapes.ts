import { uidOf, type SampleFeature } from '../features.ts';
import type { Fault } from './faults.ts';
import { about, between, fault, holes, inTownship, is, neighbours, ringArea } from './pick.ts';
import {
  gap,
  lengthOfRun,
  partsOf,
  placeOf,
  positionOf,
  shellOf,
  shifted,
  type Ring,
  type Sheet,
} from './sheet.ts';

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
    const point = (along: number, off: number): number[] =>
      positionOf(
        px + ((qx - px) / l) * (l / 2 + along) + ((qy - py) / l) * off,
        py + ((qy - py) / l) * (l / 2 + along) - ((qx - px) / l) * off,
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
