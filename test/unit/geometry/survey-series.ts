/*
 * The area series of the survey notice 国土调查办发〔2008〕32号, written down here a second time and
 * independently of shared/geometry/area.ts (which uses the closed form): the oracle of area tests.
 */
const A_AXIS = 6378137;
const F = 1 / 298.257222101;
const B_AXIS = A_AXIS * (1 - F);
const E2 = (A_AXIS * A_AXIS - B_AXIS * B_AXIS) / (A_AXIS * A_AXIS);
const K = [
  1 + (3 / 6) * E2 + (30 / 80) * E2 ** 2 + (35 / 112) * E2 ** 3 + (630 / 2304) * E2 ** 4,
  (1 / 6) * E2 + (15 / 80) * E2 ** 2 + (21 / 112) * E2 ** 3 + (420 / 2304) * E2 ** 4,
  (3 / 80) * E2 ** 2 + (7 / 112) * E2 ** 3 + (180 / 2304) * E2 ** 4,
  (1 / 112) * E2 ** 3 + (45 / 2304) * E2 ** 4,
  (5 / 2304) * E2 ** 4,
];

/** Trapezoid between two latitudes over a difference of longitude, all in radians; m2. */
export function trapezoidM2(lat1: number, lat2: number, dLon: number): number {
  const d = lat2 - lat1;
  const m = (lat1 + lat2) / 2;
  let sum = 0;
  K.forEach((k, i) => {
    const n = 2 * i + 1;
    sum += (i % 2 === 0 ? 1 : -1) * k * Math.sin((n * d) / 2) * Math.cos(n * m);
  });
  return 2 * B_AXIS * B_AXIS * dLon * sum;
}

type Ring = readonly (readonly number[])[];

/** Area of a ring of positions in degrees, m2, by trapezoids against a meridian through its middle. */
export function seriesRingM2(ring: Ring): number {
  const r = Math.PI / 180;
  const l0 = ring[0]![0]!;
  let sum = 0;
  ring.forEach(([lon1, lat1], i) => {
    const [lon2, lat2] = ring[(i + 1) % ring.length]!;
    sum += trapezoidM2(lat1! * r, lat2! * r, ((lon1! + lon2!) / 2 - l0) * r);
  });
  return Math.abs(sum);
}

/** Shells less holes of GeoJSON MultiPolygon coordinates. */
export function seriesMultiPolygonM2(polygons: readonly (readonly Ring[])[]): number {
  let sum = 0;
  for (const rings of polygons) {
    rings.forEach((ring, i) => {
      sum += (i === 0 ? 1 : -1) * seriesRingM2(ring);
    });
  }
  return sum;
}
