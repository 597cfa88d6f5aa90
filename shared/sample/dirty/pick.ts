import { ringAreaM2 } from '../../geometry/area.ts';
import type { SampleFeature } from '../features.ts';
import type { Fault } from './faults.ts';
import {
  boxesMeet,
  commonRuns,
  gap,
  lengthOfRun,
  partsOf,
  placeOf,
  positionOf,
  shellOf,
  type Ring,
  type Sheet,
} from './sheet.ts';

export const is =
  (code: string) =>
  (f: SampleFeature): boolean =>
    f.fields['land_class'] === code;
export const inTownship = (f: SampleFeature, township: number): boolean =>
  f.fields['admin_code'] === `990121${String(township).padStart(3, '0')}`;

/** The first two neighbours of given classes in a township with a common stretch that passes. */
export function neighbours(
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
export const oneEdge = (ring: Ring, run: number[]): number[] | undefined => {
  for (let k = 0; k + 1 < run.length; k++) {
    const l = gap(ring[run[k]!]!, ring[run[k + 1]!]!);
    if (l > 30 && l < 200) return [run[k]!, run[k + 1]!];
  }
  return undefined;
};

/** The part of the stretch nearest to the wanted length (within a tenth). */
export const about =
  (length: number) =>
  (ring: Ring, whole: number[]): number[] | undefined => {
    // Not from the very ends, where the border turns away.
    const run = whole.slice(1, -1);
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
export function lens(p: readonly number[], q: readonly number[], area: number): Ring {
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

export const between = (ring: Ring, run: readonly number[], points: Ring): Ring => [
  ...ring.slice(0, run[0]! + 1),
  ...points,
  ...ring.slice(run[run.length - 1]!),
];

export const ringArea = (ring: Ring): number => Math.abs(ringAreaM2(ring.flat()));
export const fault = (
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

export const holes = (f: SampleFeature): Ring[] => partsOf(f)[0]!.slice(1);
