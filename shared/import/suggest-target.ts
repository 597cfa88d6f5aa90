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

/** Whether a layer of a source is called as this layer is, in the standard databases, here, or with a place before it. */
function namedFor(schema: LayerSchema, name: string): boolean {
  const own = ownName(name);
  const said = [schema.id, ...Object.values(schema.name), ...(ALIASES[schema.id] ?? [])].map(plain);
  if (said.includes(plain(own))) return true;
  // A code of the place or a year stands beside the name: 990121STBHHX_2020.
  const words = own.split(/[^\p{L}]+/u).filter((word) => word !== '');
  if (words.some((word) => (ALIASES[schema.id] ?? []).includes(word.toUpperCase()))) return true;
  const label = schema.name['zh-CN'];
  return words.some(
    (word) => word === label || (word.endsWith(label) && PLACE.test(word.slice(0, -label.length))),
  );
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
  const named = possible.filter((schema) => namedFor(schema, source.name));
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
