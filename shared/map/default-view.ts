/**
 * How the built-in layers lie on each other when a blueprint is new, from the ground up. A user's own layer
 * comes above all of them.
 */
const FROM_THE_GROUND: readonly string[] = [
  'survey_parcel',
  'land_use',
  'functional_zone',
  'township_function',
  'ecological_zone',
  'basic_farmland',
  'ecological_redline',
  'township',
  'county',
  'urban_boundary',
  'town_center',
  'major_project',
  'industrial_park',
  'public_facility',
  'track',
  'observation',
];

/** Layers that would hide the land-use plan, or crowd it, are there but not shown at first. */
const HIDDEN_AT_FIRST: ReadonlySet<string> = new Set([
  'survey_parcel',
  'functional_zone',
  'township_function',
  'public_facility',
]);

/** Draw order of a new layer, larger nearer to the eye; `place` is its place in the list of layers. */
export function defaultOrder(layer: string, place: number): number {
  const known = FROM_THE_GROUND.indexOf(layer);
  return known >= 0 ? known + 1 : FROM_THE_GROUND.length + 1 + place;
}

export const defaultVisible = (layer: string): boolean => !HIDDEN_AT_FIRST.has(layer);
