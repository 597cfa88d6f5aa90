import names from '../../resources/schema/layer-names.json' with { type: 'json' };
import type { SourceLayer } from '../bridge/import-contract.ts';
import type { LayerSchema } from '../model/layer.ts';
import { matchFields } from './match-fields.ts';
import { kindOf } from './split-parts.ts';

/** A layer that a source layer may be meant for, and what says so. */
export interface Suggestion {
  readonly layer: string;
  readonly by: 'name' | 'fields';
}

/** What a layer of a source is told by. */
export type Told = Pick<SourceLayer, 'name' | 'kind' | 'fields'>;

const ALIASES: Readonly<Record<string, readonly string[]>> = names.names;

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.]/g, '');

/** The name by itself: without folders before it and without the kind that a format puts behind it. */
const ownName = (name: string): string => (name.split(/[/\\]/).pop() ?? '').split(' · ')[0] ?? '';

/** Place before the name of a plan layer; a central urban area (中心城区) has layers of its own. */
const PLACE = /^.*(省|市|县|(?<!中心城)区|旗|镇|乡)$/;

/**
 * Whether a layer of a source is called as this layer is, in the standard databases, here, or with a place before it:
 * the place of that name among all it has, the usual one first; -1 for none.
 */
function nameRank(schema: LayerSchema, name: string): number {
  const aliases = ALIASES[schema.id] ?? [];
  const own = ownName(name);
  const label = schema.name['zh-CN'];
  const said = [...aliases, schema.id, ...Object.values(schema.name)].map(plain);
  const whole = said.indexOf(plain(own));
  if (whole >= 0) return whole;
  // A code of the place or a year stands beside the name: 990121STBHHX_2020.
  const words = own.split(/[^\p{L}]+/u).filter((word) => word !== '');
  const among = aliases.findIndex((alias) => words.some((word) => word.toUpperCase() === alias));
  if (among >= 0) return among;
  const placed = words.some(
    (word) => word === label || (word.endsWith(label) && PLACE.test(word.slice(0, -label.length))),
  );
  return placed ? said.indexOf(plain(label)) : -1;
}

/** Whether features of the source can be features of the layer: a source that does not tell its kind may be of any. */
export const canTake = (schema: LayerSchema, { kind }: Pick<Told, 'kind'>): boolean =>
  schema.geometry !== null && (kind === null || kindOf(schema.geometry) === kind);

/** Fewest fields that few layers have, before fields alone speak for a layer. */
const TELLING = 2;
/** A field that more layers than this have tells nothing. */
const SHARED = 2;

/**
 * The layer that a layer of a source is most likely meant for: by its name, else by fields that few layers have, and
 * that one has more of than any other. Null where nothing says so; the user decides in any case.
 */
export function suggestTarget(source: Told, schemas: readonly LayerSchema[]): Suggestion | null {
  const possible = schemas.filter((schema) => canTake(schema, source));
  const named = possible.filter((schema) => nameRank(schema, source.name) >= 0);
  if (named.length === 1) return { layer: named[0]!.id, by: 'name' };
  const matched = possible.map((schema) => ({
    id: schema.id,
    fields: new Set(Object.values(matchFields(schema, source.fields))),
  }));
  const rare = (field: string): boolean => matched.filter(({ fields }) => fields.has(field)).length <= SHARED;
  const ranked = matched
    .map(({ id, fields }) => ({ id, count: [...fields].filter(rare).length }))
    .toSorted((a, b) => b.count - a.count);
  const [best, next] = ranked;
  return best !== undefined && best.count >= TELLING && best.count > (next?.count ?? 0)
    ? { layer: best.id, by: 'fields' }
    : null;
}

/**
 * Of several layers of a source those that belong somewhere by name. Where two names mean the same layer (DLTB and
 * JQDLTB), only those with the usual one do, because they mostly hold the same land twice.
 *
 * @returns name of the source layer -> layer
 */
export function namedTargets(
  sources: readonly Told[],
  schemas: readonly LayerSchema[],
): ReadonlyMap<string, string> {
  const found = sources.flatMap((source) => {
    const suggestion = suggestTarget(source, schemas);
    const schema = schemas.find(({ id }) => suggestion?.by === 'name' && id === suggestion.layer);
    return schema === undefined
      ? []
      : [{ name: source.name, layer: schema.id, rank: nameRank(schema, source.name) }];
  });
  const usual = found.filter(
    ({ layer, rank }) => !found.some((other) => other.layer === layer && other.rank < rank),
  );
  return new Map(usual.map(({ name, layer }) => [name, layer]));
}
