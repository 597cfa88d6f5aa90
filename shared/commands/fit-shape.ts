import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { arrange } from '../geometry/arrange.ts';
import { boxesIntersect, expandBox, unionBoxes } from '../geometry/box.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import { unionOf } from '../geometry/cut.ts';
import { cutByRegions } from '../geometry/cut-together.ts';
import { coveredFaces } from '../geometry/faces.ts';
import { SortedPositions, withNodesAt } from '../geometry/nodes-along.ts';
import { commonBorder } from '../geometry/noded-regions.ts';
import { normalisePacked } from '../geometry/normalise.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { isValid } from '../geometry/validity.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';

/**
 * How new shapes are fitted to what is there: parts that lie in features of the layers `avoid` are cut off along their
 * borders, and with `fill` the gaps left between them and those features are added. `own` is the layer that each shape
 * is in: several that are moved together need not be of one layer.
 */
export const fitSchema = z.strictObject({
  avoid: z.union([z.literal('own'), z.array(layerId).max(20)]),
  fill: z.boolean(),
});
export type Fit = z.infer<typeof fitSchema>;

/** The layers that a shape of a layer avoids. */
export const avoidedLayers = ({ avoid }: Fit, layer: string): readonly string[] =>
  avoid === 'own' ? [layer] : avoid;

/** How far about a shape features are looked at, degrees: gaps that are to be filled reach beyond it. */
export const fitMargin = (box: Box, { fill }: Fit): number =>
  fill ? Math.max(box[2] - box[0], box[3] - box[1]) / 2 : 1e-8;

/** What `fitShape` looks at: features of those layers about the shape, farther off where gaps are to be filled. */
export function fitReads(box: Box, fit: Fit, layer: string): NonNullable<ReadPlan['boxes']> {
  const layers = [...avoidedLayers(fit, layer)];
  if (layers.length === 0) return [];
  return [{ box: expandBox(box, fitMargin(box, fit)), layers }];
}

/** A shape that is to be fitted, and the layer it is to be in. */
export interface Unfitted {
  readonly geometry: Packed;
  readonly layer: string;
}

const keyOf = ({ table, uid }: RecordRef): string => `${table} ${uid}`;

/**
 * Shapes fitted to the features of some layers, on the grid, in their order; one of which nothing is left is empty.
 * Only sound polygons are fitted: others come back as they are, to be refused or stored. They are all cut together, so
 * that borders they share stay the same. What `fill` adds are faces bounded wholly by the shapes and those features and
 * by both: a hole drawn into a shape stays one. Each goes to the shape with the longest border along it.
 *
 * The caller puts the new vertices into neighbours (`alongNeighbours`, `reshapeMany`).
 *
 * @param selves features being changed, which are not avoided
 * @param apart each shape avoids those before it too
 */
export function fitShapes(
  snapshot: Snapshot,
  raw: readonly Unfitted[],
  fit: Fit,
  { selves = [], apart = false }: { readonly selves?: readonly RecordRef[]; readonly apart?: boolean } = {},
): Packed[] {
  const out = raw.map(({ geometry }) => geometry);
  const own = new Set(selves.map(keyOf));
  const groups = new Map<string, number[]>();
  raw.forEach(({ geometry, layer }, i) => {
    if (geometry.kind !== 'polygon' || isEmptyPacked(geometry)) return;
    const normal = normalisePacked(geometry);
    if (!isValid(normal)) return;
    out[i] = normal;
    const layers = avoidedLayers(fit, layer);
    if (layers.length === 0) return;
    const group = layers.join(' ');
    groups.set(group, [...(groups.get(group) ?? []), i]);
  });
  for (const [group, members] of groups) {
    const layers = group.split(' ');
    const windows = members.map((i) => fitReads(out[i]!.box, fit, raw[i]!.layer)[0]!.box);
    const others = snapshot
      .near(unionBoxes(windows))
      .filter(({ layer, uid }) => layers.includes(layer) && !own.has(keyOf({ table: layer, uid })))
      .flatMap(({ geometry }) => (geometry?.kind === 'polygon' ? [geometry] : []))
      .filter(({ box }) => windows.some((window) => boxesIntersect(window, box)));
    const fitted = fittedTo(
      members.map((i) => out[i]!),
      others,
      fit.fill,
      apart,
    );
    members.forEach((i, k) => (out[i] = fitted[k]!));
  }
  return out;
}

