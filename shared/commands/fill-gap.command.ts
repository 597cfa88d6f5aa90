import { z } from 'zod';
import { layerId, packed, recordRef } from '../bridge/schemas.ts';
import { arrange } from '../geometry/arrange.ts';
import { boxContains, boxesIntersect, expandBox } from '../geometry/box.ts';
import { unionOf } from '../geometry/cut.ts';
import { coveredFaces } from '../geometry/faces.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import { labelPoint } from '../geometry/label-point.ts';
import { localise } from '../geometry/localise.ts';
import type { Packed } from '../geometry/packed.ts';
import { pointInPolygon } from '../geometry/predicates.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { alongNeighbours, boxesAtVertices, reshapeOp } from './shared-nodes.ts';

/** Ground about a gap that is looked at, so that its border is met from outside. */
const ROUND_DEGREES = 1e-6;

const holds = (shape: Packed, point: readonly [number, number] | undefined): boolean =>
  point !== undefined && pointInPolygon(shape, point[0], point[1]) === 'inside';

/**
 * The gap as its neighbours really border it: the ground between them, on their own vertices, where the gap was
 * drawn. `within` bounds it by the county, whose line is read and never written.
 */
function trueGap(gap: Packed, covering: readonly Packed[], within: readonly Packed[]): Packed {
  const window = expandBox(gap.box, ROUND_DEGREES);
  const local = (shapes: readonly Packed[]): Packed[] =>
    shapes
      .filter((shape) => boxesIntersect(shape.box, window))
      .map((shape) => localise(shape, window))
      .filter((shape) => shape !== undefined);
  const [around, bounds] = [local(covering), local(within)];
  const middle = labelPoint(gap);
  const open = coveredFaces(arrange([...around, ...bounds])).filter(
    ({ geometry, inside }) =>
      inside.every((input) => input >= around.length) &&
      (bounds.length === 0 || inside.length > 0) &&
      boxContains(window, geometry.box) &&
      (holds(geometry, middle) || holds(gap, labelPoint(geometry))),
  );
  return unionOf(open.map(({ geometry }) => geometry));
}

/** Gives a gap of a coverage to one of its neighbours. */
export const fillGap = defineCommand({
  id: 'fill-gap',
  label: 'command.fill-gap',
  params: z.strictObject({ ref: recordRef, gap: packed, within: layerId.nullable() }),
  available: onOneSelected,
  reads: ({ ref, gap, within }) => ({
    refs: [ref],
    boxes: [
      {
        box: expandBox(gap.box, STEP_DEGREES),
        layers: within === null ? [ref.table] : [ref.table, within],
      },
    ],
  }),
  readsMore: (_snapshot, { gap }) => ({ boxes: boxesAtVertices(gap.xy) }),
  run(snapshot, { ref, gap, within }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const shapesIn = (table: string): Packed[] =>
      snapshot
        .near(gap.box)
        .filter((one) => one.layer === table)
        .flatMap((one) => one.geometry ?? []);
    const hole = trueGap(gap, shapesIn(ref.table), within === null ? [] : shapesIn(within));
    if (isEmptyPacked(hole)) return fail('command.no-gap');
    const filled = unionOf([geometry, hole]);
    const op = reshapeOp(snapshot, record, filled);
    if (!op.ok) return op;
    const along = alongNeighbours(snapshot, filled, geometry, ref);
    if (!along.ok) return along;
    return ok({
      label: 'history.fill-gap',
      params: labelParams(layer, record),
      ops: [op.value, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
