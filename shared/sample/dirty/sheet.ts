import { ringAreaM2 } from '../../geometry/area.ts';
import { fromSteps } from '../../geometry/grid.ts';
import { round2, type Coordinates, type FieldValue, type SampleFeature } from '../features.ts';
import { snap, xOf, yOf } from '../kernel/frame.ts';

/** A closed ring of positions in degrees. */
export type Ring = number[][];

/** The rings of a feature: parts, each a shell and its holes. */
export const partsOf = (f: SampleFeature): Ring[][] => {
  const c = f.coordinates as Ring[] | Ring[][];
  return typeof c[0]?.[0]?.[0] === 'number' ? [c as Ring[]] : (c as Ring[][]);
};

/** The shell of a feature of one part. */
export const shellOf = (f: SampleFeature): Ring => partsOf(f)[0]![0]!;

/** Area on the ellipsoid in m2 as it is stored: shells less holes. */
export const areaOfParts = (parts: readonly Ring[][]): number =>
  parts.reduce(
    (sum, rings) =>
      sum + rings.reduce((s, ring, k) => s + (k === 0 ? 1 : -1) * Math.abs(ringAreaM2(ring.flat())), 0),
    0,
  );

/** Frame place of a position. */
export const placeOf = (p: readonly number[]): [number, number] => [xOf(p[0]!), yOf(p[1]!)];

/** Position on the grid nearest to a frame place. */
export function positionOf(x: number, y: number): number[] {
  const p = snap(x, y);
  return [fromSteps(p.lon), fromSteps(p.lat)];
}

export const keyOf = (p: readonly number[]): string => `${p[0]} ${p[1]}`;

/** Metres between two positions. */
export function gap(a: readonly number[], b: readonly number[]): number {
  const [ax, ay] = placeOf(a);
  const [bx, by] = placeOf(b);
  return Math.hypot(bx - ax, by - ay);
}

/** The features of all layers while faults are put in. Areas and what follows from them are kept true. */
export class Sheet {
  readonly layers: ReadonlyMap<string, SampleFeature[]>;
  /** Features that already play a part. */
  readonly taken: Set<string>;

  constructor(layers: ReadonlyMap<string, SampleFeature[]>, taken: Set<string>) {
    this.layers = layers;
    this.taken = taken;
  }

  of(layer: string): SampleFeature[] {
    return this.layers.get(layer)!;
  }

  /** The first feature of a layer that passes and plays no part yet; it is taken. */
  first(layer: string, test: (f: SampleFeature) => boolean): SampleFeature {
    const found = this.of(layer).find((f) => !this.taken.has(f.uid) && test(f));
    if (!found) throw new Error(`no ${layer} for a fault`);
    this.taken.add(found.uid);
    return found;
  }

  private replace(old: SampleFeature, now: SampleFeature): SampleFeature {
    const list = this.of(old.layer);
    list[list.indexOf(old)] = now;
    return now;
  }

  /** New shape; stored area, deduction and net area follow. */
  reshape(
    f: SampleFeature,
    parts: Ring[][],
    multi = partsOf(f) !== f.coordinates && parts.length > 1,
  ): SampleFeature {
    const declared = Array.isArray((f.coordinates as number[][][][])[0]?.[0]?.[0]) || multi;
    const coordinates: Coordinates = declared ? parts : parts[0]!;
    const area = round2(areaOfParts(parts));
    const fields: Record<string, FieldValue> = { ...f.fields, area_m2: area };
    const ridge = fields['ridge_coefficient'];
    if (typeof ridge === 'number') {
      fields['deducted_area_m2'] = round2(area * ridge);
      fields['net_area_m2'] = round2(area - round2(area * ridge));
    } else if ('net_area_m2' in fields) fields['net_area_m2'] = area;
    return this.replace(f, { ...f, coordinates, fields });
  }

  set(f: SampleFeature, fields: Record<string, FieldValue>): SampleFeature {
    return this.replace(f, { ...f, fields: { ...f.fields, ...fields } });
  }

  rename(f: SampleFeature, uid: string): SampleFeature {
    return this.replace(f, { ...f, uid });
  }

  add(f: SampleFeature): SampleFeature {
    this.of(f.layer).push(f);
    return f;
  }

  remove(f: SampleFeature): void {
    const list = this.of(f.layer);
    list.splice(list.indexOf(f), 1);
  }
}

/** Stretches of A's shell (indices into its ring) along which B lies on the other side. */
export function commonRuns(a: SampleFeature, b: SampleFeature): number[][] {
  const edges = new Set<string>();
  for (const rings of partsOf(b)) {
    for (const ring of rings) {
      for (let k = 0; k + 1 < ring.length; k++) edges.add(`${keyOf(ring[k + 1]!)}|${keyOf(ring[k]!)}`);
    }
  }
  const ring = shellOf(a);
  const runs: number[][] = [];
  let run: number[] = [];
  for (let k = 0; k + 1 < ring.length; k++) {
    if (edges.has(`${keyOf(ring[k]!)}|${keyOf(ring[k + 1]!)}`)) {
      if (run.length === 0) run.push(k);
      run.push(k + 1);
    } else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Whether two features have boxes that meet. */
export function boxesMeet(a: SampleFeature, b: SampleFeature): boolean {
  const box = (f: SampleFeature): [number, number, number, number] => {
    const s = shellOf(f);
    const x = s.map((p) => p[0]!);
    const y = s.map((p) => p[1]!);
    return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
  };
  const p = box(a);
  const q = box(b);
  return p[0] <= q[2] && q[0] <= p[2] && p[1] <= q[3] && q[1] <= p[3];
}

/** Points of a stretch moved sideways (positive: to its right, which is out of a counter-clockwise ring), metres. */
export function shifted(ring: Ring, run: readonly number[], out: number): number[][] {
  return run.map((k) => {
    const at = run.indexOf(k);
    const [ax, ay] = placeOf(ring[run[Math.max(0, at - 1)]!]!);
    const [bx, by] = placeOf(ring[run[Math.min(run.length - 1, at + 1)]!]!);
    const [x, y] = placeOf(ring[k]!);
    const l = Math.hypot(bx - ax, by - ay);
    return positionOf(x + ((by - ay) / l) * out, y - ((bx - ax) / l) * out);
  });
}

/** Length of a stretch in metres. */
export const lengthOfRun = (ring: Ring, run: readonly number[]): number =>
  run.slice(1).reduce((sum, k) => sum + gap(ring[k - 1]!, ring[k]!), 0);
