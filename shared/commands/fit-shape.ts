import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { arrange } from '../geometry/arrange.ts';
import { expandBox } from '../geometry/box.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import { unionOf } from '../geometry/cut.ts';
import { cutByRegions } from '../geometry/cut-together.ts';
import { coveredFaces } from '../geometry/faces.ts';
import { commonBorder } from '../geometry/noded-regions.ts';
import { normalisePacked } from '../geometry/normalise.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';

/**
 * How a new shape is fitted to what is there: parts that lie in features of the layers `avoid` are cut off along their
 * borders, and with `fill` the gaps left between it and them are added to it.
 */
export const fitSchema = z.strictObject({ avoid: z.array(layerId).max(20), fill: z.boolean() });
export type Fit = z.infer<typeof fitSchema>;

/** What `fitShape` looks at: features of those layers about the shape, farther off where gaps are to be filled. */
export function fitReads(box: Box, { avoid, fill }: Fit): NonNullable<ReadPlan['boxes']> {
  if (avoid.length === 0) return [];
  const margin = fill ? Math.max(box[2] - box[0], box[3] - box[1]) / 2 : 1e-8;
  return [{ box: expandBox(box, margin), layers: avoid }];
}

/**
 * A shape fitted to the features of some layers, on the grid. Only polygons are fitted. What `fill` adds are faces
 * bounded wholly by the shape and those features and by both of them: a hole drawn into the shape stays one.
 *
 * The caller puts the new vertices into neighbours (`alongNeighbours`). Failure `command.fit-nothing-left`.
 *
 * @param self the feature being changed, which is not avoided
 */
export function fitShape(snapshot: Snapshot, raw: Packed, fit: Fit, self: RecordRef | null): Result<Packed> {
  if (raw.kind !== 'polygon' || fit.avoid.length === 0) return ok(raw);
  const geometry = normalisePacked(raw);
  const [about] = fitReads(geometry.box, fit);
  const others = snapshot
    .near(about!.box)
    .filter(({ layer, uid }) => fit.avoid.includes(layer) && !(layer === self?.table && uid === self.uid))
    .map((one) => one.geometry)
    .filter((one) => one?.kind === 'polygon') as Packed[];
  if (others.length === 0) return ok(geometry);
  const shape = cutByRegions([geometry], others)[0]!.outside;
  if (isEmptyPacked(shape)) return fail('command.fit-nothing-left');
  return ok(fit.fill ? filled(shape, others) : shape);
}

function filled(shape: Packed, others: readonly Packed[]): Packed {
  const noded = arrange([shape, ...others]);
  const [own, ...around] = noded.noded;
  const gaps = coveredFaces(noded)
    .filter(({ inside }) => inside.length === 0)
    .map(({ geometry }) => geometry)
    .filter((gap) => commonBorder(gap, own!) > 0 && around.some((other) => commonBorder(gap, other) > 0));
  return gaps.length === 0 ? shape : unionOf([own!, ...gaps]);
}
