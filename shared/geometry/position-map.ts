import { boxOfXY } from './box.ts';
import type { Packed } from './packed.ts';
import { VertexIndex } from './vertex-index.ts';

/**
 * Where vertices go, by the position they stand at: whoever has a vertex there follows, so that what was shared
 * stays shared. Positions are canonical degrees and are compared bit for bit.
 */
export class PositionMap {
  private readonly from: VertexIndex;
  private readonly to: number[] = [];

  constructor(expected = 16) {
    this.from = new VertexIndex(expected);
  }

  get size(): number {
    return this.from.size;
  }

  /** Sends the position to another; a later word about the same position is not heard. */
  put(x: number, y: number, toX: number, toY: number): void {
    const known = this.from.size;
    if (this.from.add(x, y) === known) this.to.push(toX, toY);
  }

  has(x: number, y: number): boolean {
    return this.from.find(x, y) >= 0;
  }

  /** The geometry with every vertex where it goes; the same object when none moves. Rings are not turned. */
  applied(packed: Packed): Packed {
    let xy: Float64Array | undefined;
    for (let i = 0; i < packed.xy.length; i += 2) {
      const id = this.from.find(packed.xy[i]!, packed.xy[i + 1]!);
      if (id < 0) continue;
      xy ??= packed.xy.slice();
      xy[i] = this.to[2 * id]!;
      xy[i + 1] = this.to[2 * id + 1]!;
    }
    return xy === undefined ? packed : { ...packed, xy, box: boxOfXY(xy) };
  }
}
