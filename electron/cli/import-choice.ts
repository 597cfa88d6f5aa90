import type { ImportProbe, SourceLayer } from '../../shared/bridge/query-contract.ts';
import type { LayerState } from '../../shared/bridge/store-contract.ts';
import { namedTargets, suggestTarget } from '../../shared/import/suggest-target.ts';
import type { LayerSchema } from '../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Line } from './command-line.ts';

/** What the words of an import say of layers: one target, a target for each named source layer, or those known by name. */
export type Wanted =
  | { readonly kind: 'one'; readonly layer: string }
  | { readonly kind: 'pairs'; readonly pairs: readonly { readonly from: string; readonly layer: string }[] }
  | { readonly kind: 'by-name' };

export interface Choice {
  readonly source: SourceLayer;
  readonly schema: LayerSchema;
}

/** What is imported, and what is not, with the reason (`cli.left.<reason>`). */
export interface Chosen {
  readonly choices: readonly Choice[];
  readonly left: readonly {
    readonly layer: string;
    readonly reason: 'empty' | 'shapeless' | 'same-target' | 'unknown';
  }[];
}

/** `=` ends the name of the source layer at its last place: ids of layers have none. */
const splitAt = (word: string): number => word.lastIndexOf('=');

export function wantedOf(line: Line): Result<Wanted> {
  const words = line.list('layer');
  if (line.flag('by-name')) return words.length === 0 ? ok({ kind: 'by-name' }) : fail('cli.layer-or-names');
  const [first] = words;
  if (first === undefined) return fail('cli.no-value', { option: '--layer' });
  const paired = words.filter((word) => splitAt(word) > 0);
  if (paired.length === 0 && words.length === 1) return ok({ kind: 'one', layer: first });
  if (paired.length < words.length) return fail('cli.layer-pairs', { value: words.join(' ') });
  const twice = words.find((word, i) => words.indexOf(word) !== i);
  if (twice !== undefined) return fail('cli.twice', { option: `--layer ${twice}` });
  const pairs = words.map((word) => ({
    from: word.slice(0, splitAt(word)),
    layer: word.slice(splitAt(word) + 1),
  }));
  return ok({ kind: 'pairs', pairs });
}

/** The layer that an id names; failure `cli.layer`. */
function targetOf(states: readonly LayerState[], id: string): Result<LayerSchema> {
  const found = states.find(({ schema }) => schema.id === id);
  const names = states.map(({ schema }) => schema.id).join(', ');
  return found === undefined ? fail('cli.layer', { value: id, names }) : ok(found.schema);
}

/** Whether all layers that the words name are there; asked before the source is opened. */
export function targetsThere(wanted: Wanted, states: readonly LayerState[]): Result<null> {
  const ids =
    wanted.kind === 'one'
      ? [wanted.layer]
      : wanted.kind === 'pairs'
        ? wanted.pairs.map(({ layer }) => layer)
        : [];
  for (const id of ids) {
    const target = targetOf(states, id);
    if (!target.ok) return target;
  }
  return ok(null);
}

/** The layers of the source that are meant. Failures `cli.layer`, `cli.source-layer`, `cli.source-layer-needed`, `cli.none-known`. */
export function chooseLayers(
  wanted: Wanted,
  probe: ImportProbe,
  states: readonly LayerState[],
  sourceLayer: string | undefined,
): Result<Chosen> {
  const names = probe.layers.map(({ name }) => name).join(', ');
  const named = (name: string): Result<SourceLayer> => {
    const found = probe.layers.find((layer) => layer.name === name);
    return found === undefined ? fail('cli.source-layer', { value: name, names }) : ok(found);
  };
  if (wanted.kind === 'one') {
    const schema = targetOf(states, wanted.layer);
    if (!schema.ok) return schema;
    if (sourceLayer === undefined && probe.layers.length > 1)
      return fail('cli.source-layer-needed', { names });
    const source = named(sourceLayer ?? probe.layers[0]?.name ?? '');
    return source.ok ? ok({ choices: [{ source: source.value, schema: schema.value }], left: [] }) : source;
  }
  const choices: Choice[] = [];
  const left: Chosen['left'][number][] = [];
  const take = (source: SourceLayer, schema: LayerSchema): void => {
    if (source.count === 0) left.push({ layer: source.name, reason: 'empty' });
    else if (source.shapeless) left.push({ layer: source.name, reason: 'shapeless' });
    else choices.push({ source, schema });
  };
  if (wanted.kind === 'pairs') {
    for (const { from, layer } of wanted.pairs) {
      const [source, schema] = [named(from), targetOf(states, layer)];
      if (!source.ok) return source;
      if (!schema.ok) return schema;
      take(source.value, schema.value);
    }
  } else {
    const schemas = states.map(({ schema }) => schema);
    const bringing = probe.layers.filter(({ count, shapeless }) => count !== 0 && !shapeless);
    const usual = namedTargets(bringing, schemas);
    for (const source of probe.layers) {
      const suggestion = suggestTarget(source, schemas);
      const schema = schemas.find(({ id }) => suggestion?.by === 'name' && id === suggestion.layer);
      if (schema === undefined) left.push({ layer: source.name, reason: 'unknown' });
      else if (bringing.includes(source) && !usual.has(source.name))
        left.push({ layer: source.name, reason: 'same-target' });
      else take(source, schema);
    }
  }
  return choices.length === 0 ? fail('cli.none-known', { names }) : ok({ choices, left });
}
