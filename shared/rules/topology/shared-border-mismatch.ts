import { z } from 'zod';
import { borderMismatch } from '../../geometry/border-mismatch.ts';
import { EdgeGrid } from '../../geometry/edge-grid.ts';
import { STEP_DEGREES } from '../../geometry/grid.ts';
import { metresPerDegree } from '../../geometry/measure.ts';
import type { Packed } from '../../geometry/packed.ts';
import type { Fields } from '../../model/record.ts';
import type { PieceDraft } from '../bound-rule.ts';
import { defineRule } from '../define-rule.ts';
import { numberFact, textOf } from '../fact-params.ts';
import { passes, sideFilter } from '../filter.ts';

const side = z.strictObject({ role: z.string().min(1), filter: sideFilter.optional() });
const params = z.strictObject({
  filter: z.strictObject({
    /** Layers whose borders are meant to coincide, by role. */
    pairs: z.array(z.strictObject({ subject: side, counterpart: side })).min(1),
  }),
  thresholds: z.strictObject({
    max_distance_m: z.number().positive(),
    min_length_m: z.number().nonnegative(),
    noise_grid_steps: z.number().nonnegative(),
  }),
});
type Params = z.infer<typeof params>;
type Side = z.infer<typeof side>;

const fits = ({ role, filter }: Side, fields: Fields, of: string): boolean =>
  role === of && passes(fields, filter);

/** Metres in one grid step along a meridian, where a step is widest. */
const STEP_M = STEP_DEGREES * metresPerDegree(90).lat;

/** Borders already gridded: a county line serves every parcel along it. */
const grids = new WeakMap<Packed, { readonly reachM: number; readonly grid: EdgeGrid }>();

function gridOf(geometry: Packed, reachM: number): EdgeGrid {
  const known = grids.get(geometry);
  if (known?.reachM === reachM) return known.grid;
  const grid = new EdgeGrid(geometry, reachM);
  grids.set(geometry, { reachM, grid });
  return grid;
}

/** Below this a distance in centimetres would read nothing. */
const CENTIMETRE = 0.01;

/**
 * 同界图层边界不一致: a border that runs beside another one that it should be. Where it lies on the border of any
 * feature of the other layer it is right, whichever that is.
 */
export const sharedBorderMismatch = defineRule<
  Params & { readonly filter: { readonly subject?: undefined; readonly counterpart?: undefined } }
>({
  id: 'shared-border-mismatch',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'near',
  apart: true,
  needs: { subject: ['zone_code'], counterpart: [] },
  params,
  messages: ['border-mismatch'],
  reachM: ({ thresholds }) => thresholds.max_distance_m,
  counterpartRolesOf: (role, { filter }) => [
    ...new Set(
      filter.pairs.filter(({ subject }) => subject.role === role).map(({ counterpart }) => counterpart.role),
    ),
  ],
  admitsSubject: (fields, role, { filter }, against) =>
    filter.pairs.some(
      ({ subject, counterpart }) => counterpart.role === against && fits(subject, fields, role),
    ),
  admitsCounterpart: (fields, role, { filter }) =>
    filter.pairs.some(({ counterpart }) => fits(counterpart, fields, role)),
  evaluate({ subject, near = [] }, { thresholds }, severity) {
    const limits = {
      maxDistanceM: thresholds.max_distance_m,
      minLengthM: thresholds.min_length_m,
      noiseM: thresholds.noise_grid_steps * STEP_M,
    };
    const borders = near.map(({ counterpart }) => gridOf(counterpart.geometry, limits.maxDistanceM));
    return near.flatMap(({ counterpart }, i): PieceDraft[] => {
      const others = borders.filter((_, k) => k !== i);
      const found = borderMismatch(subject.geometry, borders[i]!, others, limits);
      if (found === null) return [];
      return [
        {
          other: counterpart.ref,
          areaM2: 0,
          severity,
          geometry: found.runs,
          facts: { layer: counterpart.ref.table, length_m: found.lengthM, distance_m: found.greatestM },
        },
      ];
    });
  },
  sentences({ ref }, pieces) {
    const distance = Math.max(...pieces.map((piece) => numberFact(piece, 'distance_m')));
    return [
      {
        key: 'border-mismatch',
        params: {
          layer1: { kind: 'layer', id: ref.table },
          layer2: { kind: 'layer', id: textOf(pieces[0]!.facts, 'layer') ?? '' },
          length: {
            kind: 'number',
            value: pieces.reduce((sum, piece) => sum + numberFact(piece, 'length_m'), 0),
            digits: 1,
          },
          dist: { kind: 'number', value: distance, digits: distance < CENTIMETRE ? 4 : 2 },
        },
      },
    ];
  },
});
