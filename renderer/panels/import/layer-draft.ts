import type { ImportPlan, SourceLayer } from '../../../shared/bridge/query-contract.ts';
import { oldCrsByEpsg } from '../../../shared/crs/old-datum.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import {
  canTake,
  namedTargets,
  suggestTarget,
  type Suggestion,
} from '../../../shared/import/suggest-target.ts';
import type { WebMap } from '../../../shared/model/web-map.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import {
  bookMissing,
  classFields,
  codesOf,
  withEdition,
  type ClassColumns,
} from '../../../shared/import/class-columns.ts';
import { constantsFor, type Mapping } from './mapping-model.ts';
import { EMPTY_SHIFT, readShift, type ShiftDraft } from './shift-model.ts';

/** What is said of a source layer for one target, kept when another target is looked at in between. */
export interface TargetDraft {
  readonly mapping: Mapping;
  readonly constants: Readonly<Record<string, FieldValue>>;
  /** Codes of classes by target field, and the book they are from. */
  readonly classes: ClassColumns;
}

/** One layer of the source: what it is, whether it comes in, and how. */
export interface LayerDraft {
  readonly source: SourceLayer;
  readonly chosen: boolean;
  readonly target: string | null;
  /** What the source itself says for a target; null when it says nothing. */
  readonly suggestion: Suggestion | null;
  readonly encoding: string | null;
  /** Read from the source, or chosen; null until one of both. */
  readonly epsg: number | null;
  readonly perTarget: Readonly<Record<string, TargetDraft>>;
}

/** What holds for the file and not for one of its layers. */
export interface FileDraft {
  /** The user's parameters as typed, by the system on an old datum that they lead from. */
  readonly shifts: Readonly<Record<number, ShiftDraft>>;
  readonly web: WebMap;
}

const NOTHING: TargetDraft = { mapping: {}, constants: {}, classes: {} };

/** What is said for the target of a layer. */
export const said = ({ target, perTarget }: LayerDraft): TargetDraft =>
  (target === null ? undefined : perTarget[target]) ?? NOTHING;

/** Why a layer of the source cannot come in at all: no features, no shapes, or no layer that takes their kind. */
export type Barred = 'empty' | 'no-shapes' | 'no-target';
export const barred = (
  { source }: Pick<LayerDraft, 'source'>,
  schemas: readonly LayerSchema[],
): Barred | null => {
  if (source.count === 0) return 'empty';
  if (source.shapeless) return 'no-shapes';
  return schemas.some((schema) => canTake(schema, source)) ? null : 'no-target';
};

const begun = (source: SourceLayer, schema: LayerSchema): TargetDraft => ({
  ...NOTHING,
  mapping: matchFields(schema, source.fields),
});

/** Sends a layer to a target; what was said for that target before is there again. */
export function withTarget(draft: LayerDraft, schema: LayerSchema): LayerDraft {
  const { source, perTarget } = draft;
  return {
    ...draft,
    target: schema.id,
    perTarget: { ...perTarget, [schema.id]: perTarget[schema.id] ?? begun(source, schema) },
  };
}

/** Changes what is said for the target of a layer. */
export const withSaid = (draft: LayerDraft, patch: Partial<TargetDraft>): LayerDraft =>
  draft.target === null
    ? draft
    : { ...draft, perTarget: { ...draft.perTarget, [draft.target]: { ...said(draft), ...patch } } };

/** A layer read anew with another encoding: fields may have other names now, so what was mapped begins again. */
export function readAnew(
  draft: LayerDraft,
  source: SourceLayer,
  encoding: string,
  schemas: readonly LayerSchema[],
): LayerDraft {
  const schema = schemas.find(({ id }) => id === draft.target);
  const anew = { ...draft, source, encoding, perTarget: {} };
  return schema === undefined ? anew : withTarget(anew, schema);
}

/**
 * The layers of a source as they stand at first. One alone goes to the layer that is worked on, if that takes its kind;
 * of several those are chosen whose names say where they belong, whatever is worked on.
 *
 * @param wanted the layer that is worked on, or that the import was asked for from
 */