function fittedTo(
  shapes: readonly Packed[],
  others: readonly Packed[],
  fill: boolean,
  apart: boolean,
): Packed[] {
  const cut = others.length === 0 ? [...shapes] : cutByRegions(shapes, others).map(({ outside }) => outside);
  const separate = apart && cut.length > 1 ? takenApart(cut) : cut;
  return fill && others.length > 0 ? fillGaps(separate, others) : separate;
}

/** Shapes without the ground of those before them, and with the vertices that thereby lie on their edges. */
function takenApart(shapes: readonly Packed[]): Packed[] {
  const made: Packed[] = [];
  let isCut = false;
  for (const shape of shapes) {
    const before = made.filter((one) => !isEmptyPacked(one) && boxesIntersect(one.box, shape.box));
    const left =
      isEmptyPacked(shape) || before.length === 0 ? shape : cutByRegions([shape], before)[0]!.outside;
    isCut ||= left !== shape;
    made.push(left);
  }
  if (!isCut) return made;
  const positions = new SortedPositions(made.flatMap(({ xy }) => [...xy]));
  return made.map((shape) => {
    const noded = isEmptyPacked(shape) ? shape : withNodesAt(shape, positions);
    return noded === shape || isValid(noded) ? noded : shape;
  });
}

/**
 * Shapes with the gaps that they and others enclose together, each to the shape with the longest border along it.
 * @param about only gaps that meet one of these boxes
 */
export function fillGaps(
  shapes: readonly Packed[],
  others: readonly Packed[],
  about?: readonly Box[],
): Packed[] {
  const some = shapes.flatMap((shape, i) => (isEmptyPacked(shape) ? [] : [i]));
  const noded = arrange([...some.map((i) => shapes[i]!), ...others]);
  const own = noded.noded.slice(0, some.length);
  const around = noded.noded.slice(some.length);
  const taken = own.map((): Packed[] => []);
  for (const { inside, geometry } of coveredFaces(noded)) {
    if (inside.length > 0 || about?.some((box) => boxesIntersect(box, geometry.box)) === false) continue;
    const along = own.map((shape) =>
      boxesIntersect(shape.box, geometry.box) ? commonBorder(geometry, shape) : 0,
    );
    const longest = Math.max(...along);
    if (
      longest > 0 &&
      around.some((other) => boxesIntersect(other.box, geometry.box) && commonBorder(geometry, other) > 0)
    )
      taken[along.indexOf(longest)]!.push(geometry);
  }
  const out = [...shapes];
  if (taken.every((gaps) => gaps.length === 0)) return out;
  some.forEach((i, k) => (out[i] = taken[k]!.length === 0 ? own[k]! : unionOf([own[k]!, ...taken[k]!])));
  return out;
}

/**
 * One shape fitted (`fitShapes`). Failure `command.fit-nothing-left`.
 *
 * @param layer the layer it is in or is to be in
 * @param self the feature being changed, which is not avoided
 */
export function fitShape(
  snapshot: Snapshot,
  geometry: Packed,
  fit: Fit,
  layer: string,
  self: RecordRef | null,
): Result<Packed> {
  const [shape] = fitShapes(snapshot, [{ geometry, layer }], fit, { selves: self === null ? [] : [self] });
  return isEmptyPacked(shape!) && !isEmptyPacked(geometry) ? fail('command.fit-nothing-left') : ok(shape!);
}
