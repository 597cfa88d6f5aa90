import { isBusinessKey } from '../change/copy-fields.ts';
import { codeList } from '../model/code-list.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';

/** What is known of the field a value comes from; files from outside know little more than a name. */
export type SourceField = Pick<Field, 'name' | 'label' | 'aliases' | 'type'> &
  Partial<Pick<Field, 'standardName' | 'domain'>>;

/** The fields that pasted features bring. */
export interface SourceSchema {
  readonly fields: readonly SourceField[];
}

/** Fills a field of the layer from one of the source, or with one value for all. */
export type MappingItem =
  | { readonly to: string; readonly from: string }
  | { readonly to: string; readonly value: FieldValue };

/** Letters of both cases are one; blanks, full-width forms and separators do not count. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.]/g, '');

/** Fields that may be filled by pasting: not what the product writes itself, and nothing that names one feature. */
export const pasteableFields = (layer: LayerSchema): Field[] =>
  layer.fields.filter(
    (field) =>
      field.name !== 'uid' &&
      field.system !== true &&
      field.computed === undefined &&
      field.type !== 'blob' &&
      !isBusinessKey(field),
  );

const names = (field: SourceField): string[] => [
  field.name,
  ...(field.standardName === undefined ? [] : [field.standardName]),
  ...field.aliases,
];

const labelsOf = (domain: string): string[] =>
  (codeList(domain) ?? []).map(({ label }) => plain(label['zh-CN']));

/** Whether codes of one field can mean anything in the other: they are carried by what they are called. */
function speaksOf(from: SourceField, to: SourceField): boolean {
  if (from.domain === undefined || to.domain === undefined || from.domain === to.domain) return true;
  const theirs = new Set(labelsOf(from.domain));
  return labelsOf(to.domain).some((label) => theirs.has(label));
}

/** How well two fields fit: 0 by name, 1 by standard name, 2 by aliases, 3 by label; null not at all. */
function fit(from: SourceField, to: SourceField): number | null {
  if (!speaksOf(from, to)) return null;
  if (from.name === to.name) return 0;
  if (from.standardName !== undefined && from.standardName === to.standardName) return 1;
  const theirs = new Set(names(from).map(plain));
  if (names(to).some((name) => theirs.has(plain(name)))) return 2;
  const label = plain(to.label['zh-CN']);
  return label !== '' && label === plain(from.label['zh-CN']) ? 3 : null;
}

/**
 * Which field of the source fills which of the layer: by name, standard name, aliases and label, each source field
 * once, the best fit first. What the layer computes and what names one feature alone (numbers, identifiers) is not
 * offered.
 */
export function suggestMapping(from: SourceSchema, to: LayerSchema): MappingItem[] {
  const pairs = pasteableFields(to).flatMap((target, order) =>
    from.fields.flatMap((source) => {
      const rank = fit(source, target);
      return rank === null ? [] : [{ to: target.name, from: source.name, rank, order }];
    }),
  );
  pairs.sort((a, b) => a.rank - b.rank || a.order - b.order);
  const filled = new Map<string, { readonly to: string; readonly from: string; readonly order: number }>();
  const used = new Set<string>();
  for (const pair of pairs) {
    if (filled.has(pair.to) || used.has(pair.from)) continue;
    filled.set(pair.to, pair);
    used.add(pair.from);
  }
  return [...filled.values()]
    .sort((a, b) => a.order - b.order)
    .map(({ to: target, from: source }) => ({ to: target, from: source }));
}
