import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf, samePacked } from '../geometry/counts.ts';
import { cut, unionOf } from '../geometry/cut.ts';
import { averageWidthM } from '../geometry/measure.ts';
import type { Packed } from '../geometry/packed.ts';
import { longestNeighbour, sharedBorderM } from '../geometry/shared-border.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Draft } from '../change/change.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { cutters, readsAtCut, shapesOf } from './cut-reads.ts';
import { defineCommand } from './define-command.ts';
import { besides, readsRound } from './neighbour-records.ts';
import { alongNeighbours, reshapeOp } from './shared-nodes.ts';

/** Connected parts no wider than the tolerance, and the rest. */
function strips(packed: Packed, toleranceM: number): Packed[] {
  const parts = Array.from({ length: partCount(packed) }, (_, part) =>
    packFlat('polygon', [partOf(packed, part)]),
  );
  return parts.filter((part) => averageWidthM(part) <= toleranceM);
}

const without = (shape: Packed, taken: readonly Packed[]): Packed =>
  taken.length === 0 ? shape : cut(shape, taken).outside;

const OTHER = { inside: 'outside', outside: 'inside' } as const;

/**
 * Brings a border that nearly follows another one onto it: strips of the feature that lie on the wrong side
 * (`strips`) and are no wider than the tolerance go. In a coverage they go to the neighbour with the longest common
 * border, and its strips on the other side come here, so that the layer stays whole.
 */
export const snapBorder = defineCommand({
  id: 'snap-border',
  label: 'command.snap-border',
  params: z.strictObject({
    ref: recordRef,
    ...cutters,
    /** The side of the others on which the feature's strips lie. */
    strips: z.enum(['inside', 'outside']),
    toleranceM: z.number().positive().max(100),
  }),
  available: onOneSelected,
  reads: ({ ref, by }) => ({ refs: [ref, ...by] }),
  readsMore(snapshot, { ref, by, byLayers }) {
    const coverage = snapshot.layer(ref.table)?.coverage === true;
    return {
      boxes: [
        ...(readsAtCut(snapshot, ref, { by, byLayers }).boxes ?? []),
        ...(coverage ? (readsRound(snapshot, ref, [ref.table]).boxes ?? []) : []),
      ],
    };
  },
  run(snapshot, { ref, by, byLayers, strips: side, toleranceM }): Result<Draft> {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const lines = shapesOf(snapshot, geometry, { by, byLayers });
    if (!lines.ok) return lines;
    const thin = (shape: Packed, which: 'inside' | 'outside'): Packed[] =>
      strips(cut(shape, lines.value)[which], toleranceM);

    const given = thin(geometry, side);
    const shapes = new Map<FeatureRecord, Packed>();
    const around = layer.coverage ? besides(snapshot, ref, geometry.box) : [];
    const shapeOf = (one: FeatureRecord): Packed => shapes.get(one) ?? one.geometry!;
    for (const strip of given) {
      const receiver = longestNeighbour(strip, around);
      if (receiver !== undefined) shapes.set(receiver, unionOf([shapeOf(receiver), strip]));
      else if (layer.coverage) return fail('command.no-neighbour');
    }
    let own = without(geometry, given);
    for (const one of around) {
      const taken = thin(shapeOf(one), OTHER[side]).filter((strip) => sharedBorderM(strip, own) > 0);
      if (taken.length === 0) continue;
      shapes.set(one, without(shapeOf(one), taken));
      own = unionOf([own, ...taken]);
    }
    if (samePacked(own, geometry) && shapes.size === 0) return fail('command.nothing-to-snap');
    const op = reshapeOp(snapshot, record, own);
    if (!op.ok) return op;
    const reshaped = [...shapes].map(([key, shape]) => ({ key, geometry: shape }));
    const along = alongNeighbours(snapshot, own, geometry, ref, reshaped);
    if (!along.ok) return along;
    return ok({
      label: 'history.snap-border',
      params: labelParams(layer, record),
      ops: [op.value, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
