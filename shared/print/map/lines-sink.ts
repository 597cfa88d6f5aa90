import type { Lines } from '../display-list.ts';
import { STEPS_PER_MM } from './plotter.ts';

/** Gathers rings or lines in steps; typed arrays that grow, because a sheet may hold millions of points. */
export interface LinesSink {
  add(ring: ArrayLike<number>): void;
  readonly count: number;
  readonly points: number;
  /** Coordinates in steps and where each ring begins (in points), one entry more than there are rings. */
  steps(): { readonly xy: Int32Array; readonly starts: Uint32Array };
  /** The same in millimetres, in pieces of about as many points: a painter is not given one endless path. */
  pieces(most?: number): Generator<Lines>;
}

const PIECE_POINTS = 8000;

export function linesSink(): LinesSink {
  let xy = new Int32Array(1024);
  let starts = new Uint32Array(64);
  let count = 0;
  let points = 0;
  return {
    get count() {
      return count;
    },
    get points() {
      return points;
    },
    add: (ring) => {
      const more = ring.length / 2;
      if (2 * (points + more) > xy.length) {
        const larger = new Int32Array(Math.max(2 * xy.length, 2 * (points + more)));
        larger.set(xy);
        xy = larger;
      }
      if (count + 2 > starts.length) {
        const larger = new Uint32Array(2 * starts.length);
        larger.set(starts);
        starts = larger;
      }
      xy.set(ring, 2 * points);
      points += more;
      count++;
      starts[count] = points;
    },
    steps: () => ({ xy: xy.subarray(0, 2 * points), starts: starts.subarray(0, count + 1) }),
    *pieces(most = PIECE_POINTS) {
      for (let first = 0; first < count;) {
        let last = first + 1;
        while (last < count && starts[last + 1]! - starts[first]! <= most) last++;
        const from = starts[first]!;
        const part = xy.subarray(2 * from, 2 * starts[last]!);
        yield {
          xy: Float32Array.from(part, (step) => step / STEPS_PER_MM),
          starts: starts.slice(first, last + 1).map((start) => start - from),
        };
        first = last;
      }
    },
  };
}
