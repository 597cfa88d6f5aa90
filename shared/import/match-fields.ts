import type { Field, LayerSchema } from '../model/layer.ts';

/** Letters of both cases are one; blanks, full-width forms and separators do not count. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.]/g, '');

/** Length to which dBASE cuts field names, bytes. */
const DBF_NAME_BYTES = 10;
const utf8 = new TextEncoder();

/** How well a source field fits a target: 0 its own name, 1 standard name, 2 alias, 3 label, 4 a name cut to ten bytes. */
function rankOf(field: Field, source: string): number | null {
  const name = plain(source);
  if (name === '') return null;
  if (plain(field.name) === name) return 0;
  if (field.standardName !== undefined && plain(field.standardName) === name) return 1;
  if (field.aliases.some((alias) => plain(alias) === name)) return 2;
  if (Object.values(field.label).some((label) => plain(label) === name)) return 3;
  const cut = utf8.encode(source).length;
  const starts = [field.name, ...field.aliases, field.label['zh-CN']];
  const begins = starts.some(
    (start) => start.length > source.length && start.toLowerCase().startsWith(source.toLowerCase()),
  );
  return cut >= DBF_NAME_BYTES - 1 && cut <= DBF_NAME_BYTES && begins ? 4 : null;
}

/** Added to the rank of what people call a field: its name comes first. */
const BY_ALIAS = 5;

/** How well a source field fits a target, by its name or else by what people call it. */
function fitOf(field: Field, source: { readonly name: string; readonly alias?: string }): number | null {
  const byName = rankOf(field, source.name);
  if (byName !== null) return byName;
  const byAlias = source.alias === undefined ? null : rankOf(field, source.alias);
  return byAlias === null ? null : BY_ALIAS + byAlias;
}

/** Fields that a person or a source may fill: everything but what the store keeps for itself, uid excepted. */
export const importableFields = (layer: LayerSchema): Field[] =>
  layer.fields.filter(
    (field) =>
      field.type !== 'blob' &&
      (field.name === 'uid' || field.name === 'derived_from' || field.system !== true),
  );

/** The field that keeps the raw spelling of a code (`land_class_raw` for `land_class`), where the layer has one. */
export const rawOf = (layer: LayerSchema, name: string): Field | undefined =>
  importableFields(layer).find((field) => field.name === `${name}_raw`);

/**
 * The mapping with a field sent to a source field. The field that keeps the raw spelling of a code goes along, unless a
 * source field of its own fills it.
 *
 * @param mapping target field name -> source field name
 */
export function withSource(
  layer: LayerSchema,
  mapping: Readonly<Record<string, string>>,
  name: string,
  source: string,
): Record<string, string> {
  const raw = rawOf(layer, name)?.name;
  const follows = raw !== undefined && (mapping[raw] === undefined || mapping[raw] === mapping[name]);
  return { ...mapping, [name]: source, ...(follows ? { [raw]: source } : {}) };
}

/**
 * Which source field fills which field of the layer, by name, standard name, aliases and labels, letter case apart; by
 * what people call it in the source where its name fits nothing.
 * A source field serves one field, the one it fits best; a field that keeps the raw spelling of a code
 * (`land_class_raw`) shares the source of that code.
 *
 * @returns target field name -> source field name
 */
export function matchFields(
  layer: LayerSchema,
  sources: readonly { readonly name: string; readonly alias?: string }[],
): Record<string, string> {
  const fields = importableFields(layer);
  const pairs: {
    readonly field: Field;
    readonly source: string;
    readonly rank: number;
    readonly order: number;
  }[] = [];
  fields.forEach((field, f) => {
    if (field.name.endsWith('_raw')) return;
    sources.forEach((one, s) => {
      const { name } = one;
      const rank = fitOf(field, one);
      if (rank === null) return;
      // Among aliases the one named first is the usual one.
      const alias = field.aliases.findIndex((one) => plain(one) === plain(name));
      pairs.push({ field, source: name, rank, order: (alias + 1) * 1e6 + f * 1e3 + s });
    });
  });
  pairs.sort((a, b) => a.rank - b.rank || a.order - b.order);
  const mapping: Record<string, string> = {};
  const used = new Set<string>();
  for (const { field, source } of pairs) {
    if (mapping[field.name] !== undefined || used.has(source)) continue;
    mapping[field.name] = source;
    used.add(source);
  }
  for (const field of fields) {
    if (!field.name.endsWith('_raw')) continue;
    const own = sources.find(({ name }) => plain(name) === plain(field.name));
    const source = own?.name ?? mapping[field.name.slice(0, -'_raw'.length)];
    if (source !== undefined && (own !== undefined || rankOf(field, source) !== null))
      mapping[field.name] = source;
  }
  return mapping;
}
