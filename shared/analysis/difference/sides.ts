import type { SourceLayer } from '../../check/source.ts';
import { hasShapes } from '../../check/source.ts';
import type { LayerSchema } from '../../model/layer.ts';
import type { DifferenceId } from './types.ts';

/** One side of a comparison: a layer and the field that says what each of its features is. */
export interface Side {
  readonly layer: string;
  readonly field: string;
}

interface SideSpec {
  readonly role: string;
  readonly field: string;
  /** The layer named for people where none carries the role. */
  readonly named: string;
  /** The field states a use of its own, not a class of the land-use classification. */
  readonly ownUse?: boolean;
}

interface TableSpec {
  /** The rule of the ruleset that has its parameters. */
  readonly rule: string;
  readonly a: SideSpec;
  readonly b: SideSpec;
  /** The side whose use would change into that of the other. */
  readonly from: 'a' | 'b';
}

const PLANNED: SideSpec = { role: 'planned_use', field: 'land_class', named: 'land_use' };

/**
 * The comparisons. Townships are those of side b, which is the plan in force in each. A park's detail asks the plan
 * to follow it, so there the plan's class is what would change.
 */
export const DIFFERENCE_TABLES: Readonly<Record<DifferenceId, TableSpec>> = {
  'baseline-plan': {
    rule: 'difference-baseline-plan',
    a: { role: 'baseline', field: 'base_class', named: 'survey_parcel' },
    b: PLANNED,
    from: 'a',
  },
  'park-land-use': {
    rule: 'difference-park-land-use',
    a: { role: 'park', field: 'leading_use', named: 'industrial_park', ownUse: true },
    b: PLANNED,
    from: 'b',
  },
  'legacy-current': { rule: 'difference-legacy-current', a: PLANNED, b: PLANNED, from: 'a' },
};

/** The field of a layer that plays a part: the one of that name, else the first of land-use classes. */
const fieldOf = ({ fields }: LayerSchema, { field, ownUse }: SideSpec): string | undefined =>
  (
    fields.find(({ name }) => name === field) ??
    (ownUse ? undefined : fields.find(({ domain }) => domain === 'land_use_class'))
  )?.name;

/** The first layer that can be a side, those of the product before those of the user. */
function sideOf(layers: readonly SourceLayer[], spec: SideSpec): Side | null {
  const ordered = [...layers]
    .filter((layer) => layer.schema.role === spec.role && hasShapes(layer))
    .sort(
      (a, b) => Number(b.schema.builtIn) - Number(a.schema.builtIn) || (a.schema.id < b.schema.id ? -1 : 1),
    );
  for (const { schema } of ordered) {
    const field = fieldOf(schema, spec);
    if (field !== undefined) return { layer: schema.id, field };
  }
  return null;
}

export type Sides =
  | { readonly a: Side; readonly b: Side; readonly missing: readonly [] }
  | { readonly a: null; readonly b: null; readonly missing: readonly string[] };

/**
 * The layers of a comparison, or the names of what is missing.
 *
 * @param legacy for `legacy-current`, the layer of the earlier plan; the first that is not the current plan otherwise
 */
export function sidesOf(id: DifferenceId, layers: readonly SourceLayer[], legacy?: string): Sides {
  const { a, b } = DIFFERENCE_TABLES[id];
  const sideB = sideOf(layers, b);
  const others =
    id === 'legacy-current'
      ? layers.filter(({ schema }) =>
          legacy === undefined ? schema.id !== sideB?.layer : schema.id === legacy,
        )
      : layers;
  const sideA = sideOf(
    others.filter(({ schema }) => id !== 'legacy-current' || schema.id !== sideB?.layer),
    a,
  );
  if (sideA !== null && sideB !== null) return { a: sideA, b: sideB, missing: [] };
  const missing = [
    ...(sideA === null ? [id === 'legacy-current' ? (legacy ?? LEGACY) : a.named] : []),
    ...(sideB === null ? [b.named] : []),
  ];
  return { a: null, b: null, missing };
}

/** Stands for the layer of an earlier plan, which no built-in layer is. */
export const LEGACY = 'legacy_plan';
