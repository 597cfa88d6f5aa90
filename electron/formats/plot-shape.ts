import { orientedRing, packFlat } from '../../shared/geometry/build-packed.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { nestByContainment } from './nested-rings.ts';
import type { RawPlot } from './plot-text.ts';

/** The shape of a plot, and the lines of rings that enclose nothing and were left out. */
export interface PlotShape {
  /** East before north, in the system of the file; null when nothing is left. */
  readonly geometry: Packed | null;
  readonly dropped: readonly number[];
}

/** Whether a ring has three points that are not the same. */
function isRing(xy: readonly number[]): boolean {
  const seen: number[] = [];
  for (let i = 0; i < xy.length && seen.length < 6; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!];
    let known = false;
    for (let k = 0; k < seen.length; k += 2) known ||= seen[k] === x && seen[k + 1] === y;
    if (!known) seen.push(x, y);
  }
  return seen.length >= 6;
}

/**
 * The rings of a plot as a geometry. Rings are closed; which are holes and which further parts is decided by
 * containment, since nothing in the file tells them apart. Lines (线) stay open, points (点) are points of their own.
 */
export function plotShape(plot: RawPlot): PlotShape {
  const graphic = plot.form?.graphic;
  if (graphic === '点') {
    const points = plot.rings.flatMap(({ xy }) =>
      Array.from({ length: xy.length / 2 }, (_, i) => [xy.slice(2 * i, 2 * i + 2)]),
    );
    return { geometry: points.length === 0 ? null : packFlat('point', points), dropped: [] };
  }
  const isLine = graphic === '线';
  const whole = plot.rings.filter(({ xy }) => (isLine ? xy.length >= 4 : isRing(xy)));
  const dropped = plot.rings.filter((ring) => !whole.includes(ring)).map(({ line }) => line);
  if (whole.length === 0) return { geometry: null, dropped };
  if (isLine)
    return {
      geometry: packFlat(
        'line',
        whole.map(({ xy }) => [xy]),
      ),
      dropped,
    };
  const parts = nestByContainment(whole.map(({ xy }) => Float64Array.from(orientedRing(xy, true))));
  return {
    geometry: packFlat(
      'polygon',
      parts.map((rings) => rings.map((ring, i) => orientedRing(ring, i === 0))),
    ),
    dropped,
  };
}
