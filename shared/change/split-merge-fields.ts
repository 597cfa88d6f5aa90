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
 * `by_area` are rounded to hundredths and the largest part takes the rest, so that they add up to the cent.
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
  const largest = merging.reduce((best, one) => (one.areaM2 > best.areaM2 ? one : best), stays);
  const fields: Record<string, FieldValue> = {};
  const ask: string[] = [];
  for (const field of layer.fields) {
    if (skipped(field)) continue;
    const of = ({ fields: own }: Merging): FieldValue => own[field.name] ?? null;
    const values = merging.map(of);
    const differ = values.some((value) => value !== values[0]);
    fields[field.name] = differ ? mergedValue(field, merging, of(stays), of(largest), of) : of(stays);
    if (differ && field.merge === 'ask') ask.push(field.name);
  }
  return { fields, ask };
}

function mergedValue(
  field: Field,
  merging: readonly Merging[],
  stays: FieldValue,
  largest: FieldValue,
  of: (one: Merging) => FieldValue,
): FieldValue {
  const numbers = merging.map(of).filter((value) => typeof value === 'number');
  switch (field.merge) {
    case 'largest':
      return largest;
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
