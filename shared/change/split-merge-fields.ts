import type { Field, LayerSchema } from '../model/layer.ts';
import type { Fields, FieldValue } from '../model/record.ts';

/** Names of fields that a person has to decide on. */
export interface Decided {
  readonly fields: Fields;
  readonly ask: readonly string[];
}

const skipped = (field: Field): boolean => field.system === true || field.name === 'uid';

/**
 * Fields of the parts of a split feature, in the order of `areas` (m2), by the policies of the schema. The largest
 * part stands for the original: it alone keeps what cannot be in two places (numbers, identifiers). Figures shared
 * `by_area` are rounded to hundredths and the largest part takes the rest, so that they add up to the cent; those that
 * are computed follow each part's shape instead (closing-figures.ts).
 */
export function splitFields(layer: LayerSchema, fields: Fields, areas: readonly number[]): readonly Fields[] {
  const largest = areas.indexOf(Math.max(...areas));
  const total = areas.reduce((sum, area) => sum + area, 0);
  const parts = areas.map((): Record<string, FieldValue> => ({}));
  for (const field of layer.fields) {
    if (skipped(field)) continue;
    const value = fields[field.name] ?? null;
    const byArea =
      field.split === 'by_area' && typeof value === 'number' ? shares(value, areas, total) : null;
    parts.forEach((part, i) => {
      part[field.name] = byArea ? byArea[i]! : valueOfPart(field, value, i === largest);
    });
    if (byArea) parts[largest]![field.name] = rest(value as number, byArea, largest);
  }
  return parts;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

const shares = (value: number, areas: readonly number[], total: number): number[] =>
  areas.map((area) => hundredths((value * area) / total));

const rest = (value: number, given: readonly number[], largest: number): number =>
  hundredths(value - given.reduce((sum, one, i) => (i === largest ? sum : sum + one), 0));

/** Fields of a feature to be split that a person should decide on: the policy is to ask, and there is a value. */
export const splitQuestions = (layer: LayerSchema, record: { readonly fields: Fields }): readonly string[] =>
  layer.fields
    .filter(
      (field) => field.split === 'ask' && !skipped(field) && (record.fields[field.name] ?? null) !== null,
    )
    .map(({ name }) => name);

function valueOfPart(field: Field, value: FieldValue, isLargest: boolean): FieldValue {
  switch (field.split) {
    case 'keep':
    case 'largest':
      return isLargest ? value : null;
    case 'null':
      return null;
    default:
      return value;
  }
}

/** One of several features that become one. */
export interface Merging {
  readonly fields: Fields;
  readonly areaM2: number;
}

/**
 * Fields of the feature that several become, the first being the one that stays. Where the policy is to ask and the
 * features differ, the value of the one that stays is kept and the field named.
 */
export function mergeFields(layer: LayerSchema, merging: readonly [Merging, ...Merging[]]): Decided {
  const [stays] = merging;
  const fields: Record<string, FieldValue> = {};
  const ask: string[] = [];
  for (const field of layer.fields) {
    if (skipped(field)) continue;
    const of = ({ fields: own }: Merging): FieldValue => own[field.name] ?? null;
    const values = merging.map(of);
    const differ = values.some((value) => value !== values[0]);
    fields[field.name] = differ ? mergedValue(field, merging, of) : of(stays);
    if (differ && field.merge === 'ask') ask.push(field.name);
  }
  return { fields, ask };
}

/** A field that a person has to decide on, with the values there are, each once, none left out. */
export interface MergeQuestion {
  readonly field: string;
  readonly values: readonly FieldValue[];
}

/** What to ask before features of a layer are merged: fields whose policy is to ask and in which they differ. */
export const mergeQuestions = (
  layer: LayerSchema,
  records: readonly { readonly fields: Fields }[],
): readonly MergeQuestion[] =>
  layer.fields
    .filter((field) => field.merge === 'ask' && !skipped(field))
    .map(({ name }) => ({
      field: name,
      values: [...new Set(records.map(({ fields }) => fields[name] ?? null))],
    }))
    .filter(({ values }) => values.length > 1);

/** The value of the largest of those that have one: a business key is not lost because a larger part had none. */
function ofLargest(merging: readonly Merging[], of: (one: Merging) => FieldValue): FieldValue {
  let best: Merging | undefined;
  for (const one of merging)
    if (of(one) !== null && of(one) !== '' && (best === undefined || one.areaM2 > best.areaM2)) best = one;
  return best === undefined ? null : of(best);
}

function mergedValue(
  field: Field,
  merging: readonly [Merging, ...Merging[]],
  of: (one: Merging) => FieldValue,
): FieldValue {
  const stays = of(merging[0]);
  const numbers = merging.map(of).filter((value) => typeof value === 'number');
  switch (field.merge) {
    case 'largest':
      return ofLargest(merging, of);
    case 'null':
      return null;
    case 'sum':
      return numbers.length === 0 ? null : hundredths(numbers.reduce((sum, value) => sum + value, 0));
    case 'by_area': {
      const weighted = merging.filter((one) => typeof of(one) === 'number');
      const area = weighted.reduce((sum, { areaM2 }) => sum + areaM2, 0);
      return area === 0 ? stays : weighted.reduce((sum, one) => sum + Number(of(one)) * one.areaM2, 0) / area;
    }
    default:
      return stays;
  }
}
