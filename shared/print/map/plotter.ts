import { transformOf, type PointMap } from '../../crs/transform.ts';
import { forEachRing } from '../../geometry/counts.ts';
import { metresPerDegree } from '../../geometry/local-frame.ts';
import type { Box, GeometryKind, Packed } from '../../geometry/packed.ts';
import { clipLine, clipRing } from '../../tiles/clip.ts';
import { paperX, paperY, type MapWindow } from './map-window.ts';

/**
 * Vertices on paper are whole steps of a fiftieth of a millimetre, finer than any printer draws. A vertex that features
 * share comes to the same step in each of them, so borders stay shared; what falls together is drawn once.
 */
export const STEPS_PER_MM = 50;

/** Around the frame so much more is kept, millimetres: strokes along the cut lie outside what is seen. */
export const PLOT_MARGIN = 6;

/**
 * An edge is straight in degrees. One longer than this many metres gets points in between, which stand in the same
 * places for both features that share it; a shorter one bends by less than 5 cm on the ground.
 */
const LONGEST_EDGE_M = 2000;

/** A flat list of coordinates on the paper, in steps: an open ring (no repeated last point), a line or a point. */
export type Steps = Int32Array;

/** A shape on the paper: the parts of it that come near the frame, each a shell with its holes, a line or a point. */
export interface Plotted {
  readonly kind: GeometryKind;
  readonly parts: readonly (readonly Steps[])[];
}

export interface Plotter {
  /** Null where nothing of the geometry comes near the frame, or it is smaller than a step. */
  plot(geometry: Packed): Plotted | null;
}

/** Calls back for points on an edge that are put in between, from its lower end so that both sides agree. */
function between(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  length: number,
  visit: (x: number, y: number) => void,
): void {
  const steps = Math.ceil(length / LONGEST_EDGE_M);
  const forward = ax < bx || (ax === bx && ay <= by);
  for (let k = 1; k < steps; k++) {
    const t = (forward ? k : steps - k) / steps;
    if (forward) visit(ax + (bx - ax) * t, ay + (by - ay) * t);
    else visit(bx + (ax - bx) * t, by + (ay - by) * t);
  }
}

/** Without repeated points; closed lines lose the last one too. */
function distinct(steps: readonly number[], closed: boolean): Int32Array {
  const out: number[] = [];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    const n = out.length;
    if (n >= 2 && out[n - 2] === steps[i] && out[n - 1] === steps[i + 1]) continue;
    out.push(steps[i]!, steps[i + 1]!);
  }
  if (closed)
    while (out.length > 2 && out[0] === out[out.length - 2] && out[1] === out[out.length - 1])
      out.length -= 2;
  return Int32Array.from(out);
}

/** Whether every point lies in the window. */
function within(xy: readonly number[], window: Box): boolean {
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!];
    if (x < window[0] || x > window[2] || y < window[1] || y > window[3]) return false;
  }
  return true;
}

/**
 * Brings geometries of the blueprint to the paper of one map.
 *
 * @param grain vertices keep whole multiples of so many steps; more than one for a preview
 */
export function createPlotter(window: MapWindow, grain = 1): Plotter {
  const { fromDegrees } = transformOf(window.crs);
  const around: Box = [
    (window.x - PLOT_MARGIN) * STEPS_PER_MM,
    (window.y - PLOT_MARGIN) * STEPS_PER_MM,
    (window.x + window.width + PLOT_MARGIN) * STEPS_PER_MM,
    (window.y + window.height + PLOT_MARGIN) * STEPS_PER_MM,
  ];
  /** The pieces of one ring or line that are near the frame. */
  const pieces = (steps: readonly number[], kind: GeometryKind): Steps[] => {
    const polygon = kind === 'polygon';
    const near = within(steps, around)
      ? [steps]
      : polygon
        ? [clipRing(steps, 0, steps.length / 2, around)]
        : kind === 'line'
          ? clipLine(steps, 0, steps.length / 2, around)
          : [];
    const least = polygon ? 6 : kind === 'line' ? 4 : 2;
    return near
      .map((piece) => distinct(piece.map(Math.round), polygon))
      .filter(({ length }) => length >= least);
  };
  return {
    plot: (geometry) => {
      const parts: Steps[][] = [];
      let shell: Steps[] | null = null;
      forEachRing(geometry, (from, to, _ring, _part, isShell) => {
        const found = pieces(toSteps(geometry, from, to, window, fromDegrees, grain), geometry.kind);
        if (geometry.kind !== 'polygon') {
          for (const piece of found) parts.push([piece]);
          return;
        }
        if (isShell) {
          shell = found.length > 0 ? found : null;
          if (shell !== null) parts.push(shell);
        } else shell?.push(...found);
      });
      return parts.length === 0 ? null : { kind: geometry.kind, parts };
    },
  };
}

/** Edges of fewer degrees are never too long. */
const SHORT_DEGREES = 0.008;

function toSteps(
  { xy, kind }: Packed,
  from: number,
  to: number,
  window: MapWindow,
  fromDegrees: PointMap,
  grain: number,
): number[] {
  const out: number[] = [];
  const point = new Float64Array(2);
  const put = (lon: number, lat: number): void => {
    point[0] = lon;
    point[1] = lat;
    fromDegrees(point, 0);
    out.push(
      Math.round((paperX(window, point[0]) * STEPS_PER_MM) / grain) * grain,
      Math.round((paperY(window, point[1]) * STEPS_PER_MM) / grain) * grain,
    );
  };
  for (let i = from; i < to; i++) {
    const [x, y] = [xy[2 * i]!, xy[2 * i + 1]!];
    if (i > from && kind !== 'point') {
      const [px, py] = [xy[2 * i - 2]!, xy[2 * i - 1]!];
      const [dx, dy] = [Math.abs(x - px), Math.abs(y - py)];
      if (dx + dy > SHORT_DEGREES) {
        const metres = metresPerDegree((y + py) / 2);
        between(px, py, x, y, Math.hypot(dx * metres.lon, dy * metres.lat), put);
      }
    }
    put(x, y);
  }
  return out;
}
