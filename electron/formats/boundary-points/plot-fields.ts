import type { OutFeature, OutLayer } from '../../../shared/export/out-layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** Fields that number a plot, and that name it, the likelier first. */
const NUMBERS = ['parcel_number', 'project_code', 'patch_number', 'zone_number', 'identifier', 'code'];
const NAMES = ['name', 'zone_name', 'land_class_name', 'survey_class_name', 'admin_name'];

/** How the plots of a layer are called. */
export interface PlotNames {
  /** @param running number of the feature in its layer, from 1, for a plot without its own */
  number(feature: OutFeature, running: number): string;
  name(feature: OutFeature): string;
}

/**
 * The fields that number and name plots: those chosen (`own.number`, `own.name`, names of fields of the schema), else
 * the usual ones that the layer has.
 *
 * @returns failure `export.own` for a field that does not go out
 */
export function plotNames({ fields }: OutLayer, own: Readonly<Record<string, unknown>>): Result<PlotNames> {
  const indexOf = (key: string): number => fields.findIndex((field) => field.key === key);
  const chosen = (option: 'number' | 'name', usual: readonly string[]): Result<readonly number[]> => {
    const value = own[option];
    if (value === undefined || value === null) return ok(usual.map(indexOf).filter((at) => at >= 0));
    const at = typeof value === 'string' ? indexOf(value) : -1;
    return at < 0 ? fail('export.own', { option, value: JSON.stringify(value) }) : ok([at]);
  };
  const number = chosen('number', NUMBERS);
  if (!number.ok) return number;
  const name = chosen('name', NAMES);
  if (!name.ok) return name;
  const first = ({ values }: OutFeature, among: readonly number[]): string | null => {
    for (const at of among) {
      const value = values[at] ?? null;
      if (value !== null && String(value).trim() !== '') return String(value).trim();
    }
    return null;
  };
  return ok({
    number: (feature, running) => first(feature, number.value) ?? String(running),
    name: (feature) => first(feature, name.value) ?? '',
  });
}
