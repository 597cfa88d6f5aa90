import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';
import { computedFields, exactFigure } from './computed-fields.ts';

/*
 * Two things are wanted of the areas of parts: that they add up to the area stored before, to the cent, and that each is
 * what the ellipsoid gives for its shape, to 0.01 m2 (the stored-area rule). Each part's measurement lies between two
 * hundredths and may be written as either of them, which lets the sum move by a hundredth a part. That is enough for
 * what rounding leaves over, but not for what the cut itself does: by the definition of the area (geometry/area.ts) a
 * vertex put on a long oblique edge changes it, by about 0.002 m2 on one of 100 m, 0.016 m2 on one of 200 m and 1 m2 on
 * one of 800 m, and its rounding to the grid by up to half a step times half the length of the edge (0.005 m2 for 200
 * m) on each side, where the neighbours take the opposite. Then the parts cannot do both. The sum prevails, as the
 * adjustment of areas (面积平差) has it: dividing land does not make more or less of it. The largest part takes the rest,
 * by how much is told, and the stored-area rule says it too.
 */

/** A stored figure this near to the computed one is taken for it, and not for one that came from elsewhere. */
const OWN_FIGURE = 0.05;
/** Hundredths this near to a whole one are one: binary fractions. */
const WHOLE = 1e-6;

/** A part of what is split: its fields as computed, and its shape. */
export interface Part {
  readonly fields: Fields;
  readonly geometry: Packed;
}

export interface Closed {
  /** Fields of the parts, in their order. */
  readonly fields: readonly Fields[];
  /** By how much the largest part is stored with more than its shape gives, m2; zero where both could be kept. */
  readonly closingM2: number;
}

/** Whole hundredths for figures, each the one below or above, that add up to a sum; undefined where none do. */
function addingUp(exact: readonly number[], sum: number): number[] | undefined {
  const cents = exact.map((value) => Math.round(value * 100));
  const short = sum - cents.reduce((total, one) => total + one, 0);
  const step = Math.sign(short);
  // Those that were rounded farthest the other way first, and of these the larger.
  const able = exact
    .map((value, i) => ({ i, off: step * (value * 100 - cents[i]!) }))
    .filter(({ off }) => off > WHOLE)
    .sort((p, q) => q.off - p.off || exact[q.i]! - exact[p.i]!);
  if (able.length < Math.abs(short)) return undefined;
  for (const { i } of able.slice(0, Math.abs(short))) cents[i]! += step;
  return cents;
}

/**
 * The computed figures of parts that are shared by area, made to add up to what was stored for the whole. Figures that never were our own, as imported ones may be, are left computed.
 *
 * @param stored fields of the original
 * @param computed what its computed fields are by its shape
 */
export function closedFigures(
  layer: LayerSchema,
  stored: Fields,
  computed: Fields,
  parts: readonly Part[],
): Closed {
  const fields = parts.map((part): Fields => part.fields);
  let closingM2 = 0;
  for (const field of layer.fields) {
    const { name, split } = field;
    const [value, figure] = [stored[name], computed[name]];
    if (split !== 'by_area' || typeof value !== 'number' || typeof figure !== 'number') continue;
    if (Math.abs(value - figure) > OWN_FIGURE) continue;
    const exact = parts.flatMap(({ geometry }, i) => exactFigure(field, fields[i]!, geometry) ?? []);
    if (exact.length < parts.length) continue;
    const sum = Math.round(value * 100);
    let cents = addingUp(exact, sum);
    if (cents === undefined) {
      if (name !== 'area_m2') continue;
      cents = exact.map((one) => Math.round(one * 100));
      const rest = sum - cents.reduce((total, one) => total + one, 0);
      cents[exact.indexOf(Math.max(...exact))]! += rest;
      closingM2 = rest / 100;
    }
    parts.forEach(({ geometry }, i) => {
      if (fields[i]![name] === cents[i]! / 100) return;
      const own = { ...fields[i], [name]: cents[i]! / 100 };
      fields[i] = { ...own, ...computedFields(layer, own, geometry, [name]) };
    });
  }
  return { fields, closingM2 };
}
