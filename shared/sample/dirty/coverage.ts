import type { SampleFeature } from '../features.ts';
import type { Fault } from './faults.ts';
import { about, between, fault, holes, inTownship, is, lens, neighbours, oneEdge, ringArea } from './pick.ts';
import { boxesMeet, commonRuns, keyOf, partsOf, shellOf, shifted, type Sheet } from './sheet.ts';

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

/** T11: a border of zone 410 that lies 0.05 m off the boundary over about 900 m (45 m2). */
export function borderFault(sheet: Sheet): Fault[] {
  let best: { a: SampleFeature; b: SampleFeature; to: Map<string, number[]>; area: number } | undefined;
  for (const township of [1, 2, 3, 4]) {
    const zones = sheet
      .of('functional_zone')
      .filter((z) => inTownship(z, township) && !sheet.taken.has(z.uid));
    const outer = zones.filter((z) => ['520', '540'].includes(String(z.fields['zone_code'])));
    for (const a of zones.filter((z) => z.fields['zone_code'] === '410')) {
      for (const b of outer.filter((z) => boxesMeet(a, z))) {
        for (const whole of commonRuns(a, b)) {
          const ring = shellOf(a);
          const run = [920, 960, 1000, 1040]
            .map((l) => about(l)(ring, whole))
            .find((r) => r && r.length >= 5);
          if (!run) continue;
          const moved = shifted(ring, run, 0.05).slice(1, -1);
          const to = new Map(run.slice(1, -1).map((k, at) => [keyOf(ring[k]!), moved[at]!]));
          const area = ringArea([...run.map((k) => ring[k]!), ...[...moved].reverse(), ring[run[0]!]!]);
          if (!best || Math.abs(area - 45) < Math.abs(best.area - 45)) best = { a, b, to, area };
        }
      }
    }
  }
  if (!best) throw new Error('no border of zone and boundary is long enough');
  const { a, b, to, area } = best;
  for (const f of [a, b]) {
    // Both zones follow, so that the coverage stays whole and only the boundary differs.
    sheet.reshape(
      f,
      partsOf(f).map((rings) => rings.map((r) => r.map((p) => to.get(keyOf(p)) ?? p))),
    );
    sheet.taken.add(f.uid);
  }
  const off: Partial<Fault> = { kind: 'also', severity: 'notice', counterpart: 'urban_boundary' };
  return [
    fault('T11', 'shared-border-mismatch', a, 0, { severity: 'warning', counterpart: 'urban_boundary' }),
    fault('T11', 'urban-zone-outside-boundary', a, area, off),
    fault('T11', 'urban-zone-boundary-identity', a, area, off),
  ];
}
