import { STEPS_PER_DEGREE, toSteps } from './grid.ts';
import { metresPerDegree } from './local-frame.ts';
import { ringCount } from './counts.ts';
import type { Box, Packed } from './packed.ts';

/** Cells per edge: a query then meets a handful of edges, wherever it is. */
const CELLS_PER_EDGE = 4;

/**
 * The edges of a polygon on a grid of cells, for asking again and again which of them are near a short line.
 * Ends are in grid steps; `lon` and `lat` are metres in a step in the middle of the polygon.
 */
export class EdgeGrid {
  /** Four numbers an edge: x and y of its first and its second end, in steps. */
  readonly ends: Float64Array;
  readonly lon: number;
  readonly lat: number;
  private readonly reach: readonly [number, number];
  private readonly west: number;
  private readonly south: number;
  private readonly wide: number;
  private readonly high: number;
  private readonly columns: number;
  private readonly rows: number;
  /** Start of each cell's edges in `edges`. */
  private readonly starts: Int32Array;
  private readonly edges: Int32Array;
  /** The question in which an edge was last met, so that it is told once. */
  private readonly met: Int32Array;
  private question = 0;

  /** @param reachM how far from an edge it is still told, m */
  constructor(packed: Packed, reachM: number) {
    const [west, south, east, north] = packed.box;
    const scale = metresPerDegree((south + north) / 2);
    this.lon = scale.lon / STEPS_PER_DEGREE;
    this.lat = scale.lat / STEPS_PER_DEGREE;
    this.reach = [reachM / this.lon, reachM / this.lat];
    this.ends = endsOf(packed);
    const count = this.ends.length / 4;
    this.west = toSteps(west) - this.reach[0];
    this.south = toSteps(south) - this.reach[1];
    const width = Math.max(toSteps(east) + this.reach[0] - this.west, 1);
    const height = Math.max(toSteps(north) + this.reach[1] - this.south, 1);
    const side = Math.sqrt((width * height) / Math.max(CELLS_PER_EDGE * count, 1));
    this.columns = Math.max(1, Math.min(2048, Math.ceil(width / side)));
    this.rows = Math.max(1, Math.min(2048, Math.ceil(height / side)));
    this.wide = width / this.columns;
    this.high = height / this.rows;
    this.starts = new Int32Array(this.columns * this.rows + 1);
    this.met = new Int32Array(count);
    const { starts } = this;
    this.forEachPlace((cell) => starts[cell + 1]!++);
    for (let cell = 0; cell < starts.length - 1; cell++) starts[cell + 1]! += starts[cell]!;
    this.edges = new Int32Array(starts[starts.length - 1]!);
    const next = starts.slice(0, -1);
    const { edges } = this;
    this.forEachPlace((cell, edge) => {
      edges[next[cell]!++] = edge;
    });
  }

  /** Calls back for every edge whose box, widened by the reach, meets the box of the line a-b (steps); each once. */
  near(ax: number, ay: number, bx: number, by: number, visit: (edge: number) => void): void {
    const x0 = this.column(Math.min(ax, bx));
    const x1 = this.column(Math.max(ax, bx));
    const y0 = this.row(Math.min(ay, by));
    const y1 = this.row(Math.max(ay, by));
    if (x1 < 0 || y1 < 0 || x0 >= this.columns || y0 >= this.rows) return;
    this.question += 1;
    for (let y = Math.max(y0, 0); y <= Math.min(y1, this.rows - 1); y++) {
      for (let x = Math.max(x0, 0); x <= Math.min(x1, this.columns - 1); x++) {
        const cell = y * this.columns + x;
        for (let i = this.starts[cell]!; i < this.starts[cell + 1]!; i++) {
          const edge = this.edges[i]!;
          if (this.met[edge] === this.question) continue;
          this.met[edge] = this.question;
          visit(edge);
        }
      }
    }
  }

  /** Whether any edge may be near a place in the box (degrees): false is sure. */
  mayMeet([west, south, east, north]: Box): boolean {
    const x0 = Math.max(this.column(toSteps(west)), 0);
    const x1 = Math.min(this.column(toSteps(east)), this.columns - 1);
    const y0 = Math.max(this.row(toSteps(south)), 0);
    const y1 = Math.min(this.row(toSteps(north)), this.rows - 1);
    for (let y = y0; y <= y1; y++) {
      const cell = y * this.columns;
      // The cells of a row stand side by side, and so do their edges.
      if (x0 <= x1 && this.starts[cell + x0]! < this.starts[cell + x1 + 1]!) return true;
    }
    return false;
  }

  private column(x: number): number {
    return Math.floor((x - this.west) / this.wide);
  }

  private row(y: number): number {
    return Math.floor((y - this.south) / this.high);
  }

  /** Every cell that an edge's widened box meets. */
  private forEachPlace(put: (cell: number, edge: number) => void): void {
    const [reachX, reachY] = this.reach;
    for (let edge = 0; edge < this.ends.length / 4; edge++) {
      const ax = this.ends[4 * edge]!;
      const ay = this.ends[4 * edge + 1]!;
      const bx = this.ends[4 * edge + 2]!;
      const by = this.ends[4 * edge + 3]!;
      const x1 = Math.min(this.column(Math.max(ax, bx) + reachX), this.columns - 1);
      const y1 = Math.min(this.row(Math.max(ay, by) + reachY), this.rows - 1);
      for (let y = Math.max(this.row(Math.min(ay, by) - reachY), 0); y <= y1; y++) {
        for (let x = Math.max(this.column(Math.min(ax, bx) - reachX), 0); x <= x1; x++) {
          put(y * this.columns + x, edge);
        }
      }
    }
  }
}

/** The edges of all rings that have a length. */
function endsOf(packed: Packed): Float64Array {
  const ends = new Float64Array(4 * Math.max(packed.xy.length / 2, 1));
  let at = 0;
  for (let ring = 0; ring < ringCount(packed); ring++) {
    const last = 2 * packed.rings[ring + 1]! - 2;
    for (let i = 2 * packed.rings[ring]!; i < last; i += 2) {
      const ax = toSteps(packed.xy[i]!);
      const ay = toSteps(packed.xy[i + 1]!);
      const bx = toSteps(packed.xy[i + 2]!);
      const by = toSteps(packed.xy[i + 3]!);
      if (ax === bx && ay === by) continue;
      ends[at] = ax;
      ends[at + 1] = ay;
      ends[at + 2] = bx;
      ends[at + 3] = by;
      at += 4;
    }
  }
  return ends.slice(0, at);
}
