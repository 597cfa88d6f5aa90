import { samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields } from '../model/record.ts';
import { changedNames, derivedFields, derivedOf, mergeFields, valueOf } from './merge-fields.ts';
import { mergeShape, type MergedShape } from './merge-shape.ts';
import type {
  Decision,
  Dispute,
  Existing,
  MergedRecord,
  RecordState,
  ShapeDispute,
  ShapeDisputed,
  Write,
} from './types.ts';

const sameShape = (a: Packed | null, b: Packed | null): boolean =>
  a === b || (a !== null && b !== null && samePacked(a, b));

const changes = (a: RecordState, b: RecordState): string[] =>
  changedNames(a, b, sameShape(a.geometry, b.geometry));

export const sameState = (a: Existing, b: Existing): boolean =>
  a === b || (a !== null && b !== null && changes(a, b).length === 0);

const NOTHING: MergedRecord = { write: null, dispute: null };

const existence = (of: NonNullable<Dispute['existence']>): Dispute => ({
  existence: of,
  fields: [],
  shape: null,
});

/** Base of a record that both sides made: nothing was there, so every value that differs is disputed. */
const BLANK: RecordState = { fields: {}, geometry: null };

interface Joined {
  readonly shape: MergedShape;
  readonly derived: ReadonlySet<string>;
  readonly taken: Fields;
  readonly disputes: Dispute['fields'];
}

function join(layer: LayerSchema | null, base: RecordState, mine: RecordState, theirs: RecordState): Joined {
  const derived = new Set([
    ...derivedOf(layer, mine, changes(base, mine)),
    ...derivedOf(layer, theirs, changes(base, theirs)),
  ]);
  const { taken, disputes } = mergeFields(base.fields, mine.fields, theirs.fields, derived);
  return { shape: mergeShape(base.geometry, mine.geometry, theirs.geometry), derived, taken, disputes };
}

/** The patch that turns mine into the given fields and shape, with what follows from them. */
function patchOf(
  layer: LayerSchema | null,
  mine: RecordState,
  theirs: RecordState,
  derived: ReadonlySet<string>,
  given: Fields,
  geometry: Packed | null,
): Write | null {
  const written = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => valueOf(mine.fields, name) !== value),
  );
  const moved = !sameShape(mine.geometry, geometry);
  const changed = [...Object.keys(written), ...(moved ? ['geometry'] : [])];
  const fields = { ...mine.fields, ...written };
  // Whoever holds just what the other side had takes its figures, too: a split may have closed them to the cent.
  const isTheirs =
    sameShape(theirs.geometry, geometry) &&
    Object.keys({ ...fields, ...theirs.fields }).every(
      (name) => derived.has(name) || valueOf(fields, name) === valueOf(theirs.fields, name),
    );
  const follows = isTheirs
    ? Object.fromEntries(
        [...derived]
          .filter((name) => valueOf(mine.fields, name) !== valueOf(theirs.fields, name))
          .map((name) => [name, valueOf(theirs.fields, name)]),
      )
    : derivedFields(layer, fields, geometry, changed, mine.fields);
  const all = { ...written, ...follows };
  if (Object.keys(all).length === 0 && !moved) return null;
  return { kind: 'patch', fields: all, ...(moved && { geometry }) };
}

/**
 * Joins the edit of the other side (`base` to `theirs`) with what is here now, field by field and place by place.
 *
 * @param layer schema of a feature; null for a record of our own tables
 * @param known false where a record that is not here has never been here: it is then taken as a new one
 */
export function mergeRecord(
  layer: LayerSchema | null,
  { base, theirs }: { readonly base: Existing; readonly theirs: Existing },
  mine: Existing,
  known = true,
): MergedRecord {
  if (sameState(mine, theirs) || sameState(base, theirs)) return NOTHING;
  if (mine === null) {
    if (theirs === null) return NOTHING;
    if (base === null || !known) return { write: { kind: 'put', state: theirs }, dispute: null };
    return { write: null, dispute: existence('deleted-here') };
  }
  if (theirs === null) {
    if (sameState(base, mine)) return { write: { kind: 'delete' }, dispute: null };
    return { write: null, dispute: existence('deleted-there') };
  }
  const { shape, derived, taken, disputes } = join(layer, base ?? BLANK, mine, theirs);
  const geometry = shape.kind === 'joined' ? shape.geometry : shape.mine;
  const write = patchOf(layer, mine, theirs, derived, taken, geometry);
  if (shape.kind === 'joined' && disputes.length === 0) return { write, dispute: null };
  return {
    write,
    dispute: {
      existence: null,
      fields: disputes,
      shape:
        shape.kind === 'joined'
          ? null
          : {
              why: shape.why,
              base: base?.geometry ?? null,
              mine: shape.mine,
              theirs: shape.theirs,
              places: shape.places,
            },
    },
  };
}

/** What a dispute asks, whether its shapes are at hand or only said to differ. */
type Asked = Pick<Dispute, 'existence' | 'fields'> & { readonly shape: ShapeDisputed | ShapeDispute | null };

/** Whether a decision answers all that a dispute asks. */
export function isDecided(dispute: Asked, decision: Decision | null): boolean {
  if (decision === null) return false;
  if (dispute.existence !== null) return decision.existence !== undefined;
  if (dispute.shape !== null && decision.shape === undefined) return false;
  return dispute.fields.every(({ field }) => decision.fields?.[field] !== undefined);
}

/** What a decision over a dispute writes; null where all stays as it is here. The dispute must be decided in full. */
export function decidedWrite(
  layer: LayerSchema | null,
  { base, theirs }: { readonly base: Existing; readonly theirs: Existing },
  mine: Existing,
  decision: Decision,
): Write | null {
  if (mine === null || theirs === null) {
    if (decision.existence !== 'theirs') return null;
    return theirs === null ? { kind: 'delete' } : { kind: 'put', state: theirs };
  }
  const { shape, derived, taken, disputes } = join(layer, base ?? BLANK, mine, theirs);
  const chosen = Object.fromEntries(
    disputes.map(({ field, mine: own }) => {
      const value = decision.fields?.[field];
      return [field, value === undefined ? own : value];
    }),
  );
  const drawn = decision.shape;
  const geometry =
    shape.kind === 'joined'
      ? shape.geometry
      : typeof drawn === 'object'
        ? drawn.drawn
        : drawn === 'theirs'
          ? shape.theirs
          : shape.mine;
  return patchOf(layer, mine, theirs, derived, { ...taken, ...chosen }, geometry);
}

/** The decision that leaves or takes all that is disputed. */
export function decideAll(dispute: Asked, side: 'mine' | 'theirs'): Decision {
  if (dispute.existence !== null) return { existence: side };
  return {
    ...(dispute.fields.length > 0 && {
      fields: Object.fromEntries(dispute.fields.map((one) => [one.field, one[side]])),
    }),
    ...(dispute.shape !== null && { shape: side }),
  };
}
