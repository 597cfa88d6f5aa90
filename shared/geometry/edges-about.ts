import Flatbush from 'flatbush';
import { ringCount } from './counts.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';

/** The edges of many features, for asking which run past a position. */
export class EdgesAbout {
  private readonly tree: Flatbush | undefined;
  /** Feature and the point it begins in, two numbers an edge. */
  private readonly names: Int32Array;
  private readonly shapes: readonly Packed[];

  /** @param shapeOf the shape of a feature to be looked at: the same structure as the feature's own */
  constructor(features: readonly Packed[], shapeOf: (feature: number) => Packed) {
    this.shapes = features.map((_, i) => shapeOf(i));
    const names: number[] = [];
    this.shapes.forEach((shape, feature) => {
      if (shape.kind === 'point') return;
      for (let ring = 0; ring < ringCount(shape); ring++) {
        for (let i = shape.rings[ring]!; i < shape.rings[ring + 1]! - 1; i++) names.push(feature, i);
      }
    });
    this.names = Int32Array.from(names);
    if (names.length === 0) return;
    this.tree = new Flatbush(names.length / 2);
    for (let edge = 0; edge < names.length; edge += 2) {
      const { xy } = this.shapes[names[edge]!]!;
      const i = 2 * names[edge + 1]!;
      const [ax, ay, bx, by] = [xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!];
      this.tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    }
    this.tree.finish();
  }

  /**
   * Calls back for every edge within `reachM` metres of a position whose nearest place is not one of its ends, in the
   * order of features and edges.
   *
   * @param visit feature, the point the edge begins in, the nearest place on it (degrees), distance in metres
   */
  near(
    [x, y]: readonly [number, number],
    reachM: number,
    visit: (feature: number, edge: number, foot: readonly [number, number], distanceM: number) => void,
  ): void {
    if (this.tree === undefined) return;
    const { lon, lat } = metresPerDegree(y);
    const [dx, dy] = [reachM / lon, reachM / lat];
    for (const found of this.tree.search(x - dx, y - dy, x + dx, y + dy).sort((a, b) => a - b)) {
      const [feature, edge] = [this.names[2 * found]!, this.names[2 * found + 1]!];
      const { xy } = this.shapes[feature]!;
      const [ax, ay] = [(xy[2 * edge]! - x) * lon, (xy[2 * edge + 1]! - y) * lat];
      const [bx, by] = [(xy[2 * edge + 2]! - x) * lon, (xy[2 * edge + 3]! - y) * lat];
      const [ux, uy] = [bx - ax, by - ay];
      const length2 = ux * ux + uy * uy;
      if (length2 === 0) continue;
      const t = -(ax * ux + ay * uy) / length2;
      if (!(t > 0 && t < 1)) continue;
      const [fx, fy] = [ax + t * ux, ay + t * uy];
      const distanceM = Math.hypot(fx, fy);
      if (distanceM > reachM) continue;
      // Too near an end it would go to that: a node here would only make a tiny edge.
      if (Math.hypot(ax, ay) <= reachM || Math.hypot(bx, by) <= reachM) continue;
      visit(feature, edge, [x + fx / lon, y + fy / lat], distanceM);
    }
  }
}