export function firstDrafts(
  layers: readonly SourceLayer[],
  schemas: readonly LayerSchema[],
  wanted: string | null,
): readonly LayerDraft[] {
  const alone = layers.length === 1;
  const bringing = layers.filter((source) => barred({ source }, schemas) === null);
  const named = namedTargets(bringing, schemas);
  return layers.map((source) => {
    const suggestion = suggestTarget(source, schemas);
    const own = schemas.find(({ id }) => id === wanted);
    const here = alone && own !== undefined && canTake(own, source) ? own.id : null;
    const target = here ?? suggestion?.layer ?? null;
    const draft: LayerDraft = {
      source,
      chosen: false,
      target: null,
      suggestion,
      encoding: source.encoding,
      epsg: source.epsg ?? source.oldEpsg,
      perTarget: {},
    };
    const open = barred(draft, schemas) === null;
    const schema = schemas.find(({ id }) => id === target);
    const fits = schema !== undefined && (alone || open);
    const chosen = alone || named.has(source.name);
    return fits ? withTarget({ ...draft, chosen }, schema) : { ...draft, chosen };
  });
}

/** Several layers at once need not be asked the same: a system chosen for one is taken by those that say as little. */
export const withEpsg = (
  drafts: readonly LayerDraft[],
  name: string,
  epsg: number | null,
): readonly LayerDraft[] =>
  drafts.map((draft) => {
    const { source } = draft;
    if (source.name === name) return { ...draft, epsg };
    const silent = source.epsg === null && source.oldEpsg === null;
    const alike =
      source.candidates.some((candidate) => candidate.epsg === epsg) || source.candidates.length === 0;
    return silent && alike && draft.epsg === null ? { ...draft, epsg } : draft;
  });

export const shiftOf = ({ shifts }: FileDraft, epsg: number): ShiftDraft => shifts[epsg] ?? EMPTY_SHIFT;
const isOld = (epsg: number | null): epsg is number => epsg !== null && oldCrsByEpsg(epsg) !== undefined;

/** Fields of planned use whose codes have not been counted yet. */
export const uncounted = (draft: LayerDraft, schema: LayerSchema): readonly string[] =>
  classFields(schema, said(draft).mapping)
    .map(({ name }) => name)
    .filter((name) => said(draft).classes[name]?.source !== said(draft).mapping[name]);

/** What a chosen layer still lacks; a text key, or null when it can be read. */
export function lacking(draft: LayerDraft, file: FileDraft, schemas: readonly LayerSchema[]): string | null {
  const schema = schemas.find(({ id }) => id === draft.target);
  if (schema === undefined) return 'ui.import.need-layer';
  if (draft.epsg === null) return 'ui.import.need-crs';
  if (isOld(draft.epsg) && readShift(shiftOf(file, draft.epsg)) === null) return 'import.need-shift';
  if (uncounted(draft, schema).length > 0) return 'import.counting';
  if (bookMissing(said(draft).classes, said(draft).mapping)) return 'import.need-book';
  return null;
}

/**
 * How a layer is to be read; null as long as it has no target.
 *
 * @param replaced layers whose own features are replaced
 */
export function planOf(
  draft: LayerDraft,
  file: FileDraft,
  schemas: readonly LayerSchema[],
  replaced: readonly string[] = [],
): ImportPlan | null {
  const schema = schemas.find(({ id }) => id === draft.target);
  if (schema === undefined) return null;
  const { source, epsg, encoding } = draft;
  const { mapping, constants, classes } = said(draft);
  const codes = codesOf(classes, mapping);
  const shift = isOld(epsg) ? readShift(shiftOf(file, epsg)) : null;
  return {
    layer: schema.id,
    sourceLayer: source.name,
    epsg,
    encoding,
    mapping: { ...mapping },
    constants: { ...constantsFor(schema, mapping, withEdition(schema, mapping, classes, constants)) },
    ...(codes === undefined ? {} : { codes }),
    ...(shift === null ? {} : { shift }),
    ...(source.mayBeWeb ? { web: file.web } : {}),
    ...(replaced.includes(schema.id) ? { replaces: true } : {}),
  };
}
