import type { Crs } from '../../shared/crs/catalogue.ts';
import { densify } from '../../shared/crs/densify.ts';
import { transformOf } from '../../shared/crs/transform.ts';
import { polygonAreaM2 } from '../../shared/geometry/area.ts';
import { forEachRing } from '../../shared/geometry/counts.ts';
import { turnOfRing } from '../../shared/geometry/build-packed.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { noticed, type Problem } from '../../shared/import/raw.ts';

const M2_A_HECTARE = 10_000;
/** A stated area may be off by a square metre, the last of its four decimals ... */
const TOLERANCE_M2 = 1;
/** ... and by what the rounding of figures to the centimetre does, for each metre of border. */
const TOLERANCE_A_METRE = 0.0025;
/** Beyond this share it is a mistake, not a matter of how the area was measured. */
const FAR = 0.05;

/** Area on the plane in m2: shells less their holes. */
function planeAreaM2(packed: Packed): number {
  let sum = 0;
  forEachRing(packed, (from, to, _ring, _part, shell) => {
    const area = Math.abs(turnOfRing(packed.xy, from, to)) / 2;
    sum += shell ? area : -area;
  });
  return sum;
}

/** Area on the ellipsoid in m2, edges straight in longitude and latitude. */
export function ellipsoidAreaM2(packed: Packed, crs: Crs): number {
  const { toDegrees } = transformOf(crs);
  const xy = packed.xy.slice();
  for (let i = 0; i < xy.length; i += 2) toDegrees(xy, i);
  return polygonAreaM2({ ...packed, xy });
}

/** Length of all rings in metres (of figures in metres). */
function borderM(packed: Packed): number {
  let sum = 0;
  forEachRing(packed, (from, to) => {
    for (let i = 2 * (from + 1); i < 2 * to; i += 2)
      sum += Math.hypot(packed.xy[i]! - packed.xy[i - 2]!, packed.xy[i + 1]! - packed.xy[i - 1]!);
  });
  return sum;
}

const hectares = (m2: number): number => Math.round(m2) / M2_A_HECTARE;

/**
 * Compares the area a plot states with that of its shape, on the plane of the file (what programs that write such
 * files state) and on the ellipsoid (the official one). Null where it agrees with either; else a note with all three:
 * a warning where the stated one is off by more than 5 per cent of both.
 *
 * @param stated hectares
 * @param crs null while the system is not known: then only the plane is measured
 */
export function compareArea(
  stated: number,
  packed: Packed,
  isDegrees: boolean,
  crs: Crs | null,
  plot: { readonly feature: number; readonly line: number },
): Problem | null {
  const given = stated * M2_A_HECTARE;
  const tolerance = isDegrees ? TOLERANCE_M2 : Math.max(TOLERANCE_M2, TOLERANCE_A_METRE * borderM(packed));
  const agrees = (area: number | null): boolean => area !== null && Math.abs(area - given) <= tolerance;
  const plane = isDegrees ? null : planeAreaM2(packed);
  if (agrees(plane)) return null;
  // As an import computes it: edges straight in the plane, with points every 70 m; and of the corners alone.
  const ellipsoid = crs === null ? null : ellipsoidAreaM2(isDegrees ? packed : densify(packed), crs);
  if (ellipsoid !== null && !Number.isFinite(ellipsoid)) return null;
  if (agrees(ellipsoid) || (crs !== null && agrees(ellipsoidAreaM2(packed, crs)))) return null;
  const measured = [plane, ellipsoid].filter((area) => area !== null);
  if (measured.length === 0) return null;
  const isFar = measured.every((area) => Math.abs(area - given) > Math.max(tolerance, FAR * area));
  // A figure in square metres where hectares are meant.
  const inMetres = measured.some((area) => Math.abs(area - stated) <= Math.max(TOLERANCE_M2, 1e-4 * area));
  const code = inMetres
    ? 'plot-area-metres'
    : plane === null
      ? 'plot-area-ellipsoid'
      : ellipsoid === null
        ? 'plot-area-plane'
        : 'plot-area';
  const params = {
    line: plot.line,
    stated,
    ...(plane !== null && { plane: hectares(plane) }),
    ...(ellipsoid !== null && { ellipsoid: hectares(ellipsoid) }),
  };
  return noticed(plot.feature, code, params, isFar ? 'warning' : 'info');
}
